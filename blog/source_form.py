"""The form of a source in the admin."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.urls import reverse
from django.utils.html import format_html
from wagtail.admin.forms import WagtailAdminModelForm


class SourceForm(WagtailAdminModelForm):
    """A source's form, which links to the one that is there already."""

    def _update_errors(self, errors: ValidationError) -> None:
        by_field = getattr(errors, "error_dict", {NON_FIELD_ERRORS: []})
        for error in (error for found in by_field.values() for error in found):
            if existing := getattr(error, "existing", None):
                address = reverse(existing.snippet_viewset.get_url_name("edit"), args=[existing.pk])
                error.message = format_html(
                    '{} <a href="{}" target="_blank">Open it</a>', error.message, address
                )
        super()._update_errors(errors)
