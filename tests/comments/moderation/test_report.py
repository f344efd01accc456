"""The report: how much, how fast, where."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import MODERATOR
from comments.models import ReaderComment, Status
from comments.services import set_status

Reply = Callable[..., ReaderComment]
REPORT = "/admin/reports/reader-comments/"


def test_report_counts_by_week_status_and_post(
    client: Client, reply: Reply, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(MODERATOR))
    assert "0 replies in the last 12 weeks" in client.get(REPORT).content.decode()
    now = timezone.now()
    approved = reply("One", status=Status.PENDING, now=now - timedelta(hours=10))
    set_status(comments=[approved], status=Status.APPROVED, by=None, now=now - timedelta(hours=6))
    reply("Two", status=Status.SPAM, now=now - timedelta(weeks=3))
    reply("Three", status=Status.SPAM, now=now - timedelta(weeks=13))

    text = client.get(REPORT).content.decode()

    assert "2 replies in the last 12 weeks, 0 of them with words of an emergency." in text
    assert "shown within 4.0 hours" in text
    assert "Sleep and mood</a>: 2" in text
    assert text.count('<tr><th scope="row">') == 12
    assert 'style="' not in text.split("By week")[1].split("By status")[0]
    assert REPORT in client.get("/admin/").content.decode()
