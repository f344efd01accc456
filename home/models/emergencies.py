"""Messages in which somebody may be in danger: who is told, and when a person first looked."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.dateformat import time_format
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

A_DAY = 24 * 60  # minutes


@register_setting(icon="warning", order=115)
class EmergencySettings(BaseSiteSetting):
    """Who is told when a message speaks of an emergency, and when nobody reads."""

    first = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="told at once",
        help_text="Leave it empty to tell everybody who moderates replies.",
    )
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="told when nobody looked",
        help_text="Leave it empty to tell everybody who moderates replies.",
    )
    second_after = models.PositiveSmallIntegerField(
        "minutes until then",
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(A_DAY)],
    )
    on_call_email = models.EmailField(
        "on call",
        blank=True,
        help_text="Told when still nobody looked: the address of whoever is on call, or of a pager "
        "service. Leave it empty to tell everybody who moderates replies.",
    )
    on_call_after = models.PositiveSmallIntegerField(
        "minutes until then",
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(A_DAY)],
    )
    reading_hours = models.CharField(
        "who reads when",
        max_length=200,
        default="A person on our team reads every reply before it is shown, on working days.",
        help_text="One sentence beside the reply form, so that nobody waits at night.",
    )
    quiet_from = models.TimeField(
        null=True, blank=True, help_text="Nobody reads from this time on. For example: 18:00"
    )
    quiet_until = models.TimeField(
        null=True,
        blank=True,
        help_text="Until this time, often the next day. For example: 8:00",
    )

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("first"),
                FieldRowPanel([FieldPanel("second"), FieldPanel("second_after")]),
                FieldRowPanel([FieldPanel("on_call_email"), FieldPanel("on_call_after")]),
            ],
            heading="Who is told",
        ),
        MultiFieldPanel(
            [
                FieldPanel("reading_hours"),
                FieldRowPanel([FieldPanel("quiet_from"), FieldPanel("quiet_until")]),
            ],
            heading="When nobody reads",
        ),
    ]

    class Meta:
        verbose_name = "emergencies"

    def clean(self) -> None:
        """Ask for both quiet hours or none, and for steps in their order."""
        super().clean()
        if (self.quiet_from is None) != (self.quiet_until is None):
            missing = "quiet_from" if self.quiet_from is None else "quiet_until"
            raise ValidationError({missing: "Enter both times, or neither."})
        if (
            self.second_after is not None
            and self.on_call_after is not None
            and self.on_call_after <= self.second_after
        ):
            raise ValidationError(
                {"on_call_after": f"Enter more than {self.second_after} minutes."}
            )

    @property
    def quiet_notice(self) -> str:
        """What a writer must know before they send: when nobody reads; empty when somebody does."""
        if self.quiet_from is None or self.quiet_until is None:
            return ""
        begin, end = (time_format(each, "g:i a") for each in (self.quiet_from, self.quiet_until))
        return f"Between {begin} and {end} nobody at the clinic reads what is sent here."


class Emergency(models.Model):
    """A message that may speak of an emergency. It holds none of its words."""

    class Step(models.IntegerChoices):
        """Who was told of it."""

        NOBODY = 0, "Nobody yet"
        FIRST = 1, "Told at once"
        SECOND = 2, "A second person was told"
        ON_CALL = 3, "Whoever is on call was told"

    kind = models.CharField(max_length=20, help_text="What it is about; see `home.emergencies`.")
    key = models.PositiveBigIntegerField(help_text="Key of what it is about.")
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=255, help_text="Title of the page that it came by.")
    created_at = models.DateTimeField("received")
    step = models.PositiveSmallIntegerField(
        "told", choices=Step.choices, default=Step.NOBODY, editable=False
    )
    seen_at = models.DateTimeField("first looked at", null=True, editable=False)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]
        verbose_name_plural = "emergencies"
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(seen_at__isnull=True),
                name="home_emergency_unseen",
            ),
            models.Index(fields=["kind", "key"], name="home_emergency_about"),
        ]

    def __str__(self) -> str:
        # The audit log keeps this for ever: nothing of the writer.
        return f"Emergency {self.pk}"

    def minutes_unseen(self, now: datetime | None = None) -> float:
        """Return how long nobody looked at it, in minutes.

        Args:
            now: the time up to which it counts where nobody did.
        """
        until = self.seen_at or now or timezone.now()
        return (until - self.created_at).total_seconds() / 60
