"""What a writer may not want the whole world to know: found, and masked on request."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

REGION = "US"  # how numbers without a country code are read
MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}"
    rf"|(?:{MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTHS})\.?,? (?:19|20)\d{{2}})"
)
EMAIL = re.compile(
    r"[\w.+-]{1,64} ?(?:@|\(at\)|\[at\]) ?"
    r"[\w-]{1,63}(?:(?:\.| ?\(dot\) ?| ?\[dot\] ?)[\w-]{1,63}){1,5}",
    re.IGNORECASE,
)
# A date alone is seldom a birthday in a reply about treatment; the word beside it makes it one.
BIRTH = re.compile(
    rf"(?:\bborn(?: on)?|\bd\.?o\.?b\.?|\bdate of birth|\bbirth ?(?:day|date))"
    rf"(?: is| was|:|,)? {{0,3}}({DATE})",
    re.IGNORECASE,
)
RECORD = re.compile(
    r"(?:\bmrn|\b(?:medical |patient |chart |health )?record (?:number|no\.?|#)"
    r"|\b(?:patient|member|insurance|policy|case) (?:id|number|no\.?|#)|\bssn"
    r"|\bsocial security(?: number)?)"
    r"(?: is|:|,)? {0,3}#?([a-z]{0,3}-?\d[\d-]{3,18})",
    re.IGNORECASE,
)
# A number, one to four words and a kind of street, as the US Postal Service abbreviates them
# (Publication 28, appendix C1).
STREET = re.compile(
    r"\b\d{1,6}[a-z]? (?:(?:[nsew]\.?|north|south|east|west) )?(?:[\w'’-]{1,30} ){1,3}"
    r"(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct|circle|cir|place|pl|"
    r"terrace|ter|parkway|pkwy|highway|hwy|way|square|sq)\b\.?",
    re.IGNORECASE,
)
# Words that stand between a number and "way" or "place" where no address is meant: "2 days on the
# way", "1 pill in place of".
NO_STREET = re.compile(
    r"\b(?:mg|mcg|ml|pills?|tablets?|days?|weeks?|months?|years?|hours?|minutes?|times?|sessions?|"
    r"people|patients?|percent|and|or|of|the|in|a|to|is|was|for|per|on|at)\b",
    re.IGNORECASE,
)
SOCIAL_SECURITY = re.compile(r"(?<!\d)\d{3}[- ]\d{2}[- ]\d{4}(?!\d)")
# US telephone numbers as people write them where the carriers' rules see none.
DISGUISED_PHONE = re.compile(
    r"(?<![\w.])\(?[2-9]\d{2}\)?[·_*\s./-]{1,3}\d{3}[·_*\s./-]{1,3}\d{4}(?!\w)"
)
POST_BOX = re.compile(r"\bP\.? ?O\.? ?Box \d{1,6}\b", re.IGNORECASE)
SPANISH_DATE = (
    r"\d{1,2}(?: de)? (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|"
    r"noviembre|diciembre)(?: de| del)? (?:19|20)\d{2}"
)
SPANISH_BIRTH = re.compile(
    r"(?:\bnac(?:í|i|ió|io|ida|ido)|\bfecha de nacimiento)(?: el| es|:)? {0,3}"
    rf"({SPANISH_DATE}|{DATE})",
    re.IGNORECASE,
)


# Area codes of numbers that cost nothing and are nobody's own.
TOLL_FREE = ("800", "833", "844", "855", "866", "877", "888")


@dataclass(frozen=True)
class Finding:
    """A piece of text that identifies somebody.

    Args:
        kind: what it is, in words for its writer.
        start: where it begins in the text, in characters.
        end: where it ends.
    """

    kind: str
    start: int
    end: int


def find(text: str) -> list[Finding]:
    """Return what in a text identifies somebody, in its order and without overlaps."""
    found: list[Finding] = []
    for finding in sorted(_candidates(text), key=lambda item: (item.start, -item.end)):
        if not found or finding.start >= found[-1].end:
            found.append(finding)
    return found


def mask(text: str) -> str:
    """Return the text with each finding replaced by what it is, in brackets."""
    for finding in reversed(find(text)):
        text = f"{text[: finding.start]}[{finding.kind}]{text[finding.end :]}"
    return text


def _candidates(text: str) -> Iterator[Finding]:
    for match in EMAIL.finditer(text):
        yield Finding("e-mail address", *match.span())
    for match in BIRTH.finditer(text):
        yield Finding("date of birth", *match.span(1))
    for match in RECORD.finditer(text):
        yield Finding("record number", *match.span(1))
    for match in SPANISH_BIRTH.finditer(text):
        yield Finding("date of birth", *match.span(1))
    for match in POST_BOX.finditer(text):
        yield Finding("street address", *match.span())
    for match in DISGUISED_PHONE.finditer(text):
        if not re.sub(r"\D", "", match[0]).startswith(TOLL_FREE):
            yield Finding("phone number", *match.span())
    for match in SOCIAL_SECURITY.finditer(text):
        yield Finding("record number", *match.span())
    for match in STREET.finditer(text):
        if not NO_STREET.search(match[0]):
            yield Finding("street address", *match.span())
    for number in phonenumbers.PhoneNumberMatcher(text, REGION):
        # Hotlines are what people should pass on: toll-free numbers are nobody's own.
        kind = phonenumbers.number_type(number.number)
        if kind != phonenumbers.PhoneNumberType.TOLL_FREE:
            yield Finding("phone number", number.start, number.end)
