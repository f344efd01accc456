"""What moderation learns and how moderators want to hear of it."""

from django.conf import settings
from django.db import models


class NotificationPreference(models.Model):
    """How a member of the team hears of new replies. Emergencies are always told at once."""

    class Mode(models.TextChoices):
        """How often."""

        EACH = "each", "A mail for each reply"
        DIGEST = "digest", "One mail a day"
        NEVER = "never", "No mail"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="comment_notifications"
    )
    mode = models.CharField("new replies", max_length=6, choices=Mode.choices, default=Mode.EACH)
    digest_sent_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_mode_display()}"


class ClassifierWord(models.Model):
    """In how many spam and genuine replies the classifier met a word."""

    word = models.CharField(max_length=80, unique=True)
    spam = models.PositiveIntegerField(default=0)
    ham = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.word
