"""What was probably meant by a word that nothing has.

By edit distance over the index's own words and the desk's synonyms, alike on both databases:
trigrams of PostgreSQL and SQLite would give each its own idea of likeness.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from search.danger import without_danger
from search.synonyms import Thesaurus
from search.words import STOP_WORDS

SHORTEST = 4  # letters; "mood" and "food" differ by one
# A slip in six letters has 0.83 ("anxity"), two in eight 0.75 ("exersize"), "mood" and "food" 0.75.
LIKENESS = 0.74
# Two candidates that are as near as this are both named, and none is put in the word's place.
AS_NEAR = 0.04
MOST_CANDIDATES = 6
# Who types a word that exists has not slipped, though nothing here has it: "parking", "insurance".
# Each list leaves out what a former one has; far down, that of spoken words has slips of its own.
_SPOKEN = 15_000
_COMMON = frozenset(
    (*FREQUENCY_LISTS["english_wikipedia"], *list(FREQUENCY_LISTS["us_tv_and_film"])[:_SPOKEN])
)


@dataclass(frozen=True)
class Correction:
    """What may have been meant by a word.

    Args:
        words: the likeliest first.
        is_sure: whether the first may be put in the word's place.
    """

    words: tuple[str, ...]
    is_sure: bool


def correct(word: str, thesaurus: Thesaurus, vocabulary: Iterable[str]) -> Correction | None:
    """Return what a word that nothing has is like, or nothing.

    A name that is easily mistaken for another one is never put in a word's place, and nothing
    leads to a method of self-harm.

    Args:
        word: folded.
        thesaurus: the desk's synonyms.
        vocabulary: the words of the index.
    """
    if len(word) < SHORTEST or any(sign.isdigit() for sign in word):
        return None
    choices = {*vocabulary, *thesaurus.words} - STOP_WORDS
    if word in choices:
        return None
    near = process.extract(
        word,
        [choice for choice in sorted(choices) if len(choice) >= SHORTEST],
        scorer=OSA.normalized_similarity,
        score_cutoff=LIKENESS,
        limit=MOST_CANDIDATES,
    )
    # Hands slip later in a word than at its first letter.
    ranked = sorted(near, key=lambda found: (-found[1] - 0.05 * (found[0][0] == word[0]), found[0]))
    harmless = without_danger(choice for choice, _, _ in ranked)
    found = [(choice, likeness) for choice, likeness, _ in ranked if choice in harmless]
    if not found:
        return None
    (best, likeness), *others = found
    mistaken = thesaurus.mistaken_for(best)
    if mistaken:
        return Correction((best, *mistaken), is_sure=False)
    rivals = [
        other for other, close in others if likeness - close < AS_NEAR and other[:5] != best[:5]
    ]
    is_sure = word not in _COMMON and not rivals
    return Correction((best, *rivals)[:2], is_sure=is_sure)
