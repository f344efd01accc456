"""The index: which words stand in which page, and how much they weigh there."""

from django.db import models
from wagtail.models import Page

from search.words import LONGEST_WORD


class SearchTermQuerySet(models.QuerySet["SearchTerm"]):
    """Queries of words."""

    def in_use(self) -> "SearchTermQuerySet":
        """Return the words that stand in a page now.

        The others are not deleted: another page may bring one back at this moment.
        """
        postings = SearchPosting.objects.filter(term=models.OuterRef("pk"))
        return self.filter(models.Exists(postings))


class SearchTerm(models.Model):
    """A word that stands, or stood, in some page."""

    word = models.CharField(max_length=LONGEST_WORD, unique=True)
    stem = models.CharField(max_length=LONGEST_WORD, db_index=True)

    objects = SearchTermQuerySet.as_manager()

    def __str__(self) -> str:
        return self.word


class SearchEntry(models.Model):
    """A live page as the search knows it.

    `passages` is a list of {"anchor", "heading", "text"}: the page's sections in their order, the
    anchor empty for what has none.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="+")
    passages = models.JSONField(default=list)
    is_stale = models.BooleanField(default=False, db_index=True)

    class Meta:
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        return str(self.page_id)


class SearchPosting(models.Model):
    """That a word stands in a page. A word of the title weighs more than one of the text."""

    term = models.ForeignKey(SearchTerm, on_delete=models.CASCADE, related_name="postings")
    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="postings")
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "entry"], name="search_posting_once")
        ]

    def __str__(self) -> str:
        return f"{self.term_id} in {self.entry_id}"
