"""Rules that a moderator writes about what a reply may hold."""

import ipaddress
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel


class GateRule(models.Model):
    """A word, a link, an e-mail address or a network, and what happens to a reply with it."""

    class Kind(models.TextChoices):
        """What the pattern is compared with."""

        WORDS = "words", "Words in the name or the reply"
        LINK = "link", "Site that a link leads to"
        EMAIL = "email", "E-mail address or its domain"
        NETWORK = "network", "Network that it comes from"

    class Action(models.TextChoices):
        """What happens."""

        HOLD = "hold", "Wait for a moderator, whoever wrote it"
        SPAM = "spam", "Mark as spam"
        REFUSE = "refuse", "Ask the writer to change it"

    kind = models.CharField(max_length=7, choices=Kind.choices)
    pattern = models.CharField(
        max_length=200,
        help_text="For example: casino bonus, spam.example, @spam.example or 203.0.113.0/24. "
        "A star at the end of a word stands for any ending.",
    )
    action = models.CharField(max_length=6, choices=Action.choices, default=Action.HOLD)
    note = models.CharField(max_length=200, blank=True, help_text="Why this rule is here.")
    # The compiled rules are made anew when the newest change is another one.
    changed_at = models.DateTimeField(auto_now=True)

    panels: ClassVar[list[Any]] = [
        FieldPanel("kind"),
        FieldPanel("pattern"),
        FieldPanel("action"),
        FieldPanel("note"),
    ]

    class Meta:
        ordering = ["kind", "pattern"]
        verbose_name = "rule for replies"
        verbose_name_plural = "rules for replies"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "pattern"],
                name="comments_one_rule_each",
                violation_error_message="There is a rule for this already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pattern} ({self.get_action_display().lower()})"

    def clean(self) -> None:
        """Bring the pattern into its plain form, or say what is wrong with it."""
        self.pattern = self.pattern.strip()
        if self.kind == self.Kind.NETWORK:
            try:
                self.pattern = str(ipaddress.ip_network(self.pattern, strict=False))
            except ValueError:
                raise ValidationError(
                    {"pattern": "Enter a network such as 203.0.113.0/24 or 2001:db8::/48."}
                ) from None
        elif self.kind in (self.Kind.LINK, self.Kind.EMAIL):
            self.pattern = self.pattern.lower()
            if " " in self.pattern or "." not in self.pattern:
                raise ValidationError(
                    {"pattern": "Enter a domain such as spam.example, without spaces."}
                )
        elif not any(character.isalnum() for character in self.pattern):
            raise ValidationError({"pattern": "Enter a word with a letter or a digit."})
