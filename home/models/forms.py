"""What the site decides about its forms, and which of them were sent."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="form", order=140)
class FormSettings(BaseSiteSetting):
    """How often the site's forms may be sent, and how long what was sent is kept."""

    per_network = models.PositiveIntegerField(
        "from one network in an hour",
        default=10,
        help_text="A network is what a provider gives to some hundred customers: a family, an "
        "office or a hospital shares one.",
    )
    per_page = models.PositiveIntegerField(
        "by one form in an hour",
        default=60,
        help_text="More than you expect on the busiest day; what is above it is asked to wait.",
    )
    per_site = models.PositiveIntegerField("by all forms in an hour", default=200)
    keep_days = models.PositiveIntegerField(
        "keep what was sent for (days)",
        default=90,
        validators=[MinValueValidator(7), MaxValueValidator(3650)],
        help_text="What was sent is health information. After so many days it is deleted; take "
        "what you need longer into the clinic's own records. 7 at least, 3650 at most.",
    )

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("per_network"), FieldPanel("per_page"), FieldPanel("per_site")],
            heading="How often forms may be sent",
        ),
        FieldPanel("keep_days"),
    ]

    class Meta:
        verbose_name = "forms"


class SentForm(models.Model):
    """One form, as it was shown to one person, that was sent. It can't be sent twice."""

    stamp = models.CharField(max_length=64, unique=True)
    answers = models.CharField(max_length=64)  # their hash: a second click sends the same
    sent_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"sent at {self.sent_at:%Y-%m-%d %H:%M}"
