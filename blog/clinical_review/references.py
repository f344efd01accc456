"""What a signed text refers to by number, in words that a reviewer can read."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField
from django.db.models.functions import Cast
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from blog.clinical_review.texts import SectionText, texts_of
from blog.managers import BlogPostQuerySet
from blog.models import BlogPostPage, Source
from images.models import CustomImage

REFERENCE = re.compile(r"\[(source|page|image|document) (\d{1,18})\]")


def naming(texts: Iterable[SectionText]) -> Callable[[str], str]:
    """Return a function that names what a line refers to, such as [Zarate 2006] for [source 21].

    It asks the database once for each kind of thing that the texts refer to.

    Args:
        texts: the texts whose lines will be given to the function.
    """
    wanted: dict[str, set[int]] = defaultdict(set)
    for text in texts:
        for line in text.lines:
            for kind, key in REFERENCE.findall(line):
                wanted[kind].add(int(key))
    names = {
        (kind, key): _name(found)
        for kind, keys in wanted.items()
        for key, found in _model(kind)._default_manager.in_bulk(keys).items()
    }

    def name(match: re.Match[str]) -> str:
        kind, key = match.groups()
        return f"[{names.get((kind, int(key)), f'{kind} {key}, which is gone')}]"

    return lambda line: REFERENCE.sub(name, line)


def posts_showing(image: CustomImage) -> BlogPostQuerySet:
    """Return the posts that show an image, by one query: as they are published, not as drafts."""
    references = ReferenceIndex.objects.filter(
        content_type=ContentType.objects.get_for_model(BlogPostPage),
        to_content_type=ContentType.objects.get_for_model(CustomImage),
        to_object_id=str(image.pk),
    )
    keys = references.annotate(key=Cast("object_id", IntegerField())).values("key")
    posts: BlogPostQuerySet = BlogPostPage.objects.filter(pk__in=keys)
    return posts


def sections_showing(post: BlogPostPage, image: CustomImage) -> list[str]:
    """Return the ids of the sections of a post that show an image.

    The image at its top is in none: a reviewer signs title and summary, whatever stands there.
    """
    named = f"[image {image.pk}]"
    return [text.section_id for text in texts_of(post) if any(named in line for line in text.lines)]


def _model(kind: str) -> Any:
    match kind:
        case "source":
            return Source
        case "page":
            return Page
        case "image":
            return get_image_model()
        case _:
            return get_document_model()


def _name(found: Any) -> str:
    return found.short_name if isinstance(found, Source) else str(found)
