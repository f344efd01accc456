"""What leaves by mail: the links in it, and who follows what."""

from django.db import models
from wagtail.models import Page

from comments.models.reader_comment import ReaderComment


class MailedLink(models.Model):
    """A random token that was given to one person; only its hash is kept."""

    class Purpose(models.TextChoices):
        """What the token opens."""

        CONFIRM = "confirm", "Confirm a reply"
        OWN = "own", "Edit or withdraw a reply"
        DATA = "data", "See and erase what is kept about a person"

    purpose = models.CharField(max_length=7, choices=Purpose.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    comment = models.ForeignKey(
        ReaderComment, null=True, on_delete=models.CASCADE, related_name="links"
    )
    email = models.EmailField(blank=True)
    by_mail = models.BooleanField(
        default=False, help_text="Only the owner of the address got it, not whoever typed it."
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.created_at:%Y-%m-%d}"


class Subscription(models.Model):
    """Somebody who hears of new replies, to a page or in one of its threads."""

    email = models.EmailField()
    email_hash = models.CharField(max_length=64, db_index=True)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(
        ReaderComment,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="The thread's first comment; empty for the whole page.",
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email_hash", "thread"],
                condition=models.Q(thread__isnull=False),
                name="comments_follows_thread_once",
            ),
            models.UniqueConstraint(
                fields=["email_hash", "page"],
                condition=models.Q(thread__isnull=True),
                name="comments_follows_page_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}/{self.thread_id or 'all'}"
