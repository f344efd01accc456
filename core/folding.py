"""Text as it is seen, made comparable: without what hides a word from a search for it.

Nothing here is fit to be stored or shown: it is what two texts are compared by. All of it takes
time in proportion to the length of the text, whatever the text is; callers limit the length.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from confusable_homoglyphs import confusables

# Drawn as an empty place, though Unicode calls them letters and symbols.
BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Default_Ignorable_Code_Point of Unicode 16 as far as the category is not Cf, which is looked up.
# https://www.unicode.org/Public/16.0.0/ucd/DerivedCoreProperties.txt
_IGNORABLE = (
    (0x034F, 0x034F),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x2065, 0x2065),
    (0xFE00, 0xFE0F),
    (0xFFF0, 0xFFF8),
    (0xE0000, 0xE0FFF),
)
# Look-alikes that people use and the list of Unicode (which asks for more likeness) leaves out.
_ALIKE = dict(zip("ωшπпияєцғĸησ∂ρυχκ¢", "wwnnnreufknodpuxkc", strict=True))
_NAMED_LETTER = re.compile(r"(?:LATIN|SYMBOL)(?: \w+)*? LETTER(?: \w+)*? ([A-Z])(?: WITH .*)?$")
# One sign may stand for a whole phrase (U+FDFA for 18 letters): then it stays one sign.
_LONGEST_EXPANSION = 4  # characters
_MOST_REMEMBERED = 20_000  # code points

APOSTROPHES = "'’‘`´ʼ′＇ʹ"
# Digits and signs that stand for a letter inside a word.
# https://en.wikipedia.org/wiki/Leet#Orthography, the ones in common use
_SWAPS = str.maketrans("013457@$!¡€|", "oieastasiiel")
_SWAPPABLE = frozenset("013457@$!¡€|")
# 40mg, 5th, 10am, 30s; b12, h1: a number with its unit, and a name with a number.
_NUMBERED = re.compile(r"\d+[a-z]{1,4}|[a-z]{1,4}\d+|\d+[a-z]\d+")
# "Stop!Please" is two words without their blank, "su!cide" is one.
_EXCLAIMED = re.compile(r"(?<=[^\W\d_]{4})!(?=[^\W\d_]{4})")
# What may stand in a word: letters and digits, and what is put in the place of a letter.
_WORD = re.compile(
    rf"[@$€]?[^\W_](?:[^\W_]|[{APOSTROPHES}](?=[^\W_])|[@$€!¡|*#](?=[^\W_*#$@!]|[*#$@!][^\W_]))*"
    r"(?:[@$€](?![^\W_]))?"
)
# Signs that people put between the letters of one word.
_BETWEEN_LETTERS = re.compile(r"[ .\-_*~/,|·•+=:;]{1,3}")
# Drawn alike in most fonts: "kiII" with two capital i.
_CAPITALS_AS_L = re.compile(r"(?<=[a-z])II(?![A-Z])")
_LEAST_SPACED = 3  # single letters in a row are one word
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text.

    Args:
        word: its letters, folded; with a star for a letter that its writer hid ("k*ll").
        start: where it begins in the text, in characters.
        end: where it ends.
    """

    word: str
    start: int
    end: int


class _Table(dict[int, str]):
    """What each code point becomes, worked out when it is first met."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__()
        self.fold = fold

    def __missing__(self, code: int) -> str:
        folded = self.fold(chr(code))
        # A text made of every sign there is must not fill the memory.
        if len(self) < _MOST_REMEMBERED:
            self[code] = folded
        return folded


def _as_seen(character: str) -> str:
    if character in BLANKS:
        return " "
    category = unicodedata.category(character)
    if category in ("Cf", "Cs") or (category == "Cc" and not character.isspace()):
        return ""
    code = ord(character)
    return "" if any(first <= code <= last for first, last in _IGNORABLE) else character


def _as_letters(character: str) -> str:
    seen = _as_seen(character).lower()
    if seen.isascii():
        return seen
    category = unicodedata.category(character)
    if category in ("Mn", "Me"):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    parts = unicodedata.normalize("NFKD", character)
    if len(parts) > _LONGEST_EXPANSION:
        return character
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return "".join(_latin(part) for part in bare.casefold())


def _latin(character: str) -> str:
    """Return the Latin letter that a character looks like, or itself."""
    if character.isascii():
        return character
    if character in _ALIKE:
        return _ALIKE[character]
    # The capital often looks more like it: Unicode lists the Cyrillic capital ka as K, only.
    for form in (character, character.upper()):
        for other in confusables.confusables_data.get(form, ()):
            letter = other["c"]
            if len(letter) == 1 and letter.isascii() and letter.isalpha():
                return str(letter.lower())
    # ø, small capitals, letters in black squares: their names say which letter they are.
    named = _NAMED_LETTER.search(unicodedata.name(character, ""))
    return named[1].lower() if named else character


_VISIBLE = _Table(_as_seen)
_LETTERS = _Table(_as_letters)


def visible(text: str) -> str:
    """Return a text without the characters that nobody sees; fillers become blanks."""
    return text if text.isascii() and text.isprintable() else text.translate(_VISIBLE)


def has_visible_letter(text: str) -> bool:
    """Return whether anything in a text can be read as a letter."""
    return any(character.isalpha() for character in visible(text))


def skeleton(text: str) -> str:
    """Return a text in plain lower-case Latin letters, as far as it looks like them.

    Two texts with the same skeleton look alike: "Maya Оkafor" with a Cyrillic О, in full-width or
    in mathematical letters is "maya okafor". After UTS #39 (https://www.unicode.org/reports/tr39/),
    with case and accents off; blanks are single.
    """
    return " ".join(text.translate(_LETTERS).split())


def words(text: str) -> list[str]:
    """Return the bare lower-case words of a text.

    Apostrophes are dropped ("can’t" is "cant", as people type it), letters that are spaced or
    dotted out are joined ("k i l l", "s.u.i.c.i.d.e"), three and more of a letter are one, and
    digits and signs inside a word are the letters that they stand for ("unal1ve"); numbers stay
    numbers ("40 pills", "50mg", "988").
    """
    return [
        part for token in tokens(text) for part in plain_word(token.word).replace("*", " ").split()
    ]


def tokens(text: str) -> list[Token]:
    """Return the words of a text with their places in it, spaced letters joined.

    Digits and repeated letters are left as they are; see `plain_word`.
    """
    plain, places = folded(text)
    found = []
    for match in _WORD.finditer(plain):
        word = match[0].translate(_DROP_APOSTROPHES).replace("#", "*")
        found.append((word, match.start(), match.end()))
    joined = _join_spaced(plain, found)
    if places is None:
        return [Token(*each) for each in joined]
    return [Token(word, places[start], places[end - 1] + 1) for word, start, end in joined]


def plain_word(word: str) -> str:
    """Return a word with its repeats squeezed, and its digits as the letters they stand for."""
    if (
        not _SWAPPABLE.isdisjoint(word)
        and not _NUMBERED.fullmatch(word)
        and sum(map(str.isalpha, word)) > 1
    ):
        word = _EXCLAIMED.sub(" ", word).replace("11", "ll").translate(_SWAPS)
    return _REPEATED.sub(r"\1", word)


_DROP_APOSTROPHES = {ord(sign): None for sign in APOSTROPHES}


def folded(text: str) -> tuple[str, list[int] | None]:
    """Return a text folded, and for each character of it its place in the text if that moved."""
    text = _CAPITALS_AS_L.sub("ll", text)
    pieces = [_LETTERS[ord(character)] for character in text]
    plain = "".join(pieces)
    if len(plain) == len(text) and all(pieces):
        return plain, None
    return plain, [place for place, piece in enumerate(pieces) for _ in piece]


def _join_spaced(folded: str, found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Join runs of single letters with the same sign between them."""
    joined: list[tuple[str, int, int]] = []
    run: list[tuple[str, int, int]] = []
    gap = ""

    def close() -> None:
        if len(run) >= _LEAST_SPACED:
            joined.append(("".join(word for word, _, _ in run), run[0][1], run[-1][2]))
        else:
            joined.extend(run)
        run.clear()

    for each in found:
        word, start, _ = each
        if len(word) != 1 or (word.isdigit() and not run):
            close()
            joined.append(each)
            continue
        between = folded[run[-1][2] : start] if run else ""
        if run and (not _BETWEEN_LETTERS.fullmatch(between) or (gap and between != gap)):
            close()
            between = ""
        gap = between
        run.append(each)
    close()
    return joined
