"""People, topics, sources and readers' reports; the rest of the blog's admin is imported."""

from typing import Any

from django.db.models import Case, When
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import (
    EditView,
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from blog.clinical_review import hooks as review_hooks  # noqa: F401
from blog.desk import hooks as desk_hooks  # noqa: F401
from blog.maintenance import hooks as maintenance_hooks  # noqa: F401
from blog.reader_reports.permissions import ProblemReportPermissionPolicy
from core.exports import HarmlessExportMixin

from .checks import hooks as check_hooks  # noqa: F401
from .citing_in_editor import register_citing
from .models import Category, Person, ProblemReport
from .models.post import Tag
from .publishing import hooks as publishing_hooks  # noqa: F401
from .source_admin import SourceViewSet, keep_cited_sources


class PersonViewSet(SnippetViewSet):
    """Authors and clinical reviewers."""

    model = Person
    icon = "user"
    list_display = ["name", "credentials", "job_title"]
    search_backend_name = None  # parts of words, also of what the index does not hold
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


class ProblemReportIndexView(HarmlessExportMixin, IndexView):
    """The reports; their texts are readers'."""


class ProblemReportEditView(EditView):
    """One report, and what the desk did about it."""

    def save_instance(self) -> ProblemReport:
        """Note who dealt with it; a report that is open again waits for somebody."""
        is_open = self.form.instance.state == ProblemReport.State.OPEN
        self.form.instance.handled_by = None if is_open else self.request.user
        report: ProblemReport = super().save_instance()
        return report


class ProblemReportViewSet(SnippetViewSet):
    """What readers say is wrong, until the desk has dealt with it."""

    model = ProblemReport
    index_view_class = ProblemReportIndexView
    edit_view_class = ProblemReportEditView
    icon = "warning"
    menu_label = "Problem reports"
    menu_name = "problem-reports"
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["post", "text", "reported_at", "state", "handled_by"]
    list_filter = ["state"]
    list_export = ["post", "text", "reported_at", "state", "handled_by", "note"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the reports with their posts, open ones first."""
        reports = ProblemReport.objects.select_related("post", "handled_by")
        return reports.order_by(
            Case(When(state=ProblemReport.State.OPEN, then=0), default=1), "-reported_at"
        )


class BlogViewSetGroup(SnippetViewSetGroup):
    """One menu entry for what posts are filed under."""

    items = (PersonViewSet, CategoryViewSet, TagViewSet)
    menu_icon = "group"
    menu_label = "People and topics"
    menu_name = "people-and-topics"
    menu_order = 200


register_permission_policy(ProblemReport, ProblemReportPermissionPolicy(ProblemReport))
register_snippet(BlogViewSetGroup)
register_snippet(ProblemReportViewSet)
register_snippet(SourceViewSet)
hooks.register("register_rich_text_features", register_citing)
hooks.register("before_delete_snippet", keep_cited_sources)
