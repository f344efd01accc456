"""Telephone numbers in running text as links, written when a page is rendered.

Who reads "call or text 988" on a phone can tap it. A number in a scientific sentence ("988
patients", "p. 911") stays what it is: of what could be either, only what somebody is asked to call
or text becomes a link.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

import phonenumbers
from django.utils.html import escape, format_html

from home.blocks import dialed, text_message

REGION = "US"
STAYS = "data-numbers-stay"  # an element with this attribute is left as it is

# A tag with its attributes, whose values may hold ">"; or a comment.
TAG = re.compile(
    r"""<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL
)
# Their content is no HTML.
RAW = {"script", "style", "textarea", "title"}
# No link stands in these, and headings are what the contents and the list of headings show.
LEFT = {
    *("a", "button", "summary", "label", "legend", "select", "option", "nav", "svg", "template"),
    *("code", "pre", "kbd", "samp", "sup", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"),
}
# They do not end a sentence.
INLINE = {
    *(
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
    ),
    *("mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
}

# Stands in the running text where a block begins or ends; no sentence goes on across it.
END = "\0"
SPACE = r"(?:\s|&nbsp;)"
# 988 and 911, and the short codes of five or six digits that only texts go to.
SHORT = re.compile(
    r"(?<![\w$€£#/.,:=+\-–−±~≈])(?P<number>988|911|\d{5,6})(?![\w%°/$€]|[.,:]\d|[-–−]\w)"
)
US_NUMBER = re.compile(
    r"(?<![\w$€£#/.,:=\-–−])"
    rf"(?P<number>(?:\+?1(?:{SPACE}|[.-]))?(?:\(\d{{3}}\){SPACE}?|\d{{3}}(?:{SPACE}|[.-]))"
    rf"\d{{3}}(?:{SPACE}|[.-])\d{{4}})"
    r"(?![\w%/]|[-–−]\w)"
)
# What asks for a call or a text, and the few words that may stand between it and the number.
ASKS = re.compile(
    r"\b(?P<verb>call(?:s|ed|ing)?|dial(?:s|ed|ing)?|phon(?:e|ing)|ring|contact(?:ing)?|"
    r"reach(?:ing)?|text(?:s|ed|ing)?|llam[ea]r?|marque|marcar?)"
    rf"(?:{SPACE}+(?:us|them|me|at|on|to|the|al|el|or|and|o|y|a|call|dial|text|chat|message|now|"
    r"our|clinic|office|lifeline|first|free|mensaje|988,?|911,?|pr:),?)*"
    rf"{SPACE}+[“\"(]?$",
    re.IGNORECASE,
)
BOTH = re.compile(
    rf"\b(?:call{SPACE}+or{SPACE}+(?P<after>text)|(?P<before>text){SPACE}+or{SPACE}+call){SPACE}+$",
    re.IGNORECASE,
)
# "text HOME to 741741", "envíe AYUDA al 988": the word is in capitals or quoted.
WORD = re.compile(
    rf"\b(?:[Tt]ext(?:ing)?|[Ss]end|[Ee]nv[ií][ea]r?|[Mm]and[ea]r?)(?:{SPACE}+the{SPACE}+word)?{SPACE}+"
    r"(?:[“\"‘]|&quot;|&#x27;)?(?P<word>[A-ZÁÉÍÓÚÑ]{2,20}|(?<=[“\"‘;])\w{2,20})(?:[”\"’]|&quot;|&#x27;)?"
    rf"{SPACE}+(?:to|al|a){SPACE}+$"
)
ONLY_TEXT = re.compile(
    rf"\btext(?:s|ed|ing)?(?:{SPACE}+(?:us|at|to|on|the))*{SPACE}+$", re.IGNORECASE
)
# What a number counts: then it is none that is called.
COUNTED = re.compile(
    rf"{SPACE}+(?:(?!(?:is|has|was|always|us|unless|this|does|plus|las|los|sus)\b)[a-zñ]+s\b|people|men|women|"
    r"children|(?:m|k|µ|n)?(?:g|l|mol|m)\b|ml\b|mmhg|percent|per\b|[cm]m\b|kcal)",
    re.IGNORECASE,
)
LIFELINE = re.compile(
    rf"{SPACE}+(?:Suicide{SPACE}+(?:&amp;|and){SPACE}+Crisis{SPACE}+|Crisis{SPACE}+)?Lifeline\b"
)
# What goes on about a number that is called, where nothing before it asks for that.
GOES_ON = re.compile(
    rf"{SPACE}*(?:[.,;:!?)”\0]|—|–|$)|{SPACE}+(?:is|are|can|will|also|at|any|anytime|day|for|if|when|"
    r"talks?|answers?|works?|helps?|now|first|yourself|today|tonight|immediately|right|"
    rf"in{SPACE}+(?:an?{SPACE}+)?(?:emergency|crisis|danger|the{SPACE}+United{SPACE}+States)|"
    rf"(?:and|or|y|o){SPACE}+(?:call|text|dial|go|chat|ask|988|911))\b",
    re.IGNORECASE,
)
# What comes before a number that counts, measures or names a page.
MEASURES = re.compile(
    rf"(?:\b(?:of|in|about|around|than|over|under|nearly|almost|only|least|most|total|page|pages|pp?\.?|no\.?|"
    rf"number|n|year|since|until|between|from|included|enrolled|analy[sz]ed|randomi[sz]ed)|"
    rf"[=<>±≈~≥≤×]|&[lg]t;){SPACE}*$",
    re.IGNORECASE,
)
CARES = re.compile(
    r"crisis|lifeline|hotline|suicid|emergenc|danger|help|ayuda|\bcall|\btext|\bdial", re.IGNORECASE
)
CANDIDATE = re.compile(rf"988|911|\d{{5}}|\d{{3}}(?:{SPACE}|[.)-]){{1,2}}\d")
BEFORE, AFTER = 80, 60  # characters that are looked at around a number
SENTENCES = 300  # characters of its block, on each side, that may say that it is about a crisis


@dataclass
class Piece:
    """A stretch of text between two tags.

    Args:
        text: as it stands in the HTML; none where a block begins or ends.
        read: its part of the running text, in which numbers are looked for.
        start: where that begins.
        may_link: whether a link may stand here.
        links: (start, end, link) within it, in their order.
    """

    text: str
    read: str
    start: int
    may_link: bool
    links: list[tuple[int, int, str]] = field(default_factory=list)

    def linked(self) -> str:
        """Return the text with its links."""
        parts, done = [], 0
        for start, end, link in sorted(self.links):
            parts += [self.text[done:start], link]
            done = end
        return "".join([*parts, self.text[done:]])


def link_phone_numbers(html: str, *, own_number: str = "") -> str:
    """Return HTML with the telephone numbers of its running text as links.

    Linked are 988 and 911 where somebody is asked to call or text them, other numbers of the
    United States as their carriers know them, the clinic's own, and the short codes that a text
    goes to, with its word. Attributes, links, headings, code, quotations and what stands below
    `data-numbers-stay` are left alone.

    Args:
        html: well-formed HTML, as templates write it.
        own_number: the clinic's telephone; it is linked though no carrier may know it.
    """
    # Most pages have none: then a look at their text is all that it costs.
    if not CANDIDATE.search(TAG.sub("", html)):
        return html
    parts = list(_parts(html))
    pieces = [part for part in parts if isinstance(part, Piece)]
    running = "".join(piece.read for piece in pieces)
    starts = [piece.start for piece in pieces]
    for start, end, link in _links(running, own_number):
        piece = pieces[bisect_right(starts, start) - 1]
        start, end = start - piece.start, end - piece.start
        if piece.may_link and end <= len(piece.text):
            piece.links.append((start, end, link))
    return "".join(part.linked() if isinstance(part, Piece) else part for part in parts)


def _parts(html: str) -> Iterator[Piece | str]:
    """Yield tags as they are, and pieces of text between them."""
    done = length = 0
    leaving, depth = "", 0  # the element that is left alone, and how often it stands in itself
    for tag in TAG.finditer(html):
        if tag.start() < done:
            continue  # in raw text
        if text := html[done : tag.start()]:
            read = text if not leaving or leaving in INLINE else END
            yield Piece(text, read, length, may_link=not leaving)
            length += len(read)
        done = tag.end()
        yield tag[0]
        name = (tag["name"] or "").lower()
        if not name:
            continue
        if name not in INLINE:
            yield Piece("", END, length, may_link=False)
            length += len(END)
        if leaving:
            if name == leaving and not tag[0].endswith("/>"):
                depth += -1 if tag["end"] else 1
                leaving = leaving if depth else ""
        elif not tag["end"] and (name in LEFT or STAYS in tag[0]):
            leaving, depth = name, 1
        if name in RAW and not tag["end"]:
            close = html.lower().find(f"</{name}", done)
            close = len(html) if close < 0 else close
            yield html[done:close]
            done = close
    if text := html[done:]:
        yield Piece(text, text, length, may_link=not leaving)


def _links(running: str, own_number: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, link) of what is linked in running text, in no order."""
    for number in SHORT.finditer(running):
        start, end = number.span()
        before, after = running[max(0, start - BEFORE) : start], running[end : end + AFTER]
        before = before.rpartition(END)[2]
        code = number["number"]
        if word := WORD.search(before):
            yield start, end, _link(text_message(code, word["word"]), code)
        elif ONLY_TEXT.search(before) and not BOTH.search(before):
            if not COUNTED.match(after):
                yield start, end, _link(text_message(code), code)
        elif len(code) == 3 and _is_called(code, before, after, running, start):
            yield start, end, _link(f"tel:{code}", code)
            if code != "911" and (both := BOTH.search(before)):
                # Texting is a tap of its own for who cannot or would rather not speak.
                which = "after" if both["after"] else "before"
                offset = start - len(before)
                link = format_html(
                    '<a href="{}" aria-label="Text {}">{}</a>',
                    text_message(code),
                    code,
                    both[which],
                )
                yield offset + both.start(which), offset + both.end(which), link
    for start, end, href in _long_numbers(running, own_number):
        before = running[max(0, start - BEFORE) : start].rpartition(END)[2]
        if ONLY_TEXT.search(before) and not BOTH.search(before):
            href = text_message(href.removeprefix("tel:"))
        yield start, end, f'<a href="{escape(href)}">{running[start:end]}</a>'


def _is_called(code: str, before: str, after: str, running: str, start: int) -> bool:
    """Return whether 988 or 911 is a telephone number here."""
    if COUNTED.match(after):
        return False
    if ASKS.search(before):
        return True
    if MEASURES.search(before):
        return False
    if code == "988" and LIFELINE.match(after):
        return True
    if not GOES_ON.match(after):
        return False
    around = running[max(0, start - SENTENCES) : start + SENTENCES]
    before, after = around[: min(start, SENTENCES)], around[min(start, SENTENCES) :]
    return bool(CARES.search(before.rpartition(END)[2] + after.partition(END)[0]))


def _long_numbers(running: str, own_number: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, href) of the clinic's number and of other ones that are valid."""
    taken = set()
    if own := dialed(own_number).lstrip("+"):
        gap = rf"(?:{SPACE}|[().-]){{0,2}}"
        # Within the country its code may be left out.
        national = own.removeprefix("1") if len(own) == 11 else own
        country = rf"(?:\+?1{gap})?" if len(own) == 11 else r"\+?"
        pattern = re.compile(rf"(?<![\w+]){country}\(?{gap.join(national)}(?!\w)")
        for match in pattern.finditer(running):
            taken.add(match.end())
            yield *match.span(), f"tel:{dialed(own_number)}"
    for match in US_NUMBER.finditer(running):
        parsed = phonenumbers.parse(match["number"].replace("&nbsp;", " "), REGION)
        if match.end() not in taken and phonenumbers.is_valid_number(parsed):
            form = phonenumbers.PhoneNumberFormat.E164
            yield *match.span(), f"tel:{phonenumbers.format_number(parsed, form)}"


def _link(href: str, words: str) -> str:
    return format_html('<a href="{}">{}</a>', href, words)
