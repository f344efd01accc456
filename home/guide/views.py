"""The page of the editor guide."""

from typing import Any

from django.views.generic.base import TemplateView

from core.wagtail_internals import WagtailAdminTemplateMixin
from home.guide.reading import read_guide


class EditorGuideView(WagtailAdminTemplateMixin, TemplateView):
    """The guide for everybody who may enter the admin, as the checkout has it."""

    template_name = "cms/admin/guide.html"
    header_icon = "help"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the guide; its title is the page's."""
        guide = read_guide()
        self.page_title = guide.title
        context: dict[str, Any] = super().get_context_data(guide=guide, **kwargs)
        return context

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the home page."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]
