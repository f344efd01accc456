"""Numbers in running text become links; numbers that count or measure stay numbers."""

import time
from collections.abc import Callable

import html5lib
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from blog.models import BlogPostPage
from comments.models import Status
from comments.services import Author, post_comment, set_status
from home.models import FormPage, HomePage, OrganisationSettings
from home.phone_numbers import link_phone_numbers
from tests import factories

CALL_988 = ("tel:988", "988")
CALL_911 = ("tel:911", "911")
TEXT_988 = ("sms:988", "text")  # the word is the link

CALLED = {
    "Call 911 and stay with the person.": [CALL_911],
    "Call or text 988 at any time.": [TEXT_988, CALL_988],
    "In a crisis call or text 988; in an emergency call 911.": [TEXT_988, CALL_988, CALL_911],
    "text or call 988": [TEXT_988, CALL_988],
    "You can text 988.": [("sms:988", "988")],
    "Please call <b>988</b> now.": [CALL_988],
    "Call <strong>or</strong> text <em>988</em>": [TEXT_988, CALL_988],
    "call or text 988 at any time, or 911 in an emergency": [TEXT_988, CALL_988, CALL_911],
    "with 988, a clinician, or somebody they trust; ask them for help": [CALL_988],
    "988 is there at any hour when you need help.": [CALL_988],
    "The 988 Lifeline teaches five steps.": [CALL_988],
    "The 988 Suicide &amp; Crisis Lifeline": [CALL_988],
    "988 also talks with friends in a crisis.": [CALL_988],
    "and call 988 yourself for advice": [CALL_988],
    "Dial 911 immediately": [CALL_911],
    "In an emergency: 911.": [CALL_911],
    "Call&nbsp;988.": [CALL_988],
    "text HOME to 741741": [("sms:741741?&body=HOME", "741741")],
    "Text “HOME” to <b>741741</b>, free": [("sms:741741?&body=HOME", "741741")],
    "text the word HELLO to 741741": [("sms:741741?&body=HELLO", "741741")],
    "o envíe AYUDA al 988": [("sms:988?&body=AYUDA", "988")],
    "Llame al 988 y oprima el 2": [CALL_988],
    "call 988 and press 1, or text 838255": [CALL_988, ("sms:838255", "838255")],
    "Call us at (212) 639-9675.": [("tel:+12126399675", "(212) 639-9675")],
    "SAMHSA: 1-800-662-4357": [("tel:+18006624357", "1-800-662-4357")],
    "Text us at 212-639-9675": [("sms:+12126399675", "212-639-9675")],
    "Reach us on +1 555 010 0100 until six.": [("tel:+15550100100", "+1 555 010 0100")],
    "or (555) 010-0100": [("tel:+15550100100", "(555) 010-0100")],
    "or 555.010.0100": [("tel:+15550100100", "555.010.0100")],
}  # fmt: skip

COUNTED = (
    "In all, 988 people called for help.",
    "We called 988 patients in a crisis.",
    "988 mg of lithium in an emergency",
    "It costs $988 to call for help.",
    "In 1988 the first hotline opened.",
    "See p. 911 for help.",
    "pp. 911–920, on suicide",
    "Help for adults with suicidal thoughts (n = 988).",
    "of 988, half had suicidal thoughts",
    "suicidal thoughts were measured in 988.",
    "911 responders came to help",
    "in an emergency, after 911 calls",
    "Crisis 2019;109:988, 9.88, 98.8, 988.5 and 988,000",
    "10.1001/jama.988 and NCT00911988",
    "https://crisis.example/988/911",
    "The study had 988.",
    "988 were randomized to a call or a text",
    "988 children and a crisis &#988; &lt; 988",
    "a score of 7 and 741741 in all",
    "555 010 0199 is nobody's number",
    "123-456-7890",
)

LEFT_ALONE = (
    '<a href="/x/">Call 988</a>',
    '<a href="/x/">Call <b>988</b></a>',
    "<h2>What happens when I call 988?</h2>",
    "<h3>Call 911</h3>",
    "<code>call 988</code>",
    "<pre><b>call 988</b></pre>",
    "<details><summary>Call 988</summary></details>",
    "<button>Call 988</button>",
    "<textarea>call 988</textarea>",
    "<script>call 988</script>",
    '<img alt="call 988" title="a > b, call 988">',
    "<blockquote><p>call 988</p></blockquote>",
    "<div data-numbers-stay><div>call 988</div><p>call 911</p></div>",
    "<nav><p>call 988</p></nav>",
    "<!-- call 988 -->",
)


def links(html: str) -> list[tuple[str, str]]:
    found = BeautifulSoup(html, "html.parser").find_all("a", href=True)
    return [(link["href"], link.get_text()) for link in found]


@pytest.mark.parametrize("sentence", CALLED)
def test_number_that_is_called_or_texted_is_a_link(sentence: str) -> None:
    html = f"<p>{sentence}</p>"

    linked = link_phone_numbers(html, own_number="+1 555 010 0100")

    html5lib.HTMLParser(strict=True).parseFragment(linked)
    assert links(linked) == CALLED[sentence]
    before, after = (BeautifulSoup(text, "html.parser").get_text() for text in (html, linked))
    assert after == before


@pytest.mark.parametrize("sentence", COUNTED)
def test_number_that_counts_or_measures_stays_a_number(sentence: str) -> None:
    html = f"<p>{sentence}</p>"

    assert link_phone_numbers(html, own_number="+1 555 010 0100") == html


@pytest.mark.parametrize("html", LEFT_ALONE)
def test_what_cannot_hold_a_link_is_left_alone(html: str) -> None:
    assert link_phone_numbers(html) == html
    assert links(link_phone_numbers(f"{html}<p>Call 911.</p>"))[-1] == CALL_911


def test_sentence_does_not_go_on_into_the_next_block() -> None:
    html = "<p>Whom to call</p><p>988 came to the study</p>"

    assert link_phone_numbers(html) == html


def test_every_kind_of_page_links_the_numbers_of_its_text(
    client: Client, home: HomePage, make_post: Callable[..., BlogPostPage]
) -> None:
    OrganisationSettings.objects.create(site=home.get_site(), telephone="+1 555 010 0100")
    rich = "<p>Call 911, or us at 555 010 0100.</p>"
    plain = "In an emergency call 911, or us at 555 010 0100."
    post = make_post(summary=plain, body=[("introduction", {"text": rich})])
    factories.StandardPageFactory(
        parent=home,
        slug="policy",
        introduction=plain,
        body=[("text", {"heading": "A", "text": rich})],
    )
    form = FormPage(title="Contact", slug="contact", introduction=rich, thank_you_text=rich)
    home.add_child(instance=form)

    for address in (post.url, "/policy/", "/contact/", "/contact/?sent=1"):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        hrefs = [link["href"] for link in page.main.find_all("a", href=True)]
        assert "tel:911" in hrefs, address
        assert "tel:+15550100100" in hrefs, address


def test_what_readers_wrote_is_left_as_they_wrote_it(client: Client, post: BlogPostPage) -> None:
    comment = post_comment(
        page=post,
        author=Author(name="Ada", email="ada@example.com"),
        text="You can call 988 or (212) 639-9675.",
        now=factories.PUBLISHED,
        confirmed=True,
    )
    set_status(comments=[comment], status=Status.APPROVED, by=None, now=factories.PUBLISHED)

    page = BeautifulSoup(client.get(post.url).content, "html.parser")

    text = page.select_one(".comment-text")
    assert "call 988" in text.get_text()
    assert not text.find_all("a")


def test_replies_full_of_numbers_cost_no_more_than_others() -> None:
    reply = f"<article data-numbers-stay><p>{'call 988 ' * 300}</p></article>"
    html = f"<p>Call 911.</p>{reply * 200}"

    assert link_phone_numbers(html).count("<a ") == 1
    begun = time.perf_counter()
    link_phone_numbers(html)
    assert time.perf_counter() - begun < 0.5  # 0.01 s at rest; 2 s when each number is looked at
