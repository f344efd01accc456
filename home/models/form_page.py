"""A page with a form that editors design: appointment requests, contact."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.models import (
    FORM_FIELD_CHOICES,
    AbstractEmailForm,
    AbstractForm,
    AbstractFormField,
)
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from core.budgets import BudgetSpent
from core.outbox import queue_mail
from core.routing import LoadedAncestorsMixin
from core.wagtail_internals import FormSubmission, PagePermissionTester
from home.form_permissions import may_read_submissions
from home.forms import NOTE, SpamSafeFormBuilder, too_many
from home.navigation import breadcrumbs
from home.rich_text import PROSE
from home.sending import AlreadySent, keep_invalid, send_once, speaks_of_danger

FORM = "form"  # among the kinds of emergencies


class FormField(AbstractFormField):
    """One field of a form."""

    page = ParentalKey("home.FormPage", on_delete=models.CASCADE, related_name="form_fields")
    # Without "hidden": nobody could fill it in, and robots would.
    field_type = models.CharField(
        verbose_name="field type",
        max_length=16,
        choices=[choice for choice in FORM_FIELD_CHOICES if choice[0] != "hidden"],
    )


class FormPagePermissionTester(PagePermissionTester):
    """Wagtail's, which keeps a page with answers from who may not delete those."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Return whether the user may delete the page."""
        if not super().can_delete(ignore_bulk):
            return False
        has_answers = FormSubmission.objects.filter(page=self.page.pk).exists()
        return not has_answers or may_read_submissions(self.user)


class FormPage(LoadedAncestorsMixin, AbstractEmailForm):
    """A form. What is sent is stored; the mail only says that it came.

    The mail holds none of the answers: an appointment request to a clinic is health information,
    and mail is not a safe place for it. Whoever is told reads it in the admin.
    """

    introduction = RichTextField(features=PROSE, blank=True)
    thank_you_text = RichTextField(
        features=PROSE,
        help_text="Shown after sending. Say what happens next and when.",
    )
    submit_label = models.CharField(max_length=40, default="Send", verbose_name="Button text")

    form_builder = SpamSafeFormBuilder
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("introduction"),
        InlinePanel("form_fields", heading="Fields", label="Field", min_num=1),
        FieldPanel("submit_label"),
        FieldPanel("thank_you_text"),
        MultiFieldPanel(
            [
                FieldPanel(
                    "to_address",
                    help_text="Who is told that a form came in; several addresses with commas. "
                    "The mail holds none of the answers.",
                ),
                FieldPanel("subject"),
            ],
            heading="Mail",
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/form_page.html"
    landing_page_template = "home/form_page_landing.html"

    class Meta:
        verbose_name = "form page"
        permissions: ClassVar[list[tuple[str, str]]] = [
            ("read_submissions", "Can read, export and delete what was sent by forms"),
        ]

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """Return what a user may do with the page; its answers go with it when it is deleted."""
        return FormPagePermissionTester(user, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the way up."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"breadcrumbs": breadcrumbs(self, request)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or store what was sent and redirect, so that a reload sends nothing."""
        if request.method != "POST":
            if "sent" in request.GET:
                return self.render_landing_page(request)
            return super().serve(request, *args, **kwargs)
        form = self.get_form(request.POST, request.FILES, page=self, user=request.user)
        status, headers = 422, {}
        if form.is_valid():
            try:
                send_once(
                    form=form,
                    request=request,
                    kind=FORM,
                    store=lambda: self.process_form_submission(form),
                    now=timezone.now(),
                )
                urgent = "&urgent=1" if speaks_of_danger(form) else ""
                return redirect(f"{self.get_url(request)}?sent=1{urgent}")
            except AlreadySent as sent:
                form.add_error(None, sent.message)
            except BudgetSpent as spent:
                form.add_error(None, too_many(spent.retry_after))
                status, headers = 429, {"Retry-After": str(spent.retry_after)}
        else:
            keep_invalid(
                form=form,
                request=request,
                kind=FORM,
                store=lambda: FormSubmission.objects.create(
                    page=self,
                    form_data={
                        name: request.POST.get(name, "")[:5000]
                        for name in form.fields
                        if "__" not in name
                    },
                ),
                now=timezone.now(),
            )
        context = self.get_context(request) | {
            "form": form,
            "too_many": status == 429,
            "is_urgent": speaks_of_danger(form),
        }
        return TemplateResponse(request, self.template, context, status=status, headers=headers)

    def process_form_submission(self, form: Any) -> FormSubmission:
        """Store what was sent, and have everybody told who is to be."""
        submission = AbstractForm.process_form_submission(self, form)
        path = reverse("wagtailforms:list_submissions", args=[self.pk])
        for number, address in enumerate(self.to_address.split(",")):
            queue_mail(
                key=f"form:{submission.pk}:{number}",
                to=address.strip(),
                template="home/mail/form_sent.txt",
                context={
                    "subject": self.subject or f"“{self.title}” was filled in",
                    "page": self,
                    "address": f"{settings.WAGTAILADMIN_BASE_URL}{path}",
                },
                now=submission.submit_time,
            )
        return submission

    def get_data_fields(self) -> list[tuple[str, Any]]:
        """Add what was noticed about a submission to its answers."""
        return [*super().get_data_fields(), (NOTE, "Noticed")]

    def get_submissions_list_view_class(self) -> type[Any]:
        """Return the list of what was sent."""
        # Wagtail's views stand on its models.
        from home.submissions import HarmlessSubmissionsListView

        return HarmlessSubmissionsListView
