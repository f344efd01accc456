"""The section of a page that answers."""

from collections.abc import Iterable

from search.indexing.contents import Passage
from search.understanding import Concept

FOR_HEADING = 1.5  # a section that is named for what is asked comes before one that mentions it


def best_passage(passages: Iterable[Passage], concepts: list[Concept]) -> Passage | None:
    """Return the section that says most of what is asked for; the first of equal ones.

    Args:
        passages: the page's sections in their order.
        concepts: what is asked for.
    """
    best, most = None, 0.0
    for passage in passages:
        stems = set(passage["stems"].split())
        said = sum(_said(concept, stems) for concept in concepts)
        if said > most * (1 + 1e-9):
            best, most = passage, said
    return best


def _said(concept: Concept, stems: set[str]) -> float:
    return max(
        (value for each, value in concept.alternatives.items() if stems.issuperset(each)),
        default=0.0,
    )
