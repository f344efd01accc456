"""The rules for replies: edited, exported and imported by a moderator."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from accounts.roles import MODERATOR
from comments.models import GateRule

RULES = "/admin/reply-rules/"


@pytest.fixture
def moderator(client: Client, site: object, make_user: Callable[..., User]) -> Client:
    client.force_login(make_user(MODERATOR))
    return client


def upload(client: Client, content: str | bytes) -> tuple[int, str]:
    data = content.encode() if isinstance(content, str) else content
    response = client.post(f"{RULES}import/", {"file": SimpleUploadedFile("rules.csv", data)})
    return response.status_code, response.content.decode()


def test_moderator_writes_a_rule(moderator: Client) -> None:
    rule = {"kind": "network", "pattern": "203.0.113.9/24", "action": "spam", "note": "Flood"}

    assert moderator.post(f"{RULES}new/", rule).status_code == 302

    assert GateRule.objects.get().pattern == "203.0.113.0/24"
    assert "Flood" in moderator.get(RULES).content.decode()


@pytest.mark.parametrize(
    ("kind", "pattern", "message"),
    [
        ("network", "203.0.113", "Enter a network such as"),
        ("link", "spam", "Enter a domain such as"),
        ("email", "a b.example", "Enter a domain such as"),
        ("words", "***", "Enter a word with a letter"),
    ],
)
def test_rule_that_can_never_apply_is_refused_at_its_field(
    moderator: Client, kind: str, pattern: str, message: str
) -> None:
    rule = {"kind": kind, "pattern": pattern, "action": "spam"}

    text = moderator.post(f"{RULES}new/", rule).content.decode()

    assert message in text
    assert f'value="{pattern}"' in text
    assert not GateRule.objects.exists()


def test_what_is_exported_can_be_imported(moderator: Client) -> None:
    GateRule.objects.create(kind="words", pattern="casino bonus", action="spam", note='a, "b"')
    GateRule.objects.create(kind="email", pattern="@spam.example", action="hold")
    export = b"".join(moderator.get(f"{RULES}?export=csv"))
    before = list(GateRule.objects.values_list("kind", "pattern", "action", "note"))
    GateRule.objects.all().delete()

    for _ in range(2):  # a second time changes nothing
        assert upload(moderator, export)[0] == 302

    assert list(GateRule.objects.values_list("kind", "pattern", "action", "note")) == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "empty"),
        ("a,b\n1,2\n", "The first line must name the columns"),
        ("kind,pattern,action\n", "The first line must name the columns"),
        ("kind,pattern,action\nwords,ok,hold\nword,x,hold\n", "Line 3: kind"),
        ("kind,pattern,action\nwords,,hold\n", "Line 2: pattern"),
        ("kind,pattern,action\nnetwork,x,hold\n", "Line 2: pattern: Enter a network"),
        ('kind,pattern,action\nwords,"x,hold\n', "no CSV file"),
        ("kind,pattern,action\nwords,a\x00b,hold\n", "null characters"),
        (b"\xff\xfe\x00", "UTF-8"),
        ("kind,pattern,action\n" + "words,x,hold\n" * 5001, "more than 5000"),
        ("x" * (1024 * 1024 + 1), "larger than 1 MB"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_faulty_file_names_the_line_and_nothing_is_stored(
    moderator: Client, content: str | bytes, message: str
) -> None:
    status, text = upload(moderator, content)

    assert status == 422
    assert message in text
    assert not GateRule.objects.exists()
