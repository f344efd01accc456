"""What has to be mended in live posts: read from them, never edited by hand."""

from django.db import models

from blog.managers import BlogPostQuerySet

from .post import BlogPostPage

# Bytes, all of them ASCII: PostgreSQL refuses to index rows of more than 2,704.
LONGEST_ADDRESS = 2000


class PostUpkeep(models.Model):
    """What a live post lacks, as it was when its text was last looked through."""

    post = models.OneToOneField(
        BlogPostPage, on_delete=models.CASCADE, primary_key=True, related_name="upkeep"
    )
    unsourced_sections = models.JSONField(
        default=list, help_text="The names of the sections that state facts without a source."
    )
    looked_at = models.DateTimeField(
        null=True, db_index=True, help_text="Empty when something it depends on changed since."
    )

    def __str__(self) -> str:
        return f"Upkeep of {self.post_id}"


class LinkTarget(models.Model):
    """Where links of live posts lead: to other sites, or nowhere in this one.

    Links inside the site that work are not kept; those to other sites are, to be asked again.
    """

    class State(models.TextChoices):
        """What is known of an address."""

        UNKNOWN = "unknown", "Not asked yet"
        WORKS = "works", "Works"
        FAILED = "failed", "Failed once"
        BROKEN = "broken", "Broken"
        UNCLEAR = "unclear", "Could not be checked"

    address = models.CharField(max_length=LONGEST_ADDRESS, unique=True)
    host = models.CharField(
        max_length=255, blank=True, db_index=True, help_text="Of another site; empty for this one."
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.UNKNOWN)
    reason = models.CharField("why", max_length=300, blank=True)
    status = models.PositiveSmallIntegerField(null=True, help_text="HTTP's, of the last answer.")
    failures = models.PositiveSmallIntegerField(default=0, help_text="In a row.")
    failing_since = models.DateTimeField("since", null=True)
    asked_at = models.DateTimeField("last asked", null=True)
    posts = models.ManyToManyField(BlogPostPage, related_name="link_targets")

    class Meta:
        verbose_name = "linked address"
        verbose_name_plural = "linked addresses"
        indexes = [models.Index(fields=["state"], name="blog_link_target_state")]

    def __str__(self) -> str:
        return self.address


def broken_links() -> models.QuerySet[LinkTarget]:
    """Return where links of live posts lead in vain."""
    broken = LinkTarget.objects.filter(state=LinkTarget.State.BROKEN)
    return broken.filter(posts__live=True).distinct()


def posts_without_sources() -> BlogPostQuerySet:
    """Return the live posts with a section that states facts without a source."""
    posts: BlogPostQuerySet = BlogPostPage.objects.live()
    return posts.filter(upkeep__isnull=False).exclude(upkeep__unsourced_sections=[])
