"""The decisions about comments, one by one or many at once."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.bulk_action import BulkAction

from comments.models import ReaderComment, Status
from comments.moderation.filters import ReaderCommentFilterSet, search
from comments.permissions import may_moderate
from comments.services import set_status
from core.keys import stored_keys


class DecisionBulkAction(BulkAction):
    """A decision about the chosen comments; subclasses name the status that follows."""

    models: ClassVar[list[type[Model]]] = [ReaderComment]
    template_name = "comments/admin/confirm.html"
    status: Status
    done: str  # what happened, after the number of comments
    shortcut: str  # the key that decides about a comment that is open
    do_not_call_in_templates = True  # a template would make an action of the class itself

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn away who is no moderator."""
        if not may_moderate(request.user):
            return permission_denied(request)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

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
        keys = stored_keys(object_ids)
        return ReaderComment.objects.filter(pk__in=keys).select_related("page")

    def get_execution_context(self) -> dict[str, Any]:
        """Pass on who decides."""
        return super().get_execution_context() | {"user": self.request.user}

    @classmethod
    def execute_action(
        cls, objects: list[ReaderComment], user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        """Decide."""
        now = timezone.now()
        return set_status(comments=objects, status=cls.status, by=user, now=now), 0

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
    shortcut = "a"


class SpamBulkAction(DecisionBulkAction):
    """Hides the comments as spam."""

    display_name = "Mark as spam"
    action_type = "spam"
    aria_label = "Mark the selected replies as spam"
    action_priority = 20
    status = Status.SPAM
    done = "marked as spam"
    shortcut = "s"


class RemoveBulkAction(DecisionBulkAction):
    """Hides the comments; what answers them stays."""

    display_name = "Remove"
    action_type = "remove"
    aria_label = "Remove the selected replies from the site"
    action_priority = 30
    classes: ClassVar[set[str]] = {"serious"}
    status = Status.REMOVED
    done = "removed"
    shortcut = "r"


class RestoreBulkAction(DecisionBulkAction):
    """Puts the comments back into the queue, to be decided about anew."""

    display_name = "Back to the queue"
    action_type = "restore"
    aria_label = "Put the selected replies back into the queue"
    action_priority = 40
    status = Status.PENDING
    done = "put back into the queue"
    shortcut = "u"


ACTIONS = (ApproveBulkAction, SpamBulkAction, RemoveBulkAction, RestoreBulkAction)


def open_actions(comment: ReaderComment) -> list[type[DecisionBulkAction]]:
    """Return the decisions that change something about a comment.

    One that readers reported may be approved again: that says that the reports were wrong.
    """
    if not comment.comment:
        return []  # it is erased
    return [
        action
        for action in ACTIONS
        if action.status != comment.status
        or (comment.attention and action.status == Status.APPROVED)
    ]


def action_url(action: type[DecisionBulkAction], comment: ReaderComment, next_url: str) -> str:
    """Return the address at which one comment is decided about, from a listing."""
    path = reverse(
        "wagtail_bulk_action",
        args=[ReaderComment._meta.app_label, ReaderComment._meta.model_name, action.action_type],
    )
    return f"{path}?{urlencode({'id': comment.pk, 'next': next_url})}"
