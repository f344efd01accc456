"""Plain language."""

from collections.abc import Iterable

from django.utils.text import Truncator

from blog.checks.base import Check, Figure, Finding, Place, Severity
from blog.checks.draft import Draft, Part, Section
from blog.checks.text import grade_level, words

# The formula was made on passages of a hundred words; below this a name or two decides it.
FEWEST_WORDS = 60
GRADE_URL = "https://pmc.ncbi.nlm.nih.gov/articles/PMC6334864/"
SENTENCE_URL = (
    "https://insidegovuk.blog.gov.uk/2014/08/04/sentence-length-why-25-words-is-our-limit/"
)


class ReadabilityCheck(Check):
    """The school grade that each section asks for, and its long sentences by name."""

    name = "Plain language"

    def run(self, draft: Draft) -> Iterable[Finding | Figure]:
        """Yield a warning for each hard section and a hint for each long sentence."""
        every = []
        for section in draft.sections:
            found = _sentences(section)
            every += found
            yield from self._grade(section, found)
            for part in section.prose:
                yield from self._long_sentences(part)
        if sum(len(words(sentence)) for sentence in every) >= FEWEST_WORDS:
            # The formula goes below the first grade.
            yield Figure("School grade", str(max(0, round(grade_level(every)))))

    def _grade(self, section: Section, found: list[str]) -> Iterable[Finding]:
        if sum(len(words(sentence)) for sentence in found) < FEWEST_WORDS:
            return
        limit = section.draft.settings.highest_grade
        # As it is shown: nobody shall be told that 9 is above 9.
        grade = round(grade_level(found))
        if grade > limit:
            yield Finding(
                Severity.WARNING,
                f"The section reads at grade {grade}; this site's limit is grade {limit}.",
                "Many adults read at or below the eighth grade, and worse when they are ill or "
                "afraid. Advice for patients is the 6th grade (American Medical Association) or "
                "not above the 8th (National Institutes of Health).",
                "Split the longest sentences, and put a common word in the place of a long one "
                "where nothing is lost.",
                Place.of(section.prose[0]),
                GRADE_URL,
            )

    def _long_sentences(self, part: Part) -> Iterable[Finding]:
        limit = part.section.draft.settings.longest_sentence if part.section else 0
        for sentence in part.sentences:
            if (count := len(words(sentence))) > limit:
                yield Finding(
                    Severity.HINT,
                    f"A sentence of {count} words: “{Truncator(sentence).words(12)}”",
                    "The longer a sentence, the fewer readers understand it at once. GOV.UK's "
                    "writers stop at 25 words; this site stops at "
                    f"{limit}.",
                    "Make two of it: one thought, one sentence.",
                    Place.of(part),
                    SENTENCE_URL,
                )


def _sentences(section: Section) -> list[str]:
    """Return the sentences that count: headings and fragments would lower the grade."""
    return [
        sentence
        for part in section.prose
        for element in part.elements
        if element.name in ("p", "li")
        for sentence in part.sentences_of(element)
        if len(words(sentence)) > 2
    ]
