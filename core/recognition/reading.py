"""A text as words in sentences, in the spelling of the patterns."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from core.folding import Token, tokens
from core.recognition.spelling import Speller

_STOP = re.compile(r"[!?;]|(?<!\.)\.(?!\.)|\n\s*\n|[。！？।]")
_PAUSE = re.compile(r"[,:()\n…–—\"“”]|\.\.| - ")
_QUOTED = re.compile(r"“[^”]{0,400}”|\"[^\"\n]{0,400}\"|«[^»]{0,400}»|^[ \t]*>[^\n]*", re.MULTILINE)
# Words on either side that are looked at for what belongs to a word.
LONGEST_SENTENCE = 40
# Scripts that are written without blanks: each sign is a word.
# What people put between the letters of a word to hide it from a search.
_INSIDE_A_WORD = frozenset(".-_/~+,")
_SHORTEST_TORN = 4  # letters
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
EMOJI = {
    "💊": "pills_emoji", "🔫": "gun_emoji", "🔪": "knife_emoji", "🪦": "grave_emoji",
    "⚰": "grave_emoji", "🩸": "blood_emoji", "😂": "laugh_emoji", "🤣": "laugh_emoji",
    "💀": "skull_emoji", "☠": "skull_emoji", "👋": "wave_emoji", "🕊": "dove_emoji",
    "🍷": "wine_emoji", "🍾": "wine_emoji", "🥃": "wine_emoji",
}  # fmt: skip
_EMOJI = re.compile("|".join(EMOJI))


@dataclass
class Reading:
    """The words of a text.

    Args:
        text: it.
        words: in the spelling of the patterns.
        spans: where each word stands in the text.
        breaks: whether a sentence begins with it.
        pauses: whether a part of a sentence begins with it.
        quoted: whether it stands in quotation marks, or in a line that quotes.
    """

    text: str
    words: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    breaks: list[bool] = field(default_factory=list)
    pauses: list[bool] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)

    def written(self, start: int, end: int) -> str:
        """Return the words from one to another as they were written."""
        return self.text[self.spans[start][0] : self.spans[end - 1][1]]

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        bounds: list[tuple[int, int]] = []
        start = 0
        for place in range(1, len(self.words) + 1):
            if place == len(self.words) or self.breaks[place]:
                bounds += [(start, place)] * (place - start)
                start = place
        return bounds

    def sentence(self, place: int) -> tuple[int, int]:
        """Return the first word of the sentence of a word, and the one after its last.

        Of a sentence without an end it is what stands around the word.
        """
        start, end = self._sentences[place]
        return max(start, place - LONGEST_SENTENCE), min(end, place + LONGEST_SENTENCE)


def read(text: str, speller: Speller) -> Reading:
    """Take a text apart."""
    reading = Reading(text)
    found = _put_together(_without_signs_inside(_with_signs(text), text, speller), text, speller)
    quoted_until = _ends_of_quotes(text)
    before = 0
    for token in found:
        between = text[before : token.start]
        written = text[token.start : token.end]
        starts = not reading.words or bool(_STOP.search(between))
        pauses = starts or bool(_PAUSE.search(between))
        quoted = token.start < quoted_until[token.start]
        for number, word in enumerate(speller.spell(token.word, written)):
            reading.words.append(word)
            reading.spans.append((token.start, token.end))
            reading.breaks.append(starts and not number)
            reading.pauses.append(pauses and not number)
            reading.quoted.append(quoted)
        before = token.end
    _calm(reading)
    return reading


def _ends_of_quotes(text: str) -> list[int]:
    """Return for each character where the quotation that it stands in ends, or 0."""
    ends = [0] * len(text)
    for match in _QUOTED.finditer(text):
        start, end = match.span()
        ends[start:end] = [end] * (end - start)
    return ends


def _with_signs(text: str) -> list[Token]:
    found: list[Token] = []
    for token in tokens(text):
        if _UNSPACED.search(token.word) and len(token.word) == token.end - token.start:
            found += [
                Token(sign, token.start + place, token.start + place + 1)
                for place, sign in enumerate(token.word)
            ]
        else:
            found.append(token)
    signs = [Token(EMOJI[match[0]], *match.span()) for match in _EMOJI.finditer(text)]
    return sorted([*found, *signs], key=lambda token: token.start) if signs else found


def _without_signs_inside(found: list[Token], text: str, speller: Speller) -> list[Token]:
    """Join core words with a sign between their letters: "k🔪ill", "k.ill"."""
    kept: list[Token] = []
    for token in found:
        kept.append(token)
        if len(kept) > 2 and kept[-3].end == kept[-2].start and kept[-2].end == token.start:
            parts = kept[-3], token
        elif len(kept) > 1 and text[kept[-2].end : token.start] in _INSIDE_A_WORD:
            parts = kept[-2], token
        else:
            continue
        word = parts[0].word + parts[1].word
        if len(word) >= _SHORTEST_TORN and word in speller.core_words:
            del kept[kept.index(parts[0]) :]
            kept.append(Token(word, parts[0].start, token.end))
    return kept


def _put_together(found: list[Token], text: str, speller: Speller) -> list[Token]:
    """Join core words that were torn apart: "sui cide", "over-dose"."""
    joined: list[Token] = []
    place = 0
    while place < len(found):
        for count in (3, 2) if found[place].word in speller.beginnings else ():
            parts = found[place : place + count]
            if len(parts) < count or parts[-1].end - parts[0].start > 20:
                continue
            word = speller.joined(*(part.word for part in parts))
            if word:
                joined.append(Token(word, parts[0].start, parts[-1].end))
                place += count
                break
        else:
            joined.append(found[place])
            place += 1
    return joined


def _calm(reading: Reading) -> None:
    """Take sentences of one word each ("I. Want. To. Die.") for one sentence."""
    starts = [place for place, starts in enumerate(reading.breaks) if starts]
    if not starts:
        return
    ends = [*starts[1:], len(reading.words)]
    single = [end - start == 1 for start, end in zip(starts, ends, strict=True)]
    for number in range(1, len(starts)):
        if single[number] and single[number - 1]:
            reading.breaks[starts[number]] = False
