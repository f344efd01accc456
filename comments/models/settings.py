"""What the site decides about its reply areas."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page, Site

from comments.care_phrases import EXCEPTIONS, PHRASES
from comments.models.reader_comment import CommentableMixin

# More days than that reach beyond what dates can hold.
A_CENTURY = MaxValueValidator(36500, "At most 36500 days, which is a hundred years.")


def default_care_phrases() -> str:
    """Return the phrases that the project comes with, one a line."""
    return "\n".join(PHRASES)


def default_care_exceptions() -> str:
    """Return the figures of speech that the project comes with, one a line."""
    return "\n".join(EXCEPTIONS)


@register_setting(icon="comment", order=130)
class CommentSettings(BaseSiteSetting):
    """Who may reply, what is held back, what counts as an emergency, how long things are kept."""

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
        help_text="Replies by this many approvals are shown at once, unless something speaks "
        "against it; 0 holds every reply.",
    )
    maximum_links = models.PositiveIntegerField(
        default=2, help_text="A reply with more links waits for a moderator."
    )
    hold_after_reports = models.PositiveIntegerField(
        default=3, help_text="A reply that so many readers report is hidden until you decide."
    )

    replies_per_address = models.PositiveIntegerField(
        default=5, help_text="Replies from one network address in ten minutes."
    )
    replies_per_email = models.PositiveIntegerField(
        default=5, help_text="Replies, and mails that confirm one, for one e-mail address an hour."
    )
    replies_per_page = models.PositiveIntegerField(
        default=60, help_text="Replies to one page in ten minutes."
    )

    care_phrases = models.TextField(
        default=default_care_phrases,
        blank=True,
        help_text="One a line. A reply with one shows its writer the crisis resources and comes "
        "to the top of the queue. A star at the end of a word stands for any ending.",
    )
    care_exceptions = models.TextField(
        "figures of speech",
        default=default_care_exceptions,
        blank=True,
        help_text="One a line. What these words cover is no emergency.",
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
        MultiFieldPanel(
            [
                FieldPanel("replies_per_address"),
                FieldPanel("replies_per_email"),
                FieldPanel("replies_per_page"),
            ],
            heading="Budgets",
        ),
        MultiFieldPanel(
            [FieldPanel("care_phrases"), FieldPanel("care_exceptions")], heading="Care"
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
