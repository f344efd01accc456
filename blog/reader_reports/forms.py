"""The form by which a reader reports a problem."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict
from wagtail.models import Page

from blog.models import BlogPostPage, ProblemReport
from home.forms import SpamSafeForm


class ProblemReportForm(SpamSafeForm):
    """What is wrong, and where to answer; with the traps of the site's other forms."""

    text = forms.CharField(
        label="What is wrong?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Quote the words or name the section, so that we find it.",
        error_messages={
            "required": "Say what is wrong, in a sentence or two.",
            "max_length": "Shorten what is wrong to %(limit_value)d characters; they are "
            "%(show_value)d now.",
        },
    )
    email = forms.EmailField(
        label="Your e-mail",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="Only if you would like an answer. It is used for nothing else.",
        error_messages={
            "invalid": "Enter an e-mail address such as name@example.com, or leave it empty."
        },
    )

    def __init__(self, data: QueryDict | None = None, *, page: BlogPostPage, **kwargs: Any) -> None:
        super().__init__(data, page=page, user=None, **kwargs)

    @transaction.atomic
    def save(self) -> ProblemReport | None:
        """Store the report for the desk, unless the same one waits there: a second click's."""
        said = {name: self.cleaned_data[name] for name in ("text", "email")}
        # Of two at once, the second sees the first.
        Page.objects.select_for_update().get(pk=self.page.pk)
        same = self.page.problem_reports.filter(state=ProblemReport.State.OPEN, **said)
        return None if same.exists() else self.page.problem_reports.create(**said)
