"""An editor, without and with two-factor log-in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from accounts.roles import EDITOR
from tests.accounts.second_step import enrol, give_password

MakeUser = Callable[..., User]


@pytest.fixture(autouse=True)
def _steady_clock(settings: Any) -> None:
    """Learn no clock's drift from a test that waits at the end of a half minute."""
    settings.OTP_TOTP_SYNC = False


@pytest.fixture
def editor(make_user: MakeUser) -> User:
    return make_user(EDITOR, email="elena@example.com")


@pytest.fixture
def enrolled(editor: User) -> tuple[User, TOTPDevice, list[str]]:
    """An editor with two-factor log-in, the app, and the back-up codes."""
    client = Client()
    give_password(client, editor)
    return (editor, *enrol(client))
