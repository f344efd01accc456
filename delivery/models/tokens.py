"""Tokens that programs show to the Content API."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from delivery.models.choices import check_choices, labels_of


class Scope(models.TextChoices):
    """What a token opens; none includes another."""

    READ = "read", "Read published posts"
    DRAFTS = "drafts", "Read drafts"
    EXPORT = "export", "Export everything"


def validate_scopes(scopes: Any) -> None:
    """Refuse what is no list of scopes.

    Raises:
        ValidationError: with the scopes that there are.
    """
    check_choices("Scopes", scopes, Scope)


class ApiToken(models.Model):
    """A program's right to use the Content API; only the token's hash is kept.

    Wagtail's own token stands for a user in Wagtail's own API, with neither scopes nor an end.
    """

    name = models.CharField(
        max_length=100, help_text="Which program uses it. For example: Mobile app"
    )
    prefix = models.CharField(
        "token", max_length=12, editable=False, help_text="Its first characters, to tell it apart."
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(
        default=list, validators=[validate_scopes], help_text="What it opens."
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField("created")
    expires_at = models.DateTimeField("expires")
    last_used_at = models.DateTimeField("last used", null=True)
    revoked_at = models.DateTimeField("revoked", null=True)

    class Meta:
        verbose_name = "API token"
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def clean(self) -> None:
        """Refuse an end before the beginning.

        Raises:
            ValidationError: with the field and the remedy.
        """
        if self.expires_at <= self.created_at:
            raise ValidationError({"expires_at": "Expires must be a day in the future."})

    def scope_labels(self) -> str:
        """Return the scopes in words."""
        return labels_of(self.scopes, Scope)

    def state_at(self, now: datetime) -> str:
        """Return in a word whether it still opens anything."""
        if self.revoked_at:
            return "Revoked"
        if self.created_by and not self.created_by.is_active:
            return "Off, as its maker’s log-in is"
        return "Expired" if self.expires_at <= now else "Active"
