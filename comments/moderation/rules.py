"""The rules for replies: listed, edited, exported, and imported from a CSV file."""

import csv
import io
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from comments.models import GateRule
from core.exports import HarmlessExportMixin

COLUMNS = ["kind", "pattern", "action", "note"]
LARGEST_FILE = 1024 * 1024  # bytes
MOST_ROWS = 5000
MOST_ERRORS = 10  # are shown


class RuleImportForm(forms.Form):
    """A CSV file of rules."""

    file = forms.FileField(
        label="CSV file",
        help_text="With the columns kind, pattern, action and note, as the export has them. "
        "A rule that is there already is changed; none is deleted.",
    )

    def clean_file(self) -> list[GateRule]:
        """Read the rules.

        Raises:
            ValidationError: with the line and the remedy, for the first faulty lines.
        """
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError("The file is larger than 1 MB. Please split it.")
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ValidationError(
                "The file is not in UTF-8. Please save it as “CSV UTF-8”."
            ) from None
        return read_rules(text)


def read_rules(text: str) -> list[GateRule]:
    """Return the rules of a CSV text, checked and not stored.

    Raises:
        ValidationError: with a message for each of the first faulty lines.
    """
    if "\x00" in text:
        raise ValidationError("The file holds null characters. Please save it anew as CSV.")
    try:
        rows = list(csv.DictReader(io.StringIO(text), strict=True))
    except csv.Error as error:
        raise ValidationError(f"This is no CSV file: {error}.") from None
    if not rows or set(COLUMNS[:3]) - {(name or "").strip().lower() for name in rows[0]}:
        raise ValidationError(
            "The first line must name the columns kind, pattern and action; note may follow."
        )
    if len(rows) > MOST_ROWS:
        raise ValidationError(f"The file has more than {MOST_ROWS} rules. Please split it.")
    rules, errors = [], []
    for number, row in enumerate(rows, start=2):
        values = {
            (name or "").strip().lower(): (value or "") for name, value in row.items() if name
        }
        # An exported pattern may carry the sign that keeps spreadsheet programs from running it.
        rule = GateRule(
            **{name: values.get(name, "").strip().removeprefix("'") for name in COLUMNS}
        )
        try:
            rule.clean_fields()
            rule.clean()
        except ValidationError as error:
            said = "; ".join(
                f"{name}: {message}"
                for name, messages_ in error.message_dict.items()
                for message in messages_
            )
            errors.append(ValidationError(f"Line {number}: {said}"))
        rules.append(rule)
    if errors:
        raise ValidationError(errors[:MOST_ERRORS])
    return rules


class GateRuleIndexView(HarmlessExportMixin, IndexView):
    """The rules, with a way to import more."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add the import."""
        buttons: list[Button] = list(super().header_more_buttons)
        if self.user_has_permission("add"):
            url = reverse("reply_rules:import")
            buttons.append(Button("Import from CSV", url=url, icon_name="upload", priority=80))
        return buttons


class GateRuleViewSet(ModelViewSet):
    """The rules for replies."""

    model = GateRule
    name = "reply_rules"
    url_prefix = "reply-rules"
    icon = "list-ul"
    menu_label = "Rules"
    menu_order = 200
    copy_view_enabled = False
    index_view_class = GateRuleIndexView
    list_display: ClassVar[list[str]] = ["pattern", "kind", "action", "note"]
    list_filter: ClassVar[list[str]] = ["kind", "action"]
    search_fields: ClassVar[list[str]] = ["pattern", "note"]
    list_export: ClassVar[list[str]] = COLUMNS
    export_filename = "rules-for-replies"
    list_per_page = 100

    def get_urlpatterns(self) -> list[Any]:
        """Add the import."""
        return [*super().get_urlpatterns(), path("import/", self.import_view, name="import")]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Import rules from a file: all of them, or none when one is faulty."""
        if not self.permission_policy.user_has_permission(request.user, "add"):
            raise PermissionDenied
        form = RuleImportForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            rules = form.cleaned_data["file"]
            with transaction.atomic():
                for rule in rules:
                    GateRule.objects.update_or_create(
                        kind=rule.kind,
                        pattern=rule.pattern,
                        defaults={"action": rule.action, "note": rule.note},
                    )
            messages.success(request, f"{len(rules)} rules are in place.")
            return redirect("reply_rules:index")
        return render(
            request,
            "comments/admin/import_rules.html",
            {
                "form": form,
                "page_title": "Import rules for replies",
                "header_icon": "upload",
                "index_url": reverse("reply_rules:index"),
            },
            status=422 if form.is_bound else 200,
        )
