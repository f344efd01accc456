"""Reader comments in the admin: the queue and the decisions about it."""

from typing import Any, ClassVar
from urllib.parse import urlencode

import django_filters
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import (
    BulkActionsCheckboxColumn,
    ButtonsColumnMixin,
    Column,
    DateColumn,
    StatusTagColumn,
    TitleColumn,
)
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import ListingButton
from wagtail.permissions import register_permission_policy

from comments.models import ReaderComment, Status
from comments.permissions import ModerationPolicy, may_moderate
from comments.services import set_status

register_permission_policy(ReaderComment, ModerationPolicy(ReaderComment))


class ReaderCommentFilterSet(WagtailFilterSet):
    """The filters of the queue; bulk actions on a whole listing obey them too."""

    status = django_filters.ChoiceFilter(choices=Status.choices, label="Status")

    class Meta:
        model = ReaderComment
        fields = ["status", "by_staff"]


def in_queue_order(queryset: QuerySet[ReaderComment]) -> QuerySet[ReaderComment]:
    """Join in what the queue shows."""
    return queryset.select_related("page")


def search(queryset: QuerySet[ReaderComment], words: str) -> QuerySet[ReaderComment]:
    """Return the comments with all words in text, name or page title."""
    for word in words.replace("\x00", "").split()[:10]:
        queryset = queryset.filter(
            Q(comment__icontains=word)
            | Q(user_name__icontains=word)
            | Q(page__title__icontains=word)
        )
    return queryset


class ReplyColumn(ButtonsColumnMixin, TitleColumn):
    """The words of a reply, with the decisions about it."""

    def __init__(self, *args: Any, get_buttons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.buttons_of = get_buttons

    def get_buttons(self, instance: ReaderComment, parent_context: Any) -> Any:
        """Return the decisions that a comment is open to."""
        return self.buttons_of(instance)


class ReaderCommentIndexView(IndexView):
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
                accessor=lambda comment: Truncator(comment.comment).chars(90),
                get_url=self.get_inspect_url,
                get_title_id=lambda comment: f"readercomment_{comment.pk}_title",
                get_buttons=self.get_list_buttons,
            ),
            Column("user_name", label="From", sort_key="user_name"),
            Column("page", label="Page", accessor="page.title"),
            StatusTagColumn(
                "status",
                label="Status",
                accessor="get_status_display",
                primary=lambda comment: comment.status == Status.PENDING,
                sort_key="status",
            ),
            DateColumn("posted_at", label="Posted", sort_key="posted_at"),
        ]

    def search_queryset(self, queryset: QuerySet[ReaderComment]) -> QuerySet[ReaderComment]:
        """Search by the database: the queue must find a reply the moment it was posted."""
        return search(queryset, self.search_query) if self.search_query else queryset

    def get_base_queryset(self) -> QuerySet[ReaderComment]:
        """Return all comments with their pages."""
        return in_queue_order(super().get_base_queryset())

    def get_list_more_buttons(self, instance: ReaderComment) -> list[ListingButton]:
        """Return the decisions that a comment is open to."""
        return [
            *super().get_list_more_buttons(instance),
            *(
                ListingButton(
                    action.display_name, url=action_url(action, instance, self.request.path)
                )
                for action in ACTIONS
                if action.status != instance.status
            ),
        ]


class ReaderCommentInspectView(InspectView):
    """One comment with what it answers, and the decisions."""

    any_permission_required: ClassVar[list[str]] = ["view"]
    template_name = "comments/admin/inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the decisions that the comment is open to."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["comment"] = self.object
        context["actions"] = [
            {"action": action, "url": action_url(action, self.object, self.request.path)}
            for action in ACTIONS
            if action.status != self.object.status
        ]
        return context


class ReaderCommentViewSet(ModelViewSet):
    """Reader comments: a queue to decide about, not records to edit."""

    model = ReaderComment
    name = "reader_comments"
    url_prefix = "reader-comments"
    icon = "comment"
    menu_label = "Reader comments"
    menu_order = 150
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields: ClassVar[list[str]] = []
    index_view_class = ReaderCommentIndexView
    inspect_view_class = ReaderCommentInspectView
    index_template_name = "comments/admin/index.html"
    inspect_template_name = "comments/admin/inspect.html"
    filterset_class = ReaderCommentFilterSet
    ordering = ("-posted_at", "-pk")
    list_per_page = 50
    form_fields: ClassVar[list[str]] = []


class DecisionBulkAction(BulkAction):
    """A decision about the chosen comments; subclasses name the status that follows."""

    models: ClassVar[list[type[Model]]] = [ReaderComment]
    template_name = "comments/admin/confirm.html"
    status: Status
    done: str  # what happened, after the number of comments

    def check_perm(self, obj: ReaderComment) -> bool:
        """Let moderators decide."""
        return may_moderate(self.request.user)

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        """Return what the listing shows: Wagtail's own "select all" ignores its filters."""
        filters = ReaderCommentFilterSet(
            self.request.GET, ReaderComment.objects.all(), request=self.request
        )
        return search(filters.qs, self.request.GET.get("q", "")).values_list("pk", flat=True)

    @classmethod
    def get_queryset(cls, model: type[Model], object_ids: Any) -> Any:
        """Return the chosen comments; what is no key is none of them."""
        keys = [key for key in map(str, object_ids) if key.isdecimal() and len(key) < 18]
        return in_queue_order(ReaderComment.objects.filter(pk__in=keys))

    def get_execution_context(self) -> dict[str, Any]:
        """Pass on who decides."""
        return super().get_execution_context() | {"user": self.request.user}

    @classmethod
    def execute_action(
        cls, objects: list[ReaderComment], user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        """Decide."""
        return set_status(comments=objects, status=cls.status, by=user), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Say how many changed."""
        return f"{num_parent_objects} repl{'y' if num_parent_objects == 1 else 'ies'} {self.done}."


class ApproveBulkAction(DecisionBulkAction):
    """Shows the comments to readers."""

    display_name = "Approve"
    action_type = "approve"
    aria_label = "Approve the selected replies"
    action_priority = 10
    status = Status.APPROVED
    done = "approved"


class SpamBulkAction(DecisionBulkAction):
    """Hides the comments as spam."""

    display_name = "Mark as spam"
    action_type = "spam"
    aria_label = "Mark the selected replies as spam"
    action_priority = 20
    status = Status.SPAM
    done = "marked as spam"


class RemoveBulkAction(DecisionBulkAction):
    """Hides the comments; what answers them stays."""

    display_name = "Remove"
    action_type = "remove"
    aria_label = "Remove the selected replies from the site"
    action_priority = 30
    classes: ClassVar[set[str]] = {"serious"}
    status = Status.REMOVED
    done = "removed"


ACTIONS = (ApproveBulkAction, SpamBulkAction, RemoveBulkAction)


def action_url(action: type[DecisionBulkAction], comment: ReaderComment, next_url: str) -> str:
    """Return the address at which one comment is decided about."""
    path = reverse(
        "wagtail_bulk_action",
        args=[ReaderComment._meta.app_label, ReaderComment._meta.model_name, action.action_type],
    )
    return f"{path}?{urlencode({'id': comment.pk, 'next': next_url})}"
