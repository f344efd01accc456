"""The spam classifier: learns from decisions, advises with a reason, holds what looks like spam."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import akismet
import pytest
from django.conf import settings as project_settings
from django.utils import timezone

from blog.models import BlogPostPage
from comments import akismet_check
from comments.classifiers import LEAST_DECISIONS, NaiveBayes, Opinion
from comments.models import ReaderComment, Status, Verdict
from core import outbox
from core.models import OutboxItem

Reply = Callable[..., ReaderComment]
GENUINE = "My sleep became better after therapy, number"
SPAM = "Casino bonus at https://casino.example now, number"


@pytest.fixture
def decisions(reply: Reply) -> None:
    for number in range(LEAST_DECISIONS):
        reply(f"{GENUINE} {number}", email=f"a{number}@example.com")
        email = f"s{number}@example.com"
        reply(f"{SPAM} {number}", email=email, status=Status.SPAM)
    assert NaiveBayes().train() == 2 * LEAST_DECISIONS


def test_it_has_no_opinion_before_it_learned(reply: Reply) -> None:
    assert reply("Casino bonus").verdict == Verdict.UNKNOWN
    assert NaiveBayes().train() == 1
    assert NaiveBayes().judge(name="Ada", text="Casino") == Opinion()


@pytest.mark.usefixtures("decisions")
def test_it_tells_spam_from_words_of_readers_and_says_why(reply: Reply) -> None:
    spam = reply("A bonus for you: https://casino.example/x", status=Status.PENDING)
    genuine = reply("My therapy made sleep better", status=Status.PENDING)

    assert spam.verdict == Verdict.SPAM
    assert "site casino.example" in spam.verdict_reason
    assert "The classifier takes it for spam." in spam.held_because
    assert (genuine.verdict, genuine.held_because) == (Verdict.HAM, "")
    assert "therapy" in genuine.verdict_reason


@pytest.mark.usefixtures("decisions")
def test_it_unlearns_what_was_decided_otherwise(reply: Reply) -> None:
    ReaderComment.objects.filter(status=Status.SPAM).update(status=Status.APPROVED)
    NaiveBayes().train()

    assert NaiveBayes().judge(name="Ada", text="Casino bonus").verdict == Verdict.UNKNOWN


@pytest.mark.usefixtures("decisions")
@pytest.mark.parametrize("text", ["", "http://[bad", "x" * 3000, "é " * 1000, ":replies", "\x00"])
def test_odd_text_is_judged_and_never_fails(text: str) -> None:
    assert NaiveBayes().judge(name="", text=text).verdict in Verdict.values


class AlwaysSpam:
    """A classifier of somebody else's."""

    def judge(self, *, name: str, text: str) -> Opinion:
        return Opinion(Verdict.SPAM, "It is always spam.")

    def train(self) -> int:
        return 0


def test_another_classifier_is_named_by_a_setting(reply: Reply, settings: Any) -> None:
    settings.COMMENTS_CLASSIFIER = f"{__name__}.AlwaysSpam"

    assert reply("Words", status=Status.PENDING).verdict_reason == "It is always spam."


class Answers:
    """The spam service, answering as told."""

    asked: list[dict[str, Any]]

    def __init__(self, answer: akismet.CheckResponse) -> None:
        self.answer = answer
        self.asked = []

    def __call__(self, config: akismet.Config) -> "Answers":
        assert config.key == "a-key"
        return self

    def __enter__(self) -> "Answers":
        return self

    def __exit__(self, *args: object) -> None:
        pass

    def comment_check(self, **values: Any) -> akismet.CheckResponse:
        self.asked.append(values)
        return self.answer


@pytest.fixture
def with_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_settings.ENVIRONMENT, "akismet_key", "a-key")


@pytest.mark.usefixtures("with_key")
def test_spam_service_is_asked_in_the_background_and_hides_what_it_takes_for_spam(
    reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        reply(f"Number {number}")
    service = Answers(akismet.CheckResponse.SPAM)
    monkeypatch.setattr(akismet_check.akismet, "SyncClient", service)
    outbox.work_off()
    before = len(service.asked)
    comment = reply("A fourth one", now=timezone.now() - timedelta(minutes=1))
    assert comment.status == Status.APPROVED

    outbox.work_off()

    comment.refresh_from_db()
    assert (comment.status, comment.held_because) == (Status.PENDING, "Akismet takes it for spam.")
    asked = service.asked[before:]
    assert [values["comment_content"] for values in asked] == ["A fourth one"]
    assert "ada@example.com" not in str(asked)
    assert asked[0]["user_ip"] == "192.0.2.1"


@pytest.mark.usefixtures("with_key")
def test_spam_service_that_is_down_is_asked_again(
    reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(config: akismet.Config) -> None:
        raise akismet.RequestError("down")

    monkeypatch.setattr(akismet_check.akismet, "SyncClient", fail)
    comment = reply("Words", status=Status.PENDING)

    outbox.work_off()

    item = OutboxItem.objects.get(key=f"classify:{comment.pk}")
    assert (item.last_error, item.done_at) == ("RequestError", None)


def test_without_a_key_nobody_is_asked(post: BlogPostPage, reply: Reply) -> None:
    reply("Words", status=Status.PENDING)

    assert not OutboxItem.objects.filter(kind="classify").exists()
