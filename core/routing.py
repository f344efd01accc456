"""Finding a page by its whole path instead of level by level."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult


class LoadedAncestorsMixin:
    """For page types: keeps the pages above that routing has loaded already.

    Wagtail asks for them once more to check view restrictions, and breadcrumbs would again.
    """

    loaded_ancestors: list[Page] | None = None

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return the restrictions of the page and of the pages above it."""
        pages: list[Any] = [*(self.loaded_ancestors or []), self]
        # An alias is restricted as its source is, which takes Wagtail's own way to find out.
        if self.loaded_ancestors is None or any(page.alias_of_id for page in pages):
            return super().get_view_restrictions()  # type: ignore[misc]
        return PageViewRestriction.objects.filter(page_id__in=[page.pk for page in pages])


class WholePathRoutingMixin(LoadedAncestorsMixin):
    """For the site's root page: finds any page below it in two queries, however deep.

    Wagtail asks for each level in turn and for the specific page of each, which was measured as
    27 % of the time of a post. Paths that no page has by itself, such as those of routable
    pages, fall back to Wagtail's way.
    """

    url_path: str

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Route as `Page.route` does."""
        if path_components:
            url_paths = [
                f"{self.url_path}{'/'.join(path_components[:end])}/"
                for end in range(1, len(path_components) + 1)
            ]
            # The tree's root above the site's has no address; a restriction on it counts too.
            root_path = self.path[: self.steplen]  # type: ignore[attr-defined]
            found = Page.objects.filter(url_path__in=[self.url_path, *url_paths]) | (
                Page.objects.filter(path=root_path)
            )
            pages = {page.url_path: page for page in found.order_by("depth")}
            page = pages.pop(url_paths[-1], None)
            if page is not None and page.live:
                specific = for_serving(page)
                above = [other for other in pages.values() if page.is_descendant_of(other)]
                if len(above) == page.depth - 1:
                    specific.loaded_ancestors = above
                return specific.route(request, [])
        return super().route(request, path_components)  # type: ignore[misc]


def for_serving(page: Page) -> Any:
    """Return the page as its own type, with what its template shows joined in.

    A page type may name these relations in `serve_select_related`.
    """
    model: Any = page.cached_content_type.model_class()
    queryset: QuerySet[Page] = model.objects.select_related(
        "content_type", *getattr(model, "serve_select_related", ())
    )
    return queryset.get(pk=page.pk)
