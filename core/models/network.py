"""What makes hashes of network addresses unreadable after their day."""

from django.db import models


class AddressSalt(models.Model):
    """The salt of one day for the hashes of network addresses."""

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.day}"
