"""Posts as they leave the system: rendered once at publishing, read many times."""

from typing import ClassVar

from django.db import models
from django.db.models import F
from wagtail.models import Site


class PublishedDocumentQuerySet(models.QuerySet["PublishedDocument"]):
    """Queries of documents."""

    def public(self, site: Site) -> "PublishedDocumentQuerySet":
        """Return what anybody may read on a site; traces of what is gone are left out."""
        return self.filter(site=site, is_public=True)


class PublishedDocument(models.Model):
    """One post as the API, the feeds and the sitemap give it.

    A post that is not public any more leaves its row as a trace, without content, so that who
    mirrors the site hears of it. One that moves to another site leaves its trace on the old one.
    """

    page_id = models.BigIntegerField(
        help_text="Key of the page; no foreign key, the trace outlives the page."
    )
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    is_public = models.BooleanField(default=True)
    slug = models.CharField(max_length=255)
    path = models.CharField(max_length=1000, help_text="The page's address without the host.")
    summary = models.JSONField(
        default=dict, help_text="What lists show, after `delivery.published.schemas.PostSummary`."
    )
    body = models.JSONField(default=dict, help_text="What only the post itself shows.")
    markdown = models.TextField(blank=True, help_text="The whole post as Markdown.")
    etag = models.CharField(max_length=64, help_text="Hash of summary and body.")
    surrogate_keys = models.JSONField(
        default=list, help_text="What it shows, as a cache's keys: post-9, person-ana-ruiz, …"
    )
    chosen_related = models.JSONField(default=list, help_text="Keys of pages, in their order.")
    category_slug = models.CharField(max_length=100, blank=True)
    author_slug = models.CharField(max_length=100, blank=True)
    reviewer_slug = models.CharField(max_length=100, blank=True)
    tag_slugs = models.CharField(max_length=2000, blank=True, help_text="/one/two/")
    image_keys = models.TextField(blank=True, help_text="The images that it shows: /12/44/")
    first_published_at = models.DateTimeField()
    modified_at = models.DateTimeField(help_text="When the document last changed.")
    sequence = models.BigIntegerField(
        unique=True, help_text="Grows with each change, in the order of commits."
    )

    objects = PublishedDocumentQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["site", "is_public", "-first_published_at", "-page_id"],
                name="delivery_newest",
            ),
            models.Index(fields=["site", "is_public", "slug"], name="delivery_by_slug"),
            models.Index(fields=["site", "is_public", "path"], name="delivery_by_path"),
            models.Index(
                fields=["site", "is_public", "category_slug", "-first_published_at"],
                name="delivery_of_category",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["page_id", "site"], name="delivery_page_once_a_site"),
            models.UniqueConstraint(
                fields=["page_id"],
                condition=models.Q(is_public=True),
                name="delivery_page_public_on_one_site",
            ),
        ]

    def __str__(self) -> str:
        return self.path


class StaleDocument(models.Model):
    """A note that a page's document must be rendered anew, written in the change's transaction.

    A page may have several: who renders it takes away those that were there before.
    """

    page_id = models.BigIntegerField(db_index=True)
    marked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"page {self.page_id}"


class Sequence(models.Model):
    """The last number that was given to a change; one row.

    A database's own sequence gives numbers at once, but transactions commit in any order: who
    reads number 6 before 5 is committed would never see 5. This row stays locked until the commit.
    """

    value = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def take(cls) -> int:
        """Return the next number; others wait until this transaction ends."""
        cls.objects.get_or_create(pk=1)
        cls.objects.filter(pk=1).update(value=F("value") + 1)
        return int(cls.objects.values_list("value", flat=True).get(pk=1))
