"""What the bare project comments on."""

from django.db import models
from django.urls import reverse


class Article(models.Model):
    """A page with comments and nothing else."""

    title = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the article's address, to which upstream leads after posting."""
        return reverse("article", args=[self.pk])
