"""The queue of reader comments."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.text import Truncator
from wagtail.admin.ui.tables import (
    BulkActionsCheckboxColumn,
    ButtonsColumnMixin,
    Column,
    DateColumn,
    StatusTagColumn,
    TitleColumn,
)
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import ListingButton
from wagtail.permissions import register_permission_policy

from comments.models import Attention, ReaderComment, Status
from comments.moderation.decisions import action_url, open_actions
from comments.moderation.filters import ReaderCommentFilterSet, search
from comments.moderation.inspection import (
    ReaderCommentDeleteView,
    ReaderCommentEditView,
    ReaderCommentHistoryView,
    ReaderCommentInspectView,
    ReaderCommentUsageView,
)
from comments.permissions import ModerationPolicy
from core.exports import HarmlessExportMixin

register_permission_policy(ReaderComment, ModerationPolicy(ReaderComment))


class ReplyColumn(ButtonsColumnMixin, TitleColumn):
    """The words of a reply, with the decisions about it."""

    def __init__(self, *args: Any, get_buttons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.buttons_of = get_buttons

    def get_buttons(self, instance: ReaderComment, parent_context: Any) -> Any:
        """Return the decisions that a comment is open to."""
        return self.buttons_of(instance)


class ReaderCommentIndexView(HarmlessExportMixin, IndexView):
    """The queue."""

    any_permission_required: ClassVar[list[str]] = ["view"]
    is_searchable = True

    @property
    def columns(self) -> list[Column]:
        """Return the columns, with a check box for the bulk actions first."""
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="readercomment"),
            ReplyColumn(
                "comment",
                label="Reply",
                accessor=lambda comment: Truncator(comment.comment).chars(90) or "(erased)",
                get_url=self.get_inspect_url,
                get_title_id=lambda comment: f"readercomment_{comment.pk}_title",
                get_buttons=self.get_list_buttons,
            ),
            Column("user_name", label="From", sort_key="user_name"),
            Column("page", label="Post", accessor="page.title"),
            StatusTagColumn(
                "status",
                label="Status",
                accessor="get_status_display",
                primary=lambda comment: comment.status == Status.PENDING,
                sort_key="status",
            ),
            Column("attention", label="Why", accessor=why, sort_key="attention"),
            DateColumn("posted_at", label="Posted", sort_key="posted_at"),
        ]

    def search_queryset(self, queryset: QuerySet[ReaderComment]) -> QuerySet[ReaderComment]:
        """Search by the database: the queue must find a reply the moment it was posted."""
        return search(queryset, self.search_query) if self.search_query else queryset

    def get_base_queryset(self) -> QuerySet[ReaderComment]:
        """Return all comments with their pages."""
        queryset: QuerySet[ReaderComment] = super().get_base_queryset().select_related("page")
        return queryset

    def get_list_more_buttons(self, instance: ReaderComment) -> list[ListingButton]:
        """Return the decisions that a comment is open to."""
        return [
            *super().get_list_more_buttons(instance),
            *(
                ListingButton(
                    action.display_name, url=action_url(action, instance, self.request.path)
                )
                for action in open_actions(instance)
            ),
        ]


def why(comment: ReaderComment) -> str:
    """Return in a few words why a comment needs a look."""
    words = []
    if comment.attention == Attention.URGENT:
        words.append("URGENT.")
    elif comment.attention == Attention.CONCERN:
        words.append("CONCERN.")
    if comment.report_count:
        words.append(f"{comment.report_count} report{'' if comment.report_count == 1 else 's'}.")
    if comment.held_because:
        words.append(comment.held_because)
    elif comment.verdict:
        words.append(f"{comment.get_verdict_display()}.")
    return " ".join(words)


class ReaderCommentViewSet(ModelViewSet):
    """Reader comments: a queue to decide about."""

    model = ReaderComment
    name = "reader_comments"
    url_prefix = "reader-comments"
    icon = "comment"
    menu_label = "Queue"
    menu_order = 100
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields: ClassVar[list[str]] = []
    index_view_class = ReaderCommentIndexView
    inspect_view_class = ReaderCommentInspectView
    edit_view_class = ReaderCommentEditView
    delete_view_class = ReaderCommentDeleteView
    history_view_class = ReaderCommentHistoryView
    usage_view_class = ReaderCommentUsageView
    index_template_name = "comments/admin/index.html"
    inspect_template_name = "comments/admin/inspect.html"
    filterset_class = ReaderCommentFilterSet
    ordering = ("-attention", "-posted_at", "-pk")
    list_per_page = 50
    form_fields: ClassVar[list[str]] = ["comment"]
    # No address of a person leaves the site in a spreadsheet.
    list_export: ClassVar[list[str]] = [
        "posted_at",
        "page.title",
        "user_name",
        "comment",
        "get_status_display",
        "get_danger_display",
        "report_count",
        "verdict",
        "verdict_reason",
        "held_because",
    ]
    export_headings: ClassVar[dict[str, str]] = {
        "posted_at": "Posted",
        "page.title": "Post",
        "user_name": "Name",
        "comment": "Reply",
        "get_status_display": "Status",
        "get_danger_display": "Danger",
        "report_count": "Reports",
        "verdict": "Classifier",
        "verdict_reason": "Classifier's reason",
        "held_because": "Held because",
    }
    export_filename = "reader-comments"
