"""What the site decides about its reply areas."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page, Site

from comments.models.reader_comment import CommentableMixin

# More days than that reach beyond what dates can hold.
A_CENTURY = MaxValueValidator(36500, "At most 36500 days, which is a hundred years.")


NEUTRAL_REPLIES = """\
Thank you for taking the time to write. We can't talk about anybody's care here, but we would like \
to hear from you: please call us.

We take what you describe seriously. To protect everybody's privacy we answer such questions only \
by telephone.

Thank you for sharing this. If you are struggling right now, please don't wait for an answer here: \
call or text 988, at any hour."""


@register_setting(icon="comment", order=130)
class CommentSettings(BaseSiteSetting):
    """Who may reply, what is held back, how much is taken, how long things are kept."""

    policy_page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="comment policy",
        help_text="What may be written here and what happens with it; linked beside the form.",
    )
    is_open = models.BooleanField(
        "readers may reply",
        default=True,
        help_text="When off, no page of the site takes replies.",
    )
    close_after_days = models.PositiveIntegerField(
        default=0,
        validators=[A_CENTURY],
        help_text="Days after which a page takes no more replies; 0 for never.",
    )
    confirm_email = models.BooleanField(
        "confirm e-mail addresses",
        default=True,
        help_text="A reply reaches the moderators when its writer followed the mailed link.",
    )
    trusted_after = models.PositiveIntegerField(
        default=3,
        help_text="After so many approved replies under one name and address, further ones are "
        "shown at once, unless something speaks against it; 0 holds every reply.",
    )
    maximum_links = models.PositiveIntegerField(
        default=2, help_text="A reply with more links waits for a moderator."
    )
    hold_after_reports = models.PositiveIntegerField(
        default=3,
        help_text="A reply that so many readers report within 30 days is hidden until you decide. "
        "The clinic's own replies, and those that you approved after a report, are never hidden.",
    )

    neutral_replies = models.TextField(
        "neutral answers",
        default=NEUTRAL_REPLIES,
        blank=True,
        help_text="Offered to who answers for the clinic, in the admin and on the site. None of "
        "them says whether somebody is a patient. An empty line stands between two of them.",
    )

    replies_per_address = models.PositiveIntegerField(
        default=5, help_text="Replies from one network address in ten minutes."
    )
    replies_per_email = models.PositiveIntegerField(
        default=5,
        help_text="Replies with one e-mail address from one network address an hour.",
    )
    replies_per_page = models.PositiveIntegerField(
        default=60, help_text="Replies to one page in ten minutes."
    )
    replies_per_site = models.PositiveIntegerField(
        default=300, help_text="Replies to the whole site in ten minutes."
    )
    confirmations_per_email = models.PositiveIntegerField(
        default=10,
        help_text="Mails to confirm a reply to one e-mail address an hour, whoever asks for them; "
        "more are not sent.",
    )
    confirmations_per_site = models.PositiveIntegerField(
        default=300,
        help_text="Mails to confirm a reply from the whole site an hour; more wait for the next "
        "hour.",
    )

    keep_unconfirmed_days = models.PositiveIntegerField(
        default=7,
        validators=[A_CENTURY],
        help_text="Days until a reply that was never confirmed is deleted.",
    )
    keep_hidden_days = models.PositiveIntegerField(
        default=180,
        validators=[A_CENTURY],
        help_text="Days until the text of spam and removed replies is erased.",
    )
    keep_email_days = models.PositiveIntegerField(
        default=730,
        validators=[A_CENTURY],
        help_text="Days until the e-mail address of a reply is erased.",
    )

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("is_open"),
                FieldPanel("policy_page"),
                FieldPanel("close_after_days"),
                FieldPanel("confirm_email"),
            ],
            heading="Open to replies",
        ),
        MultiFieldPanel(
            [
                FieldPanel("trusted_after"),
                FieldPanel("maximum_links"),
                FieldPanel("hold_after_reports"),
            ],
            heading="Held for a moderator",
        ),
        MultiFieldPanel([FieldPanel("neutral_replies")], heading="Answers of the clinic"),
        MultiFieldPanel(
            [
                FieldPanel("replies_per_address"),
                FieldPanel("replies_per_email"),
                FieldPanel("replies_per_page"),
                FieldPanel("replies_per_site"),
                FieldPanel("confirmations_per_email"),
                FieldPanel("confirmations_per_site"),
            ],
            heading="Budgets",
        ),
        MultiFieldPanel(
            [
                FieldPanel("keep_unconfirmed_days"),
                FieldPanel("keep_hidden_days"),
                FieldPanel("keep_email_days"),
            ],
            heading="How long things are kept",
        ),
    ]

    class Meta:
        verbose_name = "replies"

    @property
    def neutral_texts(self) -> list[str]:
        """The neutral answers, one by one."""
        return [text.strip() for text in self.neutral_replies.split("\n\n") if text.strip()]

    @classmethod
    def for_page(cls, page: Page) -> "CommentSettings":
        """Return the settings of the site that a page belongs to."""
        return cls.for_site(page.get_site() or Site.objects.get(is_default_site=True))

    def closed_because(self, page: CommentableMixin, now: datetime) -> str:
        """Return why a page takes no replies, for its readers; empty when it does.

        Args:
            page: the page, as its own type.
            now: the time that `close_after_days` is measured to.
        """
        if not self.is_open:
            return "Replies are closed on the whole site at the moment."
        if not page.comments_open:
            return "This page takes no more replies."
        published = getattr(page, "first_published_at", None)
        days = self.close_after_days
        if days and published and now - published > timedelta(days=days):
            return f"Replies close {days} days after a page is published."
        return ""
