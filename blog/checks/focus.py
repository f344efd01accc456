"""The phrase that the post wants to be found by."""

from collections.abc import Iterable

from blog.checks.base import Check, Figure, Finding, Place, Severity
from blog.checks.draft import Draft
from blog.checks.text import words

# Google names keyword stuffing as spam and gives no number: "so often that it sounds unnatural"
# (https://developers.google.com/search/docs/essentials/spam-policies). Ours: a phrase that stands
# more than once in 150 words, which is half a minute of reading, is heard as a refrain. Four times
# are fine in any post: title, summary, a heading and once in the text.
WORDS_FOR_EACH = 150
ALWAYS_FINE = 4
SPAM_URL = "https://developers.google.com/search/docs/essentials/spam-policies"


class FocusPhraseCheck(Check):
    """Whether the focus phrase is used, and not more than a reader can bear."""

    name = "Focus phrase"

    def run(self, draft: Draft) -> Iterable[Finding | Figure]:
        """Yield where the phrase is missing, or that it is stuffed. Without a phrase, nothing."""
        phrase = _plain(draft.post.focus_phrase)
        if not phrase:
            return
        headings = [section.heading for section in draft.sections]
        for what, texts, field in (
            ("title", [draft.post.title, draft.post.seo_title], "title"),
            ("summary", [draft.post.summary, draft.post.search_description], "summary"),
            ("headings", headings, "focus_phrase"),
        ):
            if not any(_speaks_of(text, phrase) for text in texts):
                yield Finding(
                    Severity.HINT,
                    f"The focus phrase “{draft.post.focus_phrase}” is not in the {what}.",
                    "Readers look there first for what they asked.",
                    "Use its words where they fit, in any order; leave it where they do not.",
                    Place(field),
                )
        count = sum(_occurrences(part.text, phrase) for part in draft.texts)
        yield Figure("Focus phrase", f"{count} times in {draft.word_count} words")
        limit = max(ALWAYS_FINE, draft.word_count // WORDS_FOR_EACH)
        if count > limit:
            yield Finding(
                Severity.WARNING,
                f"The focus phrase stands {count} times in {draft.word_count} words; at most "
                f"{limit} are natural.",
                "Search engines rank repeated phrases as spam, and readers hear them as a slogan.",
                "Say it in other words, or leave it out where the sentence is clear without it.",
                Place("focus_phrase"),
                SPAM_URL,
            )


def _plain(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in words(text or "")]


def _speaks_of(text: str, phrase: list[str]) -> bool:
    """Return whether all words of the phrase stand in the text, in any order or number."""
    found = {word.removesuffix("s") for word in _plain(text)}
    return all(word.removesuffix("s") in found for word in phrase)


def _occurrences(text: str, phrase: list[str]) -> int:
    every = _plain(text)
    return sum(
        every[start : start + len(phrase)] == phrase
        for start in range(len(every) - len(phrase) + 1)
    )
