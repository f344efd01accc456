"""The log of log-ins: who tried, who came in, what was changed, and nobody's address."""

import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import EDITOR, MODERATOR
from blog.models import BlogPostPage
from cms.settings.logs import SecretAddresses, logging_for
from tests.accounts.second_step import CODE, LOG_IN, code_of, enrol, give_password

HERE = "192.0.2.77"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """What the log of log-ins gets from now on."""
    caplog.set_level(logging.INFO, "accounts.security")
    found: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(f"{record.levelname} {record.getMessage()}")

    handler = Keep()
    logger = logging.getLogger("accounts.security")
    logger.addHandler(handler)
    yield found
    logger.removeHandler(handler)


def names(lines: list[str]) -> list[str]:
    return [line.split()[1] for line in lines]


def test_log_ins_are_noted_without_an_address(
    make_user: Callable[..., User], lines: list[str]
) -> None:
    user = make_user(EDITOR, email="elena@example.com")
    client = Client(REMOTE_ADDR=HERE)
    for _ in range(6):
        client.post(LOG_IN, {"username": "elena@example.com", "password": "a wrong one"})
    other = Client(REMOTE_ADDR="198.51.100.1")
    other.post(LOG_IN, {"username": "elena@example.com", "password": "password"})
    other.post("/admin/logout/")

    assert names(lines) == ["log_in_failed"] * 5 + ["log_in_locked", "log_in", "log_out"]
    text = "\n".join(lines)
    for secret in ("elena", "example.com", "192.0.2", "198.51", "a wrong one", "password"):
        assert secret not in text.replace("password_", "")
    # The lines of one attack belong together.
    assert len(set(re.findall(r"account=(\w{12})", text))) == 1
    assert len(set(re.findall(r"network=(\w{12})", text))) == 2
    assert f"INFO log_in user={user.pk} network=" in text
    assert text.count("WARNING log_in_failed") == 5


def test_codes_are_noted(make_user: Callable[..., User], lines: list[str]) -> None:
    user = make_user(EDITOR)
    client = Client()
    give_password(client, user)
    device, _ = enrol(client)
    lines.clear()
    again = Client()
    give_password(again, user)
    again.post(CODE, {"code": "000000" if code_of(device) != "000000" else "111111"})

    assert names(lines) == ["password_accepted", "code_refused"]


def test_refused_pages_of_the_admin_are_noted(
    make_user: Callable[..., User], post: BlogPostPage, lines: list[str]
) -> None:
    client = Client(REMOTE_ADDR=HERE)
    user = make_user(MODERATOR)
    client.force_login(user)
    lines.clear()

    client.get("/admin/users/")
    client.get(f"/admin/pages/{post.pk}/edit/", headers={"X-Requested-With": "XMLHttpRequest"})
    client.get("/admin/")

    assert names(lines) == ["admin_refused", "admin_refused"]
    assert f"user={user.pk}" in lines[0]
    assert "path='/admin/users/'" in lines[0]


def test_a_line_cannot_be_forged(make_user: Callable[..., User], lines: list[str]) -> None:
    client = Client()
    client.force_login(make_user(MODERATOR))
    lines.clear()

    client.get("/admin/users/%0AINFO%20log_in%20user=1/")
    Client().post(LOG_IN, {"username": "a@b.c\nINFO log_in user=1", "password": "x"})

    assert all("\n" not in line for line in lines)


def test_log_lines_carry_their_time_zone_and_no_link_that_opens_something() -> None:
    config = logging_for("WARNING")
    line = config["formatters"]["line"]
    record = logging.LogRecord(
        "x", logging.INFO, "", 0, "Not Found: /admin/password_reset/confirm/MQ/abc-def/", (), None
    )
    SecretAddresses().filter(record)

    text = logging.Formatter(line["format"], line["datefmt"], line["style"]).format(record)

    assert datetime.fromisoformat(text.split()[0]).tzinfo is not None
    assert "abc-def" not in text
    # Who came in is kept however little else is.
    assert config["loggers"]["accounts.security"]["level"] == "INFO"
