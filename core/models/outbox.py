"""What is to be done after a change was committed."""

from django.db import models


class OutboxItem(models.Model):
    """Something to do after a change was committed, written in the change's own transaction."""

    kind = models.CharField(max_length=20, help_text="Who does it; see `core.outbox.does`.")
    key = models.CharField(
        max_length=120, unique=True, help_text="Names the effect, so that it happens once."
    )
    payload = models.JSONField(help_text="Emptied when it is done.")
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(done_at__isnull=True),
                name="core_outbox_due",
            )
        ]

    def __str__(self) -> str:
        return self.key
