"""The one queryset of what the public may see."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageManager, PageViewRestriction, Site
from wagtail.query import PageQuerySet


class BlogPostQuerySet(PageQuerySet):
    """Queries of posts."""

    def visible_to_everyone(self, site: Site) -> "BlogPostQuerySet":
        """Return the posts of a site that anybody may read.

        Live, published before, in this site and under no view restriction. It is one query by
        itself, and it never looks at who asks: an answer made from it can be cached for all.
        """
        post_path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        restrictions = PageViewRestriction.objects.annotate(post_path=post_path).filter(
            post_path__startswith=F("page__path")
        )
        queryset: BlogPostQuerySet = (
            self.live()
            .filter(first_published_at__isnull=False)
            .descendant_of(site.root_page)
            .filter(~Exists(restrictions))
        )
        return queryset

    def newest_first(self) -> "BlogPostQuerySet":
        """Order by first publication; the key keeps the order of equal times."""
        return self.order_by("-first_published_at", "-pk")

    def for_cards(self) -> "BlogPostQuerySet":
        """Join in what a list of cards shows, and leave out the body, which it does not."""
        return (
            self.select_related("category", "author", "hero_image", "content_type")
            .prefetch_related("hero_image__renditions")
            .defer("body")
        )


BlogPostManager = PageManager.from_queryset(BlogPostQuerySet)
