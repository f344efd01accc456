"""What a reader's words ask for: concepts, each with all the ways in which it may be said."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Q

from search.danger import speaks_of_danger, without_danger
from search.models import SearchTerm
from search.spelling import correct
from search.synonyms import LONGEST_EXPRESSION, Expression, Thesaurus, expression_of
from search.words import STOP_WORDS, Word, parts_of, stem, words_of

MOST_WORDS = 12  # that are looked at
SHORTEST_BEGINNING = 3  # letters
MOST_ENDINGS = 20  # words that begin with what was typed
FOR_BEGINNING = 0.6
MOST_TERMS = 400


@dataclass(frozen=True)
class Concept:
    """One thing that is asked for.

    Args:
        typed: the words as they were typed.
        start: where they begin in the search, in characters.
        alternatives: what says it, by the stems of the words, with how much that counts.
        endings: words of the index that begin with what was typed, when nothing else says it.
    """

    typed: str
    start: int
    alternatives: dict[Expression, float]
    endings: tuple[str, ...] = ()


@dataclass
class Understanding:
    """What a search asks for.

    Args:
        concepts: all must be said, best of all.
        terms: the words of the index that say some of it, by their stem.
        corrected: the search with slips mended, when that is what was searched for.
        suggestions: searches that may have been meant, when nothing was mended.
    """

    concepts: list[Concept]
    terms: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    corrected: str = ""
    suggestions: list[str] = field(default_factory=list)


def understand(text: str, thesaurus: Thesaurus, *, as_typed: bool = False) -> Understanding:
    """Return what a search asks for.

    Args:
        text: as it was typed.
        thesaurus: the desk's synonyms.
        as_typed: whether slips stay, and nothing is suggested.
    """
    understood = _read(text, thesaurus)
    if as_typed:
        return understood
    unknown = [
        concept for concept in understood.concepts if not _is_known(concept, understood.terms)
    ]
    if not unknown:
        understood.suggestions = _mistaken(text, understood.concepts, thesaurus)
        return understood
    return _mend(text, understood, unknown, thesaurus)


def _read(text: str, thesaurus: Thesaurus) -> Understanding:
    concepts = _concepts(text, thesaurus)
    expressions = {each for concept in concepts for each in concept.alternatives}
    terms = _terms({part for expression in expressions for part in expression})
    unknown = [concept for concept in concepts if not _is_known(concept, terms)]
    if unknown:
        completed = _complete(unknown, terms, thesaurus)
        concepts = [completed.get(concept.typed, concept) for concept in concepts]
    return Understanding(concepts, terms)


def _concepts(text: str, thesaurus: Thesaurus) -> list[Concept]:
    words = words_of(text)
    joined = {word.start: word for word in words if word.is_joined}
    plain = [word for word in words if not word.is_joined][:MOST_WORDS]
    concepts: list[Concept] = []
    place = 0
    while place < len(plain):
        count, concept = _longest(text, plain[place:], joined, thesaurus)
        concepts.append(concept)
        place += count
    telling = [concept for concept in concepts if concept.typed.lower() not in STOP_WORDS]
    return telling or concepts


def _longest(
    text: str, words: list[Word], joined: dict[int, Word], thesaurus: Thesaurus
) -> tuple[int, Concept]:
    """Return the longest expression at the beginning of words, and how many words it has."""
    for count in range(min(LONGEST_EXPRESSION, len(words)), 0, -1):
        start = words[0].start
        typed = text[start : words[count - 1].end]
        expression = expression_of(" ".join(word.word for word in words[:count]))
        if thesaurus.holds(expression, typed):
            return count, Concept(typed, start, thesaurus.alternatives(expression, typed))
        if count > 1:
            # "anti depressant" and "anti-depressant" are what others write as one word.
            as_one = (stem("".join(word.word for word in words[:count])),)
            if thesaurus.holds(as_one):
                alternatives = thesaurus.alternatives(as_one) | {expression: 1.0}
                return count, Concept(typed, start, alternatives)
    whole = joined.get(words[0].start)
    if whole:
        parts = [word for word in words if word.end <= whole.end]
        alternatives = {(stem(whole.word),): 1.0, tuple(stem(part.word) for part in parts): 1.0}
        return len(parts), Concept(text[whole.start : whole.end], whole.start, alternatives)
    word = words[0]
    alternatives = {(stem(word.word),): 1.0}
    if parts_apart := parts_of(word.word):
        alternatives[tuple(stem(part) for part in parts_apart)] = 1.0
    return 1, Concept(text[word.start : word.end], word.start, alternatives)


def _terms(wanted: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
    terms: dict[str, list[tuple[int, str]]] = defaultdict(list)
    rows = SearchTerm.objects.in_use().filter(stem__in=sorted(wanted)[:MOST_TERMS])
    for key, word, its_stem in rows.values_list("pk", "word", "stem"):
        terms[its_stem].append((key, word))
    return terms


def _is_known(concept: Concept, terms: dict[str, list[tuple[int, str]]]) -> bool:
    return bool(concept.endings) or any(
        all(part in terms for part in expression) for expression in concept.alternatives
    )


def _complete(
    unknown: list[Concept], terms: dict[str, list[tuple[int, str]]], thesaurus: Thesaurus
) -> dict[str, Concept]:
    """Return the concepts that are the beginning of something, by what was typed."""
    beginnings = {
        concept.typed: word
        for concept in unknown
        if len(word := words_of(concept.typed)[-1].word) >= SHORTEST_BEGINNING
        and len(words_of(concept.typed)) == 1
    }
    if not beginnings:
        return {}
    condition = Q()
    for beginning in beginnings.values():
        condition |= Q(word__startswith=beginning)
    rows = SearchTerm.objects.in_use().filter(condition).order_by("word")
    words = list(rows.values_list("pk", "word", "stem")[: MOST_ENDINGS * len(beginnings)])
    begun = tuple(beginnings.values())
    others = sorted(word for word in thesaurus.words if word.startswith(begun))
    # Nothing is completed to a method of self-harm.
    harmless = set(without_danger([word for _, word, _ in words] + others))
    completed = {}
    for concept in unknown:
        if concept.typed not in beginnings:
            continue
        beginning = beginnings[concept.typed]
        alternatives = dict(concept.alternatives)
        endings = []
        for key, word, its_stem in words:
            if word.startswith(beginning) and word in harmless:
                endings.append(word)
                terms.setdefault(its_stem, []).append((key, word))
                alternatives.setdefault((its_stem,), FOR_BEGINNING)
        for word in others:
            if word.startswith(beginning) and word in harmless:
                for expression, weight in thesaurus.alternatives((stem(word),)).items():
                    alternatives.setdefault(expression, FOR_BEGINNING * weight)
        if len(alternatives) > len(concept.alternatives):
            completed[concept.typed] = replace(
                concept, alternatives=alternatives, endings=tuple(endings)
            )
    expressions = [each for concept in completed.values() for each in concept.alternatives]
    if missing := {part for each in expressions for part in each} - set(terms):
        terms |= _terms(missing)
    return completed


def _mend(
    text: str, understood: Understanding, unknown: list[Concept], thesaurus: Thesaurus
) -> Understanding:
    known = list(SearchTerm.objects.in_use().values_list("word", flat=True))
    mended, suggestions = text, []
    # From the end, so that places before it stay what they are.
    for concept in reversed(unknown):
        for word in reversed(words_of(concept.typed)):
            correction = None if word.is_joined else correct(word.word, thesaurus, known)
            if correction is None:
                continue
            start, end = concept.start + word.start, concept.start + word.end
            if correction.is_sure:
                mended = _replaced(mended, start, end, correction.words[0])
            else:
                suggestions += [_replaced(text, start, end, each) for each in correction.words]
    if mended != text and not speaks_of_danger(mended):
        better = _read(mended, thesaurus)
        better.corrected = mended
        return better
    understood.suggestions = [each for each in suggestions if not speaks_of_danger(each)]
    return understood


def _mistaken(text: str, concepts: list[Concept], thesaurus: Thesaurus) -> list[str]:
    """Return the search with each name that is easily mistaken for another one exchanged."""
    return [
        _replaced(text, concept.start, concept.start + len(concept.typed), other)
        for concept in concepts
        for other in thesaurus.mistaken_for(concept.typed)
    ]


def _replaced(text: str, start: int, end: int, new: str) -> str:
    return f"{text[:start]}{new}{text[end:]}"
