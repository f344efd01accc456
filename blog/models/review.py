"""Clinical review: sign-offs bound to the text that was read, and what follows from them."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import AbstractGroupApprovalTask


class SignOff(models.Model):
    """A reviewer's word that a post's text is medically right; never changed afterwards."""

    class Kind(models.TextChoices):
        """How much of the text the reviewer read."""

        FULL = "full", "Medical review"
        WORDING = "wording", "Change of wording only"

    post = models.ForeignKey(
        "blog.BlogPostPage", on_delete=models.CASCADE, related_name="sign_offs"
    )
    person = models.ForeignKey(
        "blog.Person", on_delete=models.PROTECT, related_name="sign_offs", help_text="As shown."
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    signed_at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FULL)
    comment = models.TextField(blank=True)
    sections = models.JSONField(
        default=list, help_text="What was read: section_id, kind, label, lines, fingerprint."
    )

    class Meta:
        verbose_name = "sign-off"
        ordering: ClassVar[list[str]] = ["-signed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} by {self.person}"


class ReviewReset(models.Model):
    """Earlier sign-offs of a section count no more, though its text is the same."""

    post = models.ForeignKey(
        "blog.BlogPostPage", on_delete=models.CASCADE, related_name="review_resets"
    )
    section_id = models.CharField(max_length=40)
    reset_at = models.DateTimeField()
    reason = models.CharField(max_length=300, help_text="For example: a source was withdrawn.")

    def __str__(self) -> str:
        return f"{self.section_id}: {self.reason}"


class PostReview(models.Model):
    """Where the review of a live post stands; derived from sign-offs and the live text.

    It stands beside the page and not on it: a page's own fields come from the revision that is
    published, whatever was signed meanwhile.
    """

    post = models.OneToOneField(
        "blog.BlogPostPage", on_delete=models.CASCADE, primary_key=True, related_name="review"
    )
    reviewer = models.ForeignKey(
        "blog.Person", on_delete=models.PROTECT, null=True, related_name="reviews"
    )
    reviewed_on = models.DateField(null=True, help_text="The day of the last whole review.")
    is_complete = models.BooleanField(
        default=False, help_text="Whether all that readers see is what a reviewer read."
    )
    sections = models.JSONField(
        default=dict, help_text="By section: the day of its review, or null while it awaits one."
    )
    due_on = models.DateField(null=True, help_text="When the post is to be read again.")
    reminded_for = models.DateField(null=True, help_text="The due date that was mailed.")

    def __str__(self) -> str:
        return f"Review of {self.post_id}"

    @property
    def was_reviewed(self) -> bool:
        """Whether a reviewer ever signed the post."""
        return self.reviewed_on is not None

    @property
    def is_overdue(self) -> bool:
        """Whether the post should have been read again by now."""
        return self.due_on is not None and self.due_on <= timezone.localdate()

    @property
    def awaiting(self) -> set[str]:
        """The sections that changed since they were reviewed; none before the first review."""
        if not self.was_reviewed:
            return set()
        return {key for key, reviewed_on in self.sections.items() if reviewed_on is None}


class ClinicalReviewTask(AbstractGroupApprovalTask):
    """The step of a workflow in which a clinician reads a post and signs it, or sends it back."""

    class Meta:
        verbose_name = "clinical review"
        verbose_name_plural = "clinical reviews"

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Return what a reviewer can do in the editor: sending back.

        Signing binds to the text that is read, so it is done where all of it is shown.
        """
        if user.is_superuser or self._user_in_groups(user):
            return [("reject", "Send back with a comment", True)]
        return []

    @classmethod
    def get_description(cls) -> str:
        """Return what the admin says of this type of task."""
        return "Members of the chosen groups read the post and sign it as medically reviewed"


@register_setting(icon="user", order=130)
class ClinicalReviewSettings(BaseSiteSetting):
    """How often posts are read again, and who is told."""

    review_every = models.PositiveSmallIntegerField(
        "review again after",
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="Months after a whole review.",
    )
    show_overdue = models.BooleanField(
        "tell readers when a review is overdue",
        default=False,
        help_text="A line at the top of the post.",
    )
    remind = models.EmailField(
        "remind by e-mail",
        blank=True,
        help_text="Who is told, once for each post, that its review is due.",
    )
    how_we_review = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="page “How we review”",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Linked beside each review.",
    )

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("review_every"), FieldPanel("remind")], heading="When"),
        MultiFieldPanel(
            [FieldPanel("show_overdue"), FieldPanel("how_we_review")], heading="Readers"
        ),
    ]

    class Meta:
        verbose_name = "clinical review"
