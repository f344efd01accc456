"""Sources in the admin: their list, what they are chosen by, and the posts that cite them."""

from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import BaseListingView
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from core.keys import stored_key
from core.wagtail_internals import SnippetChosenView, SnippetCreateView
from core.wagtail_internals import SnippetUsageView as UsageView

from .citing_posts import posts_citing
from .models import BlogPostPage, Source


def posts_url(source: Source) -> str:
    """Return the address of the report of the posts that cite a source."""
    return reverse(Source.snippet_viewset.get_url_name("usage"), args=[source.pk])


class NamedSourceMixin:
    """Tells the editor the short name of the source that was chosen, for its token."""

    def get_chosen_response_data(self, item: Source) -> dict[str, Any]:
        """Return what the modal answers."""
        data: dict[str, Any] = super().get_chosen_response_data(item)  # type: ignore[misc]
        return data | {"short_name": item.short_name}


class SourceChosenView(NamedSourceMixin, SnippetChosenView):
    """A source was chosen."""

    def get_object(self, pk: str) -> Source:
        """Return the source; what is no key is none."""
        source: Source = super().get_object(stored_key(pk))
        return source


class SourceCreateView(NamedSourceMixin, SnippetCreateView):
    """A source was made in the chooser, and chosen."""


class SourceChooserViewSet(SnippetChooserViewSet):
    """The modal in which an editor finds a source or makes one."""

    chosen_view_class = SourceChosenView
    create_view_class = SourceCreateView
    form_fields = [
        "kind",
        "authors",
        "title",
        "publication",
        "year",
        "doi",
        "url",
        "accessed_on",
        "level_of_evidence",
    ]
    creation_tab_label = "New source"
    create_action_label = "Save and cite"


class SourceFilterSet(WagtailFilterSet):
    """How the list of sources is narrowed down."""

    withdrawn = django_filters.BooleanFilter(
        field_name="withdrawn_on", lookup_expr="isnull", exclude=True, label="Withdrawn"
    )

    class Meta:
        model = Source
        fields = ["kind", "level_of_evidence", "withdrawn"]


class SourceEditView(EditView):
    """A source's form; who withdraws one sees at once which posts are concerned."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, and remember whether this withdrew the source."""
        self.is_withdrawn_now = bool(
            form.cleaned_data["withdrawn_on"] and not form.initial.get("withdrawn_on")
        )
        response: HttpResponse = super().form_valid(form)
        return response

    def get_success_url(self) -> str:
        """Lead to the posts that cite a source which was just withdrawn."""
        if getattr(self, "is_withdrawn_now", False):
            return posts_url(self.object)
        url: str = super().get_success_url()
        return url


class PostsBySourceView(UsageView):
    """The posts that cite a source, by one query for any number of them."""

    page_title = "Posts by source"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to this report; Wagtail calls every list of this kind "Usage"."""
        *way, here = super().get_breadcrumbs_items()
        return [*way, here | {"label": self.page_title}]

    @cached_property
    def columns(self) -> list[Column]:
        """What tells the posts apart, and who is to be asked."""
        return [
            TitleColumn(
                "title",
                label="Post",
                get_url=lambda post: reverse("wagtailadmin_pages:edit", args=[post.pk]),
            ),
            StatusTagColumn(
                "status",
                label="Status",
                accessor=lambda post: "live" if post.live else "draft",
                primary=lambda post: post.live,
            ),
            Column("category", label="Category"),
            Column("author", label="Author"),
            DateColumn("last_published_at", label="Last published"),
        ]

    def get_queryset(self) -> QuerySet[BlogPostPage]:
        """Return the posts, those that readers see first."""
        posts = posts_citing(self.object).select_related("category", "author").defer("body")
        return posts.order_by("-live", "-last_published_at", "pk")

    def get_table(self, object_list: Any, **kwargs: Any) -> Any:
        """Show the posts as they are; Wagtail's own view asks for each by itself."""
        return BaseListingView.get_table(self, object_list, **kwargs)


class SourceViewSet(SnippetViewSet):
    """The publications that posts stand on."""

    model = Source
    icon = "doc-full-inverse"
    menu_label = "Sources"
    menu_order = 210
    add_to_admin_menu = True
    chooser_viewset_class = SourceChooserViewSet
    edit_view_class = SourceEditView
    usage_view_class = PostsBySourceView
    filterset_class = SourceFilterSet
    list_per_page = 50
    search_backend_name = None  # parts of words and of a DOI, in a list of hundreds
    search_fields = ["authors", "title", "publication", "doi", "url"]
    list_display = [
        "short_name",
        Column("title", sort_key="title"),
        Column("kind", label="Type", accessor="get_kind_display", sort_key="kind"),
        Column("level_of_evidence", label="Evidence", sort_key="level_of_evidence"),
        TitleColumn("posts", label="Posts", accessor="post_count", get_url=posts_url),
        DateColumn("withdrawn_on", label="Withdrawn", sort_key="withdrawn_on"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """Return the sources with the number of posts that cite each."""
        references = (
            ReferenceIndex.objects.filter(
                content_type=ContentType.objects.get_for_model(BlogPostPage),
                to_content_type=ContentType.objects.get_for_model(Source),
                to_object_id=Cast(OuterRef("pk"), CharField()),
            )
            .order_by()
            .values("to_object_id")
            .annotate(posts=Count("object_id", distinct=True))
        )
        return Source.objects.annotate(post_count=Coalesce(Subquery(references.values("posts")), 0))


def keep_cited_sources(request: HttpRequest, snippets: Any) -> HttpResponse | None:
    """Stop the deletion of sources that posts cite, and name the posts.

    Args:
        request: the request.
        snippets: what would be deleted, in a list or alone.
    """
    for snippet in snippets if isinstance(snippets, (list, QuerySet)) else [snippets]:
        if isinstance(snippet, Source) and (posts := list(posts_citing(snippet))):
            titles = ", ".join(f"“{post.title}”" for post in posts)
            messages.error(
                request,
                f"“{snippet.short_name}” was not deleted: {titles} "
                f"cite{'s' if len(posts) == 1 else ''} it. Take it out there first, or enter when "
                "it was withdrawn.",
            )
            return redirect(posts_url(snippet))
    return None
