"""One comment in its thread: decided about, answered and corrected in place."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.views.generic import DeleteView, EditView, HistoryView, InspectView
from wagtail.log_actions import log

from comments import alarms
from comments.confidentiality import confirming
from comments.judging import CommentRefused
from comments.models import (
    AFTER_ALL,
    MAXIMUM_LEVEL,
    STEP,
    Attention,
    CommentEdit,
    CommentSettings,
    Reaction,
    ReaderComment,
    Status,
)
from comments.moderation.decisions import ACTIONS, open_actions
from comments.services import (
    TEXT_LENGTH,
    Author,
    edit_comment,
    erase_comments,
    may_be_published,
    post_comment,
    set_status,
)
from comments.views.tokens import staff_name
from core.keys import stored_key
from core.wagtail_internals import UsageView
from home.models import OrganisationSettings

NEVER_PUBLISHED = (
    "This reply names a method of self-harm, a pact or encouragement, which is never published. "
    "Change its text first; if a phrase is wrong here, take it out of the list of phrases."
)
CONTEXT = 30  # comments of the thread, around the one that is looked at


class StaffReplyForm(forms.Form):
    """The clinic's answer."""

    text = forms.CharField(
        label="Reply as the clinic",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class StoredKeyMixin:
    """Looks up no key that no comment can have: the database would fail at the number."""

    def get_object(self, *args: Any, **kwargs: Any) -> ReaderComment:
        """Return the comment.

        Raises:
            Http404: when there is none.
        """
        if not stored_key(self.kwargs["pk"]):  # type: ignore[attr-defined]
            raise Http404("There is no such reply.")
        return super().get_object(*args, **kwargs)  # type: ignore[misc]


class ReaderCommentInspectView(StoredKeyMixin, InspectView):
    """One comment with its thread, the decisions, and a form to answer it."""

    any_permission_required: ClassVar[list[str]] = ["view"]
    template_name = "comments/admin/inspect.html"
    page_title = "Reader comment"
    form: StaffReplyForm | None = None
    confirming: Sequence[str] = ()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the comment: a person looks at it now."""
        alarms.looked_at([self.object.pk], request.user, timezone.now())
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide about the comment or answer it, then go on with the next one that waits."""
        comment: ReaderComment = self.object
        chosen = request.POST.get("action", "")
        user = cast(AbstractBaseUser, request.user)
        if request.POST.get("seen", comment.text_hash) != comment.text_hash:
            messages.warning(
                request, "Its writer changed this reply while you read it. Please look at it again."
            )
            return redirect(self.url_of(comment))
        if chosen == "erase":
            return self.erase(request, comment)
        for action in ACTIONS:
            if chosen == action.action_type:
                if action.status == Status.APPROVED and not may_be_published(comment):
                    messages.error(request, NEVER_PUBLISHED)
                    return redirect(self.url_of(comment))
                set_status(
                    comments=[comment],
                    status=action.status,
                    by=user,
                    now=timezone.now(),
                )
                messages.success(
                    request,
                    f"The reply of {comment.user_name} is {action.done}.",
                    buttons=[messages.button(self.url_of(comment), "Look at it again")],
                )
                return redirect(self.url_of(following(comment)))
        if chosen == "reply" and self.answer(request, comment):
            messages.success(request, "Your reply is on the page.")
            return redirect(self.url_of(comment))
        return self.render_to_response(self.get_context_data())

    def erase(self, request: HttpRequest, comment: ReaderComment) -> HttpResponse:
        """Erase a comment for good, as the law asks where its writer is a child under 13."""
        if request.POST.get("sure") != "yes":
            messages.warning(request, "Tick “for good” to erase this reply.")
            return redirect(self.url_of(comment))
        erase_comments(keys=[comment.pk], now=timezone.now())
        log(comment, "comments.erase", user=cast(AbstractBaseUser, request.user))
        messages.success(request, "The reply and all that was kept of its writer are erased.")
        return redirect(self.url_of(following(comment)))

    def answer(self, request: HttpRequest, comment: ReaderComment) -> bool:
        """Post the clinic's reply; approve what it answers, for nobody answers what is hidden."""
        self.form = StaffReplyForm(request.POST)
        if not self.form.is_valid():
            return False
        user, now = cast(Any, request.user), timezone.now()
        said = confirming(self.form.cleaned_data["text"])
        if said and request.POST.get("confidential") != "keep":
            self.confirming = said
            return False
        if comment.status != Status.APPROVED and not may_be_published(comment):
            self.form.add_error("text", NEVER_PUBLISHED)
            return False
        try:
            # Both or none: an answer that is refused publishes nothing.
            with transaction.atomic():
                if comment.status in (Status.PENDING, Status.UNCONFIRMED):
                    set_status(comments=[comment], status=Status.APPROVED, by=user, now=now)
                post_comment(
                    page=comment.page.specific,
                    author=Author(name=staff_name(user), email=user.email, user=user),
                    text=self.form.cleaned_data["text"],
                    reply_to=comment.pk,
                    now=now,
                )
        except CommentRefused as refusal:
            self.form.add_error("text", refusal.message)
            return False
        return True

    def url_of(self, comment: ReaderComment | None) -> str:
        """Return the address of a comment in the admin, or of the queue."""
        if comment is None:
            return reverse("reader_comments:index")
        return reverse("reader_comments:inspect", args=[comment.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the thread, the decisions, the reports and the earlier texts."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        comment: ReaderComment = self.object
        upcoming = following(comment)
        return context | {
            "comment": comment,
            "thread": thread_around(comment),
            "actions": open_actions(comment),
            "edits": CommentEdit.objects.filter(comment=comment).select_related("edited_by"),
            "reports": Reaction.objects.filter(comment=comment, kind=Reaction.Kind.REPORT).order_by(
                "-created_at"
            )[:20],
            "others": ReaderComment.objects.of_writer(comment.email_hash)
            .exclude(email_hash="")
            .exclude(pk=comment.pk)
            .order_by("-posted_at")[:5],
            "form": self.form or StaffReplyForm(),
            "confirming": self.confirming,
            "neutral_texts": CommentSettings.for_page(comment.page).neutral_texts,
            "organisation": OrganisationSettings.for_site(comment.page.get_site())
            if comment.page.get_site()
            else None,
            "is_urgent": comment.attention == Attention.URGENT,
            "is_concern": comment.attention == Attention.CONCERN,
            "may_be_answered": bool(comment.comment)
            and comment.level < MAXIMUM_LEVEL
            and comment.status not in (Status.SPAM, Status.REMOVED),
            "next_url": self.url_of(upcoming) if upcoming else "",
            "queue_url": self.url_of(None),
        }


class ReaderCommentEditView(StoredKeyMixin, EditView):
    """Corrects the text of a comment; what it said before is kept."""

    def form_valid(self, form: forms.ModelForm) -> HttpResponse:
        """Save through the write service, and show what it refuses at the field."""
        try:
            return super().form_valid(form)
        except CommentRefused as refusal:
            form.add_error("comment", refusal.message)
            return self.form_invalid(form)

    def save_instance(self) -> ReaderComment:
        """Keep the earlier text, and note who changed it."""
        return edit_comment(
            comment=self.object,
            text=self.form.cleaned_data["comment"],
            by=self.request.user,
            now=timezone.now(),
        )


class ReaderCommentDeleteView(StoredKeyMixin, DeleteView):
    """Deletes nothing: nobody has the permission."""


class ReaderCommentHistoryView(StoredKeyMixin, HistoryView):
    """What happened to a comment."""


class ReaderCommentUsageView(StoredKeyMixin, UsageView):
    """What refers to a comment."""


def following(comment: ReaderComment) -> ReaderComment | None:
    """Return the comment that needs a look after one, from the beginning after the last; or None.

    Urgent ones come first, then the oldest.
    """
    waiting = (
        ReaderComment.objects.asking_for_attention()
        .exclude(pk=comment.pk)
        .order_by("-attention", "posted_at", "pk")
    )
    later = Q(posted_at__gt=comment.posted_at) | Q(posted_at=comment.posted_at, pk__gt=comment.pk)
    behind = Q(attention__lt=comment.attention) | Q(attention=comment.attention) & later
    # One that is decided has no place in the queue any more.
    following = waiting.filter(behind).first() if comment.attention else None
    return following or waiting.first()


def thread_around(comment: ReaderComment) -> list[ReaderComment]:
    """Return a comment with what leads to it, and what stands around it in its thread."""
    above = [comment.path[:end] for end in range(STEP, len(comment.path), STEP)]
    rows = ReaderComment.objects
    leading = list(rows.filter(path__in=above))
    root = comment.path[:STEP]
    in_thread = rows.filter(path__gte=root, path__lt=root + AFTER_ALL).exclude(path__in=above)
    before = in_thread.filter(path__lt=comment.path).order_by("-path")[: CONTEXT // 3]
    after = in_thread.filter(path__gte=comment.path).order_by("path")[:CONTEXT]
    return sorted([*leading, *before, *after], key=lambda found: found.path)
