"""Who reads what was sent by a form."""

from typing import Any

from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import policy_registry

from home import emergency_admin  # noqa: F401 - registers its addresses


@hooks.register("filter_form_submissions_for_user")
def forms_that_a_user_publishes(user: Any, forms: Any) -> Any:
    """Keep what people wrote to the clinic from who only reviews texts.

    Wagtail shows submissions to whoever may edit the form's page.
    """
    policy = policy_registry.get_by_type(Page)
    return forms.filter(pk__in=policy.instances_user_has_permission_for(user, "publish"))
