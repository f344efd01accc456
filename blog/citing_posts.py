"""Where sources are used."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex

from blog.managers import BlogPostQuerySet
from blog.models import BlogPostPage, Source


def posts_citing(source: Source) -> BlogPostQuerySet:
    """Return the posts that cite a source or recommend it, by one query.

    It asks Wagtail's reference index, which knows each post as it is published, or as it was
    first saved where it is not; changes that are still a draft are not in it.
    """
    references = ReferenceIndex.objects.filter(
        content_type=ContentType.objects.get_for_model(BlogPostPage),
        to_content_type=ContentType.objects.get_for_model(Source),
        to_object_id=str(source.pk),
    )
    keys = references.annotate(key=Cast("object_id", models.IntegerField())).values("key")
    posts: BlogPostQuerySet = BlogPostPage.objects.filter(pk__in=keys)
    return posts
