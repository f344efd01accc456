"""Reader comments on any page."""

from typing import Any, ClassVar

from django.db import models
from django_comments.managers import CommentManager
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

# Each comment adds its key in eight hexadecimal digits to the path of what it answers.
STEP = 8
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

    PENDING = "pending", "Waiting for a moderator"
    APPROVED = "approved", "Approved"
    SPAM = "spam", "Spam"
    REMOVED = "removed", "Removed"


class ReaderCommentManager(CommentManager):
    """Orders by thread through one index, not by upstream's renumbered columns."""

    def get_queryset(self) -> models.QuerySet["ReaderComment"]:
        """Return all comments."""
        queryset: models.QuerySet[ReaderComment] = models.QuerySet(self.model, using=self._db)
        return queryset

    def shown(self, page: Page, key: int) -> "ReaderComment | None":
        """Return one comment that readers see below a page, or None."""
        if not 0 < key <= MAXIMUM_KEY:
            return None
        return self.on_page(page).filter(pk=key).first()

    def on_page(self, page: Page) -> models.QuerySet["ReaderComment"]:
        """Return what readers see below a page, in the order of its threads."""
        return self.get_queryset().filter(page=page, status=Status.APPROVED).order_by("path")


class ReaderComment(XtdComment):
    """A comment on a page.

    `status` decides everything; upstream's `is_public` and `is_removed` follow from it. `path`
    gives the order of threads by a plain index, so that nothing is renumbered when a reply comes.
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
    by_staff = models.BooleanField("by the clinic", default=False, editable=False)
    posted_at = models.DateTimeField(editable=False)

    objects = ReaderCommentManager()
    # Upstream reads through this name too and would get rows of its own class.
    norel_objects = ReaderCommentManager()

    search_fields: ClassVar[list[Any]] = [
        index.SearchField("comment"),
        index.SearchField("user_name"),
    ]

    class Meta:
        ordering = ["-posted_at", "-pk"]
        verbose_name = "reader comment"
        verbose_name_plural = "reader comments"
        indexes = [
            models.Index(fields=["page", "status", "path"], name="comments_page_status_path"),
            models.Index(fields=["status", "-posted_at"], name="comments_status_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.user_name}: {self.comment[:50]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the comment alone: upstream's save renumbers its whole thread at each reply."""
        super(Comment, self).save(*args, **kwargs)

    def get_absolute_url(self, anchor_pattern: str = "#c%(id)s") -> str:
        """Return the comment's place on its page; upstream would ask the page, which has none."""
        return f"{self.page.url or ''}{anchor_pattern % {'id': self.pk}}"
