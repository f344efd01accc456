"""Who reads what was sent by a form."""

from typing import Any

from django.urls import path
from wagtail import hooks
from wagtail.models import Page

from core.wagtail_internals import get_form_types
from home import emergency_admin  # noqa: F401 - registers its addresses
from home.form_permissions import may_read_submissions
from home.guide import hooks as guide_hooks  # noqa: F401
from home.submissions import FormsView


@hooks.register("filter_form_submissions_for_user")
def forms_whose_submissions_a_user_reads(user: Any, forms: Any) -> Any:
    """Show what people wrote to the clinic to who has the permission for it, and to nobody else.

    Wagtail shows submissions to whoever may edit the form's page; who answers requests need not.
    """
    if not may_read_submissions(user):
        return forms.none()
    return Page.objects.filter(content_type__in=get_form_types())


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """Put the list of forms in the place of Wagtail's, which is for who edits pages."""
    return [
        path("forms/", FormsView.as_view()),
        path("forms/results/", FormsView.as_view(results_only=True)),
    ]
