"""Citations in a post's text: which sources they name, in which order, and how they are written.

An editor's citation is stored as `<embed embedtype="source" id="…"/>`; what it shows follows from
the source and from the post, whose sources are numbered in the order of their first use.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from wagtail.blocks import Block
from wagtail.rich_text import EmbedHandler

from blog.blocks.rich_text import CITATION, cited_keys
from blog.models.sources import Source
from core.keys import stored_key
from core.streams import walk
from images.preloading import in_bulk

if TYPE_CHECKING:
    from blog.models import BlogPostPage


@dataclass
class CitedSource:
    """A source with its number in a post.

    Args:
        number: from 1, in the order of first use.
        source: the source.
        is_linked: whether the text that was written so far has a citation to come back to.
    """

    number: int
    source: Source
    is_linked: bool = False


@dataclass
class PostSources:
    """What a post stands on.

    Args:
        cited: what its text cites, in the order of first use.
        further: what its editor recommends beside that.
    """

    cited: list[CitedSource] = field(default_factory=list)
    further: list[Source] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether there is anything to list."""
        return bool(self.cited or self.further)


Write = Callable[[CitedSource], str]
_written: ContextVar[tuple[dict[int, CitedSource], Write] | None] = ContextVar(
    "_written", default=None
)


def sources_of(post: "BlogPostPage") -> PostSources:
    """Return the sources of a post, those of its text first.

    Two queries at most, for any number of sources. A citation of a source that is gone counts for
    nothing.

    Args:
        post: the post, as it is published or as a draft has it.
    """
    # Blocks say the order: PostgreSQL sorts the keys of what is stored.
    cited = list(dict.fromkeys(_cited(post.body.stream_block, list(post.body.raw_data))))
    further = [item.source_id for item in post.further_reading.all()]
    found = Source.objects.in_bulk({*cited, *further}) if cited or further else {}
    there = [found[key] for key in cited if key in found]
    return PostSources(
        cited=[CitedSource(number, source) for number, source in enumerate(there, start=1)],
        further=[found[key] for key in further if key in found and key not in cited],
    )


def sections_citing(post: "BlogPostPage", source: Source) -> list[str]:
    """Return the ids of the sections of a post that cite a source."""
    stream = post.body.stream_block
    return [
        section["id"]
        for section in post.body.raw_data
        if source.pk in set(_cited(stream, [section]))
    ]


@contextmanager
def citing(sources: PostSources, write: Write | None = None) -> Iterator[None]:
    """Number the citations of the rich text that is written meanwhile by the sources of its post.

    Args:
        sources: the post's.
        write: writes one citation; a link into the list of sources by default.
    """
    by_key = {cited.source.pk: cited for cited in sources.cited}
    token = _written.set((by_key, write or as_link))
    try:
        yield
    finally:
        _written.reset(token)


def as_link(cited: CitedSource) -> str:
    """Return a citation as a raised number that leads to the list of sources."""
    # The list leads back to the first one, and an id is there once.
    identifier = "" if cited.is_linked else format_html(' id="citation-{}"', cited.number)
    cited.is_linked = True
    return format_html(
        '<sup class="citation"><a href="#source-{number}"{identifier} role="doc-noteref" '
        'aria-label="[{number}] {name}{withdrawn}">[{number}]</a></sup>',
        number=cited.number,
        identifier=identifier,
        name=cited.source.short_name,
        withdrawn=", withdrawn" if cited.source.withdrawn_on else "",
    )


class SourceHandler(EmbedHandler):
    """Writes citations: numbered on their post, by name where no post is being written."""

    identifier = CITATION

    @staticmethod
    def get_model() -> type[Source]:
        """Return the model that is cited."""
        return Source

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """Return each citation as HTML; nothing for one whose source is gone."""
        keys = [_key(attrs) for attrs in attrs_list]
        if written := _written.get():
            by_key, write = written
            return [write(by_key[key]) if key in by_key else "" for key in keys]
        sources = in_bulk(Source, set(keys) - {0})
        return [
            format_html("<sup>[{}]</sup>", sources[key].short_name) if key in sources else ""
            for key in keys
        ]

    @classmethod
    def extract_references(cls, attrs: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
        """Tell Wagtail's reference index which source is cited."""
        if key := _key(attrs):
            yield cls.get_model(), str(key), "", ""


def _cited(block: Block, raw: Any) -> Iterable[int]:
    for leaf in walk(block, raw):
        if leaf.is_rich:
            yield from cited_keys(leaf.value or "")


def _key(attrs: dict[str, Any]) -> int:
    return stored_key(attrs.get("id"))
