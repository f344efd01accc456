"""What is recognised, who is meant and when, what is denied; and that no text takes long."""

import random
import time

import pytest

from core.recognition import Level, Recognition, shipped_recogniser
from core.recognition.recogniser import LONGEST_TEXT

NONE, MENTION, CONCERN, EMERGENCY = Level


def look(text: str) -> Recognition:
    return shipped_recogniser().recognise(text)


# Of each group of patterns: what is true, and what is harmless.
KINDS = {
    "wish to be dead": (
        ["I wish I was dead", "i dont wanna wake up anymore", "no quiero vivir más"],
        ["I wish I was rich", "I don't want to wake up early", "no quiero vivir en la ciudad"],
    ),
    "suicidal thoughts": (
        ["I keep thinking about killing myself", "having suicidal thoughts", "kms"],
        ["I keep thinking about dinner", "SSRIs may cause suicidal thoughts", "I ran 12 kms"],
    ),
    "intent or plan": (
        ["I'm going to kill myself tonight", "me voy a matar hoy", "the rope is ready"],
        ["I'm going to kill the weeds tonight", "voy a matar el tiempo hoy", "dinner is ready"],
    ),
    "farewell or preparation": (
        ["goodbye everyone, this is my last post", "adiós a todos para siempre"],
        ["goodbye everyone, see you next week", "adiós a todos, nos vemos mañana"],
    ),
    "attempt or overdose": (
        [
            "I took 40 pills",
            "she swallowed a whole bottle of Tylenol",
            "me tomé todas las pastillas",
        ],
        ["I took 2 pills", "she swallowed a grape", "me tomé una pastilla"],
    ),
    "self-harm": (
        ["I cut myself last night", "she is cutting her arms", "me corto los brazos"],
        ["I cut myself shaving", "she is cutting her hair", "me corto el pelo"],
    ),
    "hopelessness or burden": (
        ["everyone would be better off without me", "I can't go on", "soy una carga para todos"],
        ["we are better off without cable", "I can't go on vacation", "la carga del camión"],
    ),
    "hidden danger": (
        ["I said I'm not suicidal but I lied", "I lied on the questionnaire"],
        ["I said I'm not hungry but I lied", "I laid the questionnaire on the table"],
    ),
    "somebody close in danger": (
        ["I'm scared my brother will hurt himself", "mi hijo se quiere matar"],
        ["I'm scared my brother will miss the bus", "mi hijo quiere comer"],
    ),
    "medical emergency": (
        ["he is not breathing", "having a seizure right now", "mi esposo no respira"],
        ["he is not eating out", "having a sandwich right now", "mi esposo no cocina"],
    ),
    "danger to others": (
        ["I am going to kill my boss", "voy a matar a mi jefe"],
        ["I am going to call my boss", "voy a llamar a mi jefe"],
    ),
    "violence against the writer or a child": (
        ["my boyfriend will kill me if I leave", "my stepdad hits me every night"],
        ["my wife will kill me if I forget the milk", "my stepdad hugs me every night"],
    ),
    "method": (
        ["how many pills does it take to die", "forma de morir sin dolor"],
        ["how many pills are in a bottle", "forma de dormir sin dolor"],
    ),
    "pact": (
        ["anyone want to die together", "busco pacto suicida"],
        ["anyone want to eat together", "busco pacto de paz"],
    ),
    "encouragement": (
        ["just kill yourself", "deberías matarte"],
        ["just call yourself", "deberías casarte"],
    ),
}


INTENTIONS = (
    "I'm going to {}",
    "I want to {}",
    "I've decided to {}",
    "I'm tempted to {}",
    "I tried to {}",
    "I need to {}",
    "I'm ready to {}",
)
ACTS = (
    "kill myself",
    "hang myself",
    "shoot myself",
    "drown myself",
    "overdose",
    "end my life",
    "jump off a bridge",
    "step in front of a bus",
    "slit my wrists",
    "take all my pills",
    "swallow a bottle of pills",
    "crash my car",
    "set myself on fire",
    "drink bleach",
    "starve myself",
)


@pytest.mark.parametrize("act", ACTS)
def test_every_act_is_recognised_with_every_intention(act: str) -> None:
    texts = [intention.format(act) for intention in INTENTIONS]

    assert [text for text in texts if look(text).level < CONCERN] == []


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, (true, _) in KINDS.items() for text in true]
)
def test_what_each_kind_of_danger_sounds_like(kind: str, text: str) -> None:
    found = look(text)

    assert found.level >= CONCERN
    assert kind in {sign.kind for sign in found.signs}


@pytest.mark.parametrize("text", [text for _, harmless in KINDS.values() for text in harmless])
def test_what_only_sounds_alike_raises_no_alarm(text: str) -> None:
    assert look(text).level <= MENTION


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("I wanted to die. Today I'm glad to be alive.", MENTION),
        ("I tried to kill myself in 2009.", MENTION),
        ("I tried to kill myself last night.", EMERGENCY),
        ("I am not suicidal.", MENTION),
        ("I don't think I want to die.", MENTION),
        ("I am not suicidal, I just want to die.", CONCERN),
        ("People who want to kill themselves need help.", MENTION),
        ("My sister wants to kill herself.", CONCERN),
        ("In the film the hero wants to kill himself.", MENTION),
        ("I read that patients want to die. So do I, I want to die.", CONCERN),
        ("I want to kill myself.", CONCERN),
        ("I will kill myself tonight.", EMERGENCY),
        ('The article says "I want to die" is a warning sign.', MENTION),
        ('He texted me "I want to die".', CONCERN),
        ("The suicide lifeline is 988.", NONE),
        ("A nice article.", NONE),
        ("", NONE),
    ],
)
def test_who_is_meant_and_when_decides_the_level(text: str, level: Level) -> None:
    assert look(text).level == level


@pytest.mark.parametrize(
    "text",
    [
        "I said I'm not suicidal but I lied",
        "I called the suicide hotline and nobody picked up, tonight I will do it",
        "I don't want to die but I see no other way",
        "The traffic was killing me and then I thought: I want to kill myself",
        "I am not suicidal. I want to hang myself.",
        "We watched Suicide Squad. I took 40 pills.",
        "Call 988 if you want to die. I did and I still want to end my life.",
        # "Now I" begins a recovery only with what is good.
        "I took 30 of them and now I'm scared",
    ],
)
def test_no_denial_figure_of_speech_or_information_silences_danger(text: str) -> None:
    assert look(text).level >= CONCERN


@pytest.mark.parametrize(
    "text",
    [
        "I want to k1ll mys3lf",
        "I want to k*ll myself",
        "i want to k i l l  m y s e l f",
        "I want to kіll mуself",  # with two Cyrillic letters
        "I wa\u200bnt to ki\u00adll my\u2060self",
        "Ｉ ｗａｎｔ ｔｏ ｋｉｌｌ ｍｙｓｅｌｆ",
        "iwanttokillmyself",
        "I want to kil myslef",
        "I want to kiiiill myself",
        "i wanna unal1ve myself",
        "thinking about sui cide again, suicde every day",
        "I want to k🔪ill my🔪self",
        "I wanna kiII myself",
        "I want to k|ll myself",
        "I want to k.ill myself",
        "I want to k¡ll myself",
        "w a n n a d i e",
    ],
)
def test_spelling_hides_nothing(text: str) -> None:
    assert look(text).level >= CONCERN


@pytest.mark.parametrize(
    "text",
    [
        "kys",
        "go kill yourself",
        "how many xanax to kill myself",
        "lets die together tonight",
        "what is the least painful way to die",
    ],
)
def test_methods_pacts_and_encouragement_are_harmful(text: str) -> None:
    assert look(text).is_harmful


@pytest.mark.parametrize(
    "text", ["I want to die", "my son took 40 pills", "How does ketamine work?"]
)
def test_distress_is_not_harmful(text: str) -> None:
    assert not look(text).is_harmful


@pytest.mark.parametrize(
    "text",
    [
        "I am 11 and I feel sad",
        "im 9",
        "I'm only twelve years old.",
        "I'm in 5th grade and nobody likes me",
        "I just turned 12 last week",
        "tengo 11 años y estoy triste",
        "soy una niña de 10 años",
        "voy en quinto de primaria",
    ],
)
def test_children_under_thirteen_are_recognised_by_what_they_say(text: str) -> None:
    assert look(text).is_child


@pytest.mark.parametrize(
    "text",
    [
        "My son is 11",
        "I am 13",
        "I am 45 years old",
        "I am 11 weeks pregnant",
        "I'm 10 days sober",
        "I'm 12 years clean",
        "I am 5 feet tall",
        "When I was 11 my father died",
        "I felt like I was 12 again",
        "I teach 5th grade",
        "mi hija tiene 11 años",
        "tengo 45 años",
    ],
)
def test_ages_of_others_and_other_numbers_make_nobody_a_child(text: str) -> None:
    assert not look(text).is_child


def test_the_reason_is_a_plain_line_with_the_words_that_matched() -> None:
    found = look("Hello. I just took 40 pills")

    assert found.reason == (
        "Emergency: says that an attempt was made or an overdose taken (“took 40 pills”)."
    )
    assert found.signs[0].words == "took 40 pills"


def test_language_is_told_from_the_small_words() -> None:
    assert look("no quiero vivir más en este mundo").language == "es"
    assert look("I do not want to live in this world").language == "en"


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert LONGEST_TEXT >= 3100
    assert look("good " * 619 + "I want to die").level == CONCERN
    assert look("good " * LONGEST_TEXT + "I want to die").level == NONE


HOSTILE = {
    "one sentence of everything": "i want to die not kill myself my pills tonight " * 85,
    "subjects": "i my me " * 500,
    "gaps": "took " * 800,
    "classes": "my best friend son wife " * 166,
    "one word": "killmyself" * 400,
    "glued": ("iwanttokillmyselftonight" + "x") * 160,
    "nearly": " ".join(f"suicid{letter}x" for letter in "abcdefghij") * 50,
    "stars": "k*ll " * 800,
    "spaced": "k i l l " * 500,
    "quotes": '"I want to die" ' * 250,
    "lines": "> a\n" * 1000,
    "marks": "a\u0301\u0316" * 1333,
    "ligatures": "\ufdfa" * 4000,
    "digits": "1l1i0o" * 660,
    "noise": "".join(random.Random(7).choices("abcdeiklmnostuy .,!*1", k=4000)),
}


@pytest.fixture(scope="module")
def ordinary() -> float:
    """How long an ordinary text of the same length takes, in seconds."""
    prose = (
        "My husband has been taking his new tablets for three weeks and sleeps better. "
        "The doctor said that we should wait and call if anything changes. "
    )
    return time_of((prose * 40)[:4000])


def time_of(text: str) -> float:
    """Return the best of three, in seconds of this process."""

    def once() -> float:
        started = time.process_time()
        look(text)
        return time.process_time() - started

    return min(once() for _ in range(3))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_no_time(name: str, ordinary: float) -> None:
    # Measured up to 5 times that; what grows with the square of the length takes hundreds.
    assert time_of(HOSTILE[name]) < 15 * ordinary


def test_random_texts_of_its_own_words_never_fail() -> None:
    chance = random.Random(16)
    words = sorted(shipped_recogniser().speller.vocabulary)
    for _ in range(150):
        look(" ".join(chance.choices([*words, ".", ",", '"', ">", "\n"], k=40)))
