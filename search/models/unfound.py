"""What readers searched for and did not find."""

from django.db import models

from search.words import LONGEST_WORD

LONGEST_SEARCH = 2 * LONGEST_WORD  # characters; what is longer is a sentence of somebody's own
LEAST_SEARCHES = 5  # fewer are not shown: rare words may tell who typed them


class UnfoundSearch(models.Model):
    """Words that found nothing, with how often on how many days; nothing of who typed them.

    Until `LEAST_SEARCHES` the row holds a keyed hash in the place of the words, so that what only
    one person typed can be read by nobody.
    """

    digest = models.CharField(max_length=64, unique=True)
    words = models.CharField(max_length=LONGEST_SEARCH, blank=True)
    count = models.PositiveIntegerField(default=0)
    last_on = models.DateField()

    class Meta:
        verbose_name = "search without result"
        verbose_name_plural = "searches without result"
        ordering = ["-count", "-last_on"]

    def __str__(self) -> str:
        return self.words or "rare words"
