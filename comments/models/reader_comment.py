"""The comment itself: where it stands, in which thread, and what was found out about it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django_comments.managers import CommentManager
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

# Each comment adds its key in eight hexadecimal digits to the path of what it answers.
STEP = 8
AFTER_ALL = "g"  # sorts behind every hexadecimal digit: the end of a thread's range of paths
MAXIMUM_KEY = 2**31 - 1  # upstream's keys are integers of 32 bits
MAXIMUM_LEVEL = 3  # counted from 0: threads are four levels deep


class CommentableMixin(models.Model):
    """For page models: readers may reply below the page."""

    comments_open = models.BooleanField(
        "readers may reply",
        default=True,
        help_text="When off, the replies so far stay and the form is not shown.",
    )

    settings_panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("comments_open")], heading="Replies")
    ]

    class Meta:
        abstract = True


class Status(models.TextChoices):
    """Where a comment stands. Readers see approved ones only."""

    UNCONFIRMED = "unconfirmed", "E-mail not confirmed"
    PENDING = "pending", "Waiting for a moderator"
    APPROVED = "approved", "Approved"
    SPAM = "spam", "Spam"
    REMOVED = "removed", "Removed"


class Attention(models.IntegerChoices):
    """How soon a moderator should look; the queue begins with the highest."""

    NONE = 0, "Nothing to do"
    WAITING = 1, "Waiting"
    REPORTED = 2, "Reported by readers, or its writer asks to remove it"
    CONCERN = 3, "Somebody may be in distress"
    URGENT = 4, "Urgent: somebody may be in danger now"


class Follow(models.TextChoices):
    """Which later replies a writer wants to hear of."""

    NOTHING = "", "No, thank you"
    THREAD = "thread", "Replies in this thread"
    PAGE = "page", "All replies to this post"


class Danger(models.IntegerChoices):
    """How much a comment speaks of somebody in danger; the numbers are `core.recognition`'s."""

    NONE = 0, "No sign"
    MENTION = 1, "Mentions the subject"
    CONCERN = 2, "Concern"
    EMERGENCY = 3, "Emergency"


class Verdict(models.TextChoices):
    """What the spam classifier thinks. It advises; a moderator decides."""

    UNKNOWN = "", "No opinion"
    HAM = "ham", "Looks genuine"
    SPAM = "spam", "Looks like spam"


# What a reader sees of a comment.
READ = (
    "user_name",
    "html",
    "posted_at",
    "edited_at",
    "by_staff",
    "by_author",
    "path",
    "level",
    "status",
    "reply_to",
    "thread_count",
    "helpful_count",
)


class ReaderCommentQuerySet(models.QuerySet["ReaderComment"]):
    """Comments, by what the site asks of them."""

    def shown(self) -> "ReaderCommentQuerySet":
        """Return what readers see."""
        return self.filter(status=Status.APPROVED)

    def as_readers_see_it(self) -> "ReaderCommentQuerySet":
        """Load what readers see; never an e-mail address, nor a text before it was rendered."""
        return self.only(*READ)

    def asking_for_attention(self) -> "ReaderCommentQuerySet":
        """Return what a moderator should look at; see `Attention`."""
        return self.filter(attention__gt=Attention.NONE)

    def of_page(self, page: Page | int) -> "ReaderCommentQuerySet":
        """Return what belongs to a page."""
        return self.filter(page=page)

    def of_writer(self, hashed: str) -> "ReaderCommentQuerySet":
        """Return what was written with an e-mail address.

        Args:
            hashed: the address, as `core.hashes.email_hash` gives it.
        """
        return self.filter(email_hash=hashed)

    def of_sending(self, name: str) -> "ReaderCommentQuerySet":
        """Return what was stored for a sending; see `comments.services.storing.Sending`."""
        return self.filter(submission=name)

    def threads(self) -> "ReaderCommentQuerySet":
        """Return the first comments of the threads of which readers see something."""
        return self.filter(thread_count__gt=0)

    def below(self, root: "ReaderComment") -> "ReaderCommentQuerySet":
        """Return the answers within a thread, however deep."""
        return self.filter(path__gt=root.path, path__lt=root.path + AFTER_ALL)


# Upstream's joins user and content type, and orders by columns that it renumbers.
class ReaderCommentManager(CommentManager.from_queryset(ReaderCommentQuerySet)):  # type: ignore[misc]
    """All comments, in no order of their own; `path` gives the order of threads by one index."""


class ReaderComment(XtdComment):
    """A comment on a page.

    `status` decides everything; upstream's `is_public` and `is_removed` follow from it. `path`
    gives the order of threads by a plain index, so that nothing is renumbered when a reply comes.
    What lists filter and sort by stands in this one table: no index spans upstream's three.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="reader_comments")
    status = models.CharField(
        max_length=12, choices=Status.choices, default=Status.PENDING, editable=False
    )
    path = models.CharField(max_length=STEP * (MAXIMUM_LEVEL + 1), editable=False, unique=True)
    # Upstream's integer `parent_id` takes the name that a foreign key `parent` would need.
    reply_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    thread_count = models.IntegerField(
        default=0,
        editable=False,
        help_text="How many of a thread readers see; kept at its first comment only.",
    )
    html = models.TextField(editable=False, help_text="The text as it is shown, sanitised.")
    by_staff = models.BooleanField("by the clinic", default=False, editable=False)
    by_author = models.BooleanField("by the post's author", default=False, editable=False)
    posted_at = models.DateTimeField(editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    first_approved_at = models.DateTimeField(null=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    reports_settled_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="When a moderator approved it although it was reported: reports hide it no more.",
    )
    follow = models.CharField(max_length=6, choices=Follow.choices, blank=True, editable=False)

    attention = models.PositiveSmallIntegerField(
        choices=Attention.choices, default=Attention.NONE, editable=False
    )
    danger = models.PositiveSmallIntegerField(
        "speaks of danger",
        choices=Danger.choices,
        default=Danger.NONE,
        editable=False,
        help_text="What was recognized in its words. It is no diagnosis, and “No sign” does not "
        "mean that its writer is safe.",
    )
    held_because = models.CharField(max_length=300, blank=True, editable=False)
    verdict = models.CharField(
        "classifier", max_length=4, choices=Verdict.choices, blank=True, editable=False
    )
    verdict_reason = models.CharField(max_length=200, blank=True, editable=False)
    helpful_count = models.PositiveIntegerField(default=0, editable=False)
    report_count = models.PositiveIntegerField("reports", default=0, editable=False)

    email_hash = models.CharField(max_length=64, blank=True, editable=False)
    address_hash = models.CharField(max_length=64, blank=True, editable=False)
    text_hash = models.CharField(max_length=64, blank=True, editable=False)
    reaction_salt = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="Makes the hashes of who reacted, for this comment alone.",
    )
    submission = models.CharField(
        max_length=64,
        null=True,
        unique=True,
        editable=False,
        help_text="Names one sending of the form, so that a double click is one comment.",
    )

    # Set on what post_comment returns for a sending that had come before.
    was_sent_before = False
    # Set on what post_comment returns: kinds of personal data that it was held for.
    personal: tuple[str, ...] = ()

    objects = ReaderCommentManager()
    # Upstream reads through this name too and would get rows of its own class.
    norel_objects = ReaderCommentManager()

    class Meta:
        ordering = ["-posted_at", "-pk"]
        verbose_name = "reader comment"
        verbose_name_plural = "reader comments"
        indexes = [
            models.Index(fields=["page", "status", "path"], name="comments_page_status_path"),
            models.Index(
                fields=["page", "posted_at", "xtdcomment_ptr"],
                condition=Q(thread_count__gt=0),
                name="comments_threads_of_page",
            ),
            models.Index(fields=["-attention", "-posted_at"], name="comments_queue"),
            models.Index(fields=["status", "-posted_at"], name="comments_status_newest"),
            models.Index(fields=["email_hash", "status"], name="comments_of_person"),
            models.Index(fields=["text_hash", "-posted_at"], name="comments_same_text"),
        ]

    def __str__(self) -> str:
        # The audit log keeps this for ever, also when the reply is erased: nothing of its writer.
        return f"Reply {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the comment alone: upstream's save renumbers its whole thread at each reply."""
        super(Comment, self).save(*args, **kwargs)

    def get_absolute_url(self, anchor_pattern: str = "#c%(id)s") -> str:
        """Return the comment's place on its page; upstream would ask the page, which has none."""
        return f"{self.page.url or ''}{anchor_pattern % {'id': self.pk}}"

    def status_told(self, *, confirms: bool) -> str:
        """Return the status as its writer is told it: spam is told like what is fine.

        Args:
            confirms: whether the site has e-mail addresses confirmed.
        """
        if self.status != Status.SPAM or not self.comment:
            return str(self.status)
        return str(Status.UNCONFIRMED if confirms else Status.PENDING)

    @property
    def root_key(self) -> int:
        """The key of the thread's first comment."""
        return int(self.path[:STEP], 16)


class CommentEdit(models.Model):
    """What a comment said before somebody edited it."""

    comment = models.ForeignKey(ReaderComment, on_delete=models.CASCADE, related_name="edits")
    text = models.TextField()
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey(
        "accounts.User",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Empty when its writer did.",
    )

    class Meta:
        ordering = ["-edited_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.comment_id} before {self.edited_at:%Y-%m-%d %H:%M}"


class Reaction(models.Model):
    """What a reader says of a comment by a click. Who it was can't be told from it."""

    class Kind(models.TextChoices):
        """What a reader may say."""

        HELPFUL = "helpful", "Helpful"
        REPORT = "report", "Report"

    comment = models.ForeignKey(ReaderComment, on_delete=models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    visitor_hash = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "kind", "visitor_hash"], name="comments_one_reaction_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.comment_id}"
