"""People, categories and sources in the admin."""

from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .citing_in_editor import register_citing
from .models import Category, Person
from .models.post import Tag
from .source_admin import SourceViewSet, keep_cited_sources


class PersonViewSet(SnippetViewSet):
    """Authors and clinical reviewers."""

    model = Person
    icon = "user"
    list_display = ["name", "credentials", "job_title"]
    search_fields = ["name", "credentials", "job_title"]


class CategoryViewSet(SnippetViewSet):
    """Categories."""

    model = Category
    icon = "folder-open-inverse"
    list_display = ["name", "slug"]
    search_fields = ["name"]


class TagViewSet(SnippetViewSet):
    """Tags, to rename or merge what editors typed."""

    model = Tag
    icon = "tag"
    panels = [FieldPanel("name"), FieldPanel("slug")]
    list_display = ["name", "slug"]
    search_fields = ["name"]


class BlogViewSetGroup(SnippetViewSetGroup):
    """One menu entry for what posts are filed under."""

    items = (PersonViewSet, CategoryViewSet, TagViewSet)
    menu_icon = "group"
    menu_label = "People and topics"
    menu_name = "people-and-topics"
    menu_order = 200


register_snippet(BlogViewSetGroup)
register_snippet(SourceViewSet)
hooks.register("register_rich_text_features", register_citing)
hooks.register("before_delete_snippet", keep_cited_sources)
