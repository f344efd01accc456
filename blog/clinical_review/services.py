"""Signing posts, sending them back, and keeping track of what the live text still owes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, TaskState

from blog.checks.running import errors_in
from blog.clinical_review.differences import SectionChange, changes
from blog.clinical_review.texts import SectionText, texts_of
from blog.models import (
    BlogPostPage,
    ClinicalReviewSettings,
    ClinicalReviewTask,
    Person,
    PostReview,
    ReviewReset,
    SignOff,
)
from core.refusal import Refusal

PERMISSION = "blog.add_signoff"
SECOND_CLICK = timedelta(minutes=1)


class SignOffRefused(Refusal):
    """A sign-off that can't be given, with the reason and the remedy in words."""


class TextChanged(SignOffRefused):
    """The text is not the one that the reviewer read.

    Args:
        changed: the sections that differ from what was read.
    """

    def __init__(self, changed: list[SectionChange]) -> None:
        super().__init__(
            "The post was changed while you were reading. Nothing is signed. "
            "Read what is marked as changed, then sign again."
        )
        self.changed = changed


def newest_text(post: BlogPostPage) -> BlogPostPage:
    """Return a post as its newest revision has it, or as it is live without any."""
    draft: BlogPostPage = post.get_latest_revision_as_object()
    return draft


def stored_texts(sign_off: SignOff | None) -> list[SectionText]:
    """Return the texts that a sign-off kept."""
    return [
        SectionText(row["section_id"], row["kind"], row["label"], tuple(row["lines"]))
        for row in (sign_off.sections if sign_off else [])
    ]


def may_sign(user: Any) -> bool:
    """Return whether a user reviews posts."""
    return bool(user.is_active and user.has_perm(PERMISSION))


@transaction.atomic
def sign_off(
    *,
    post_id: int,
    user: Any,
    read: list[SectionText],
    kind: str,
    comment: str,
    now: datetime,
) -> SignOff:
    """Sign a post's newest text and finish its clinical review, which publishes it.

    Args:
        post_id: key of the post.
        user: the reviewer; connected with a person, who is named to readers.
        read: the texts that the reviewer was shown.
        kind: of `SignOff.Kind`.
        comment: for the desk; may be empty.
        now: the time.

    Raises:
        TextChanged: when the newest text differs from what was read.
        SignOffRefused: when this user can't sign this post, or not this way.
    """
    Page.objects.select_for_update().get(pk=post_id)
    post = BlogPostPage.objects.get(pk=post_id)
    draft = newest_text(post)
    person = Person.objects.filter(user=user).first()
    if person is None:
        raise SignOffRefused(
            "Your log-in is not connected with a person whom readers could be told. "
            "Ask an administrator to choose you under People and topics."
        )
    if draft.author_id == person.pk:
        raise SignOffRefused("Authors do not review their own posts. Send it to a colleague.")
    texts = texts_of(draft)
    changed = [item for item in changes(texts, read) if item.state != "same"]
    if changed:
        raise TextChanged(changed)
    task_state = waiting_state(post)
    if task_state:
        _require_asked(task_state, user)
    elif last := _same_just_now(post, texts, person, kind=kind, comment=comment, now=now):
        return last
    # Signing what waits publishes it, so it meets what publishing meets.
    if task_state and (errors := errors_in(draft)):
        what = " ".join(finding.what for finding in errors)
        raise SignOffRefused(
            f"The checks find what keeps this post from going live: {what} Send it back with a "
            "comment; the editor sees the same in the page editor."
        )
    if kind == SignOff.Kind.WORDING and not _full_sign_offs(post).exists():
        raise SignOffRefused(
            "This post was never reviewed as a whole. Choose “Medical review” to sign it."
        )
    signed = record(post, texts, person=person, user=user, kind=kind, comment=comment, now=now)
    log(instance=post, action="blog.sign_off", user=user, data={"kind": kind, "comment": comment})
    if task_state:
        task_state.approve(user=user, comment=comment)
    refresh(post.pk)
    return signed


def record(
    post: BlogPostPage,
    texts: list[SectionText],
    *,
    person: Person,
    now: datetime,
    user: Any = None,
    kind: str = SignOff.Kind.FULL,
    comment: str = "",
) -> SignOff:
    """Store a sign-off, as a review outside the admin gave it; `sign_off` asks all questions.

    Args:
        post: the post.
        texts: what was read.
        person: who signed.
        now: when.
        user: their log-in, when they have one.
        kind: of `SignOff.Kind`.
        comment: for the desk.
    """
    return SignOff.objects.create(
        post=post,
        person=person,
        signed_by=user,
        signed_at=now,
        kind=kind,
        comment=comment,
        sections=[_stored(text) for text in texts],
    )


@transaction.atomic
def send_back(*, post: BlogPostPage, user: Any, comment: str) -> None:
    """Send a post back to its editor with a comment.

    Raises:
        SignOffRefused: when the post waits for no review, or the comment is empty.
    """
    if not comment.strip():
        raise SignOffRefused("Say what is to be changed: the comment goes to the editor.")
    # Of two at once, the second finds that the post waits no more.
    Page.objects.select_for_update().get(pk=post.pk)
    task_state = waiting_state(BlogPostPage.objects.get(pk=post.pk))
    if task_state is None:
        raise SignOffRefused("This post does not wait for a review any more. Nothing was sent.")
    _require_asked(task_state, user)
    task_state.reject(user=user, comment=comment)


def _require_asked(task_state: TaskState, user: Any) -> None:
    """Keep a review to those whom its step of the workflow asks.

    Raises:
        SignOffRefused: to others.
    """
    asked = task_state.task.specific.groups
    if user.is_superuser or asked.filter(pk__in=user.groups.values("pk")).exists():
        return
    names = ", ".join(asked.values_list("name", flat=True)) or "nobody yet"
    raise SignOffRefused(
        f"This review is asked of others ({names}). Leave it to them, or have an administrator "
        "add you to their role."
    )


def _same_just_now(
    post: BlogPostPage,
    texts: list[SectionText],
    person: Person,
    *,
    kind: str,
    comment: str,
    now: datetime,
) -> SignOff | None:
    """Return the sign-off that a second click sends again, if there is one."""
    last = SignOff.objects.filter(post=post, signed_at__gt=now - SECOND_CLICK).first()
    if last is None or (last.person_id, last.kind, last.comment) != (person.pk, kind, comment):
        return None
    if ReviewReset.objects.filter(post=post, reset_at__gt=last.signed_at).exists():
        return None
    return last if all(_covers(last, text) for text in texts) else None


def waiting_state(post: Page) -> TaskState | None:
    """Return the step of a workflow at which a post waits for its clinical review, or None."""
    state = post.current_workflow_task_state
    if state is None or not isinstance(state.task.specific, ClinicalReviewTask):
        return None
    return state


@dataclass(frozen=True)
class Standing:
    """Where the review of a text stands.

    Args:
        reviewer: who signed the last whole review; None before the first.
        reviewed_on: its day.
        sections: for each section the day of the newest sign-off of its text, None without one.
    """

    reviewer: Person | None
    reviewed_on: date | None
    sections: dict[str, date | None]

    @property
    def is_complete(self) -> bool:
        """Whether the whole text is one that a reviewer read."""
        return self.reviewer is not None and all(self.sections.values())

    @property
    def state(self) -> str:
        """One of not_reviewed, partly_reviewed and reviewed."""
        if self.reviewer is None:
            return "not_reviewed"
        return "reviewed" if self.is_complete else "partly_reviewed"


def standing_of(post: BlogPostPage) -> Standing:
    """Return where the review of a post's text stands, live or draft; in two or three queries."""
    base = _full_sign_offs(post).select_related("person").first()
    return Standing(
        reviewer=base.person if base else None,
        reviewed_on=_day(base.signed_at) if base else None,
        sections=_reviewed_days(post),
    )


def is_signed(post: BlogPostPage) -> bool:
    """Return whether every section of a text, live or not, has been signed and not reset since."""
    return standing_of(post).is_complete


@transaction.atomic
def refresh(post_id: int) -> None:
    """Work out anew where the review of a post's live text stands.

    Args:
        post_id: key of the post; nothing happens when it is gone.
    """
    post = BlogPostPage.objects.filter(pk=post_id).first()
    if post is None:
        return
    standing = standing_of(post)
    days = standing.sections
    values = {
        "reviewer": standing.reviewer,
        "reviewed_on": standing.reviewed_on,
        "is_complete": standing.is_complete,
        "sections": {key: day.isoformat() if day else None for key, day in days.items()},
        "due_on": _due_on(
            standing.reviewed_on,
            months=_months_between_reviews(post),
            is_reset=any(days.get(key, True) is None for key in _resets(post)),
        ),
    }
    review = PostReview.objects.filter(post=post).first() or PostReview(post=post)
    if review._state.adding or any(getattr(review, key) != value for key, value in values.items()):
        for name, value in values.items():
            setattr(review, name, value)
        review.save()
    for alias in BlogPostPage.objects.filter(alias_of=post_id).values_list("pk", flat=True):
        refresh(alias)


@transaction.atomic
def renew_due_dates(review_settings: ClinicalReviewSettings) -> None:
    """Work out anew when the reviews of a site's posts are due; no text is read for it.

    Args:
        review_settings: of the site, as they are now.
    """
    posts = BlogPostPage.objects.descendant_of(review_settings.site.root_page, inclusive=True)
    reviews = PostReview.objects.filter(post__in=posts).select_related("post").defer("post__body")
    reset_sections: dict[int, list[str]] = {}
    for post_id, key in ReviewReset.objects.values_list("post_id", "section_id").distinct():
        reset_sections.setdefault(post_id, []).append(key)
    changed = []
    for review in reviews:
        sections = reset_sections.get(review.post.alias_of_id or review.post_id, ())
        due_on = _due_on(
            review.reviewed_on,
            months=review_settings.review_every,
            is_reset=any(review.sections.get(key, True) is None for key in sections),
        )
        if due_on != review.due_on:
            review.due_on = due_on
            changed.append(review)
    PostReview.objects.bulk_update(changed, ["due_on"], batch_size=500)


@transaction.atomic
def reset(post: BlogPostPage, section_ids: Iterable[str], *, reason: str, now: datetime) -> None:
    """Let earlier sign-offs of some sections count no more.

    Args:
        post: the post.
        section_ids: its sections.
        reason: in words, for the desk.
        now: the time.
    """
    ReviewReset.objects.bulk_create(
        ReviewReset(post=post, section_id=key, reset_at=now, reason=reason[:300])
        for key in section_ids
    )
    refresh(post.pk)


def _reviewed_days(post: BlogPostPage) -> dict[str, date | None]:
    """Return, for each section of a text, the day of the newest sign-off that covers it."""
    resets = _resets(post)
    sign_offs = list(SignOff.objects.filter(post=_signed_post(post)))
    days: dict[str, date | None] = {}
    for text in texts_of(post):
        reset_at = resets.get(text.section_id)
        days[text.section_id] = next(
            (
                _day(signed.signed_at)
                for signed in sign_offs
                if (reset_at is None or signed.signed_at > reset_at) and _covers(signed, text)
            ),
            None,
        )
    return days


def _covers(signed: SignOff, text: SectionText) -> bool:
    return any(
        row["section_id"] == text.section_id and row["fingerprint"] == text.fingerprint
        for row in signed.sections
    )


def _resets(post: BlogPostPage) -> dict[str, datetime]:
    """Return when the sign-offs of each section were last reset."""
    rows = ReviewReset.objects.filter(post=_signed_post(post)).values_list("section_id")
    return dict(rows.annotate(newest=Max("reset_at")))


def _months_between_reviews(post: BlogPostPage) -> int:
    site = post.get_site()
    return ClinicalReviewSettings.for_site(site).review_every if site else 12


def _due_on(reviewed_on: date | None, *, months: int, is_reset: bool) -> date | None:
    if reviewed_on is None:
        return None
    if is_reset:
        return timezone.localdate()
    year, month = divmod(reviewed_on.year * 12 + reviewed_on.month - 1 + months, 12)
    # The 31st of a month becomes its last day at most: the 28th is in each of them.
    return date(year, month + 1, min(reviewed_on.day, 28))


def _full_sign_offs(post: BlogPostPage) -> Any:
    return SignOff.objects.filter(post=_signed_post(post), kind=SignOff.Kind.FULL)


def _signed_post(post: BlogPostPage) -> int | None:
    """Return the key of the post whose sign-offs count: an alias shows its source's text."""
    key: int | None = post.alias_of_id or post.pk
    return key


def _stored(text: SectionText) -> dict[str, Any]:
    return {
        "section_id": text.section_id,
        "kind": text.kind,
        "label": text.label,
        "lines": list(text.lines),
        "fingerprint": text.fingerprint,
    }


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
