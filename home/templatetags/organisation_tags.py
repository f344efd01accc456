"""The clinic as structured data."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from wagtail.models import Page

from home.json_ld import json_ld
from home.structured_data import medical_clinic

register = template.Library()


@register.simple_tag(takes_context=True)
def organisation_structured_data(context: dict[str, Any], page: Page) -> SafeString:
    """Write the clinic into its home page as JSON-LD."""
    url = page.get_full_url(context["request"]) or ""
    return json_ld([medical_clinic(context["organisation"], url=url)])
