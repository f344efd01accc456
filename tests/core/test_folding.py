"""Text as it is seen: what hides a word from a search is taken away, and quickly."""

import time

import pytest

from core.folding import has_visible_letter, skeleton, tokens, visible, words

INVISIBLE = [
    "\u00ad", "\u034f", "\u17b4", "\u180e", "\u200b", "\u200c", "\u200d", "\u200f", "\u202e",
    "\u2060", "\u2064", "\u2069", "\ufe0f", "\ufeff", "\U000e0041", "\U000e0100", "\x07",
]  # fmt: skip
BLANK = ["\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"]


@pytest.mark.parametrize("character", INVISIBLE, ids=ascii)
def test_invisible_characters_hide_no_word(character: str) -> None:
    assert visible(f"cas{character}ino") == "casino"
    assert words(f"cas{character}ino bonus") == ["casino", "bonus"]
    assert not has_visible_letter(character * 3)


@pytest.mark.parametrize("character", BLANK, ids=ascii)
def test_fillers_are_blanks_and_no_letters(character: str) -> None:
    assert visible(f"casino{character}bonus") == "casino bonus"
    assert words(f"casino{character}bonus") == ["casino", "bonus"]
    assert not has_visible_letter(character * 3)


@pytest.mark.parametrize("name", ["Ana", "Žofia", "李", "ㅤa"])
def test_names_of_any_script_have_a_visible_letter(name: str) -> None:
    assert has_visible_letter(name)


@pytest.mark.parametrize("name", ["", "  ", "•••", "12", "🙂", "\u2063\u2800"])
def test_signs_and_digits_are_no_letters(name: str) -> None:
    assert not has_visible_letter(name)


@pytest.mark.parametrize(
    "name",
    [
        "Maya Оkafor",  # its O is Cyrillic
        "Ｍａｙａ　Ｏｋａｆｏｒ",
        "𝐌𝐚𝐲𝐚 𝐎𝐤𝐚𝐟𝐨𝐫",
        "𝓜𝓪𝔂𝓪 𝓞𝓴𝓪𝓯𝓸𝓻",
        "ᴍᴀʏᴀ ᴏᴋᴀғᴏʀ",
        "🅼🅰🆈🅰 🅾🅺🅰🅵🅾🆁",
        "Ⓜⓐⓨⓐ Ⓞⓚⓐⓕⓞⓡ",
        "Máyà  Økâför",
        "Μауа Окаfоr",
        "ma\u00adya\u200b okafor",
        "MAYA\u2800OKAFOR",
    ],
)
def test_names_that_look_the_same_have_the_same_skeleton(name: str) -> None:
    assert skeleton(name) == "maya okafor"


def test_skeleton_leaves_other_scripts_to_be_told_apart() -> None:
    assert skeleton("李明") != skeleton("李華")
    assert skeleton("José") != skeleton("Josefa")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I CAN’T do this", "i cant do this"),
        ("k i l l  m y s e l f", "kill myself"),
        ("k.i.l.l  m-y-s-e-l-f now", "kill myself now"),
        ("s.u.i.c.i.d.e", "suicide"),
        ("s_u_i_c_i_d_e", "suicide"),
        ("k . i . l . l", "kill"),
        ("unal1ve $uicide @lone d1e d!e", "unalive suicide alone die die"),
        ("5uicide cas1no 0kafor", "suicide casino okafor"),
        ("diiiiie", "die"),
        ("кіll mуѕеlf", "kill myself"),
        ("Stop!Please", "stop please"),
        ("no quería vivir más", "no queria vivir mas"),
        ("I am a B", "i am a b"),
    ],
)
def test_words_are_the_ones_that_are_read(text: str, expected: str) -> None:
    assert " ".join(words(text)) == expected


@pytest.mark.parametrize(
    "text", ["40 pills", "988", "50mg", "5th", "b12", "10am", "3 4 5", "24/7", "1 2 3 4"]
)
def test_numbers_stay_numbers(text: str) -> None:
    assert "".join(words(text)) == text.replace(" ", "").replace("/", "")


def test_tokens_know_where_they_stand() -> None:
    text = "ﬁrst: I\u200b w a n t to k*ll"
    assert [(token.word, text[token.start : token.end]) for token in tokens(text)] == [
        ("first", "ﬁrst"),
        ("iwant", "I\u200b w a n t"),
        ("to", "to"),
        ("k*ll", "k*ll"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\u0301\u0316" * 1500,
        "a" + "\u0316\u0301" * 1499,
        "\ufdfa" * 3000,
        "a " * 1500,
        "a*" * 1500,
        "*" * 3000,
        "'" * 3000,
        "a!!" * 1000,
        "1a" * 1500,
        "각" * 3000,
        "".join(chr(code) for code in range(0x1000, 0x1000 + 3000)),
    ],
    ids=lambda text: ascii(text[:3]),
)
def test_hostile_texts_cost_no_time(text: str) -> None:
    started = time.process_time()
    words(text)
    skeleton(text)
    visible(text)
    assert time.process_time() - started < 0.1  # seconds; 2 to 20 ms on a slow core
