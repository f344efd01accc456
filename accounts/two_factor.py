"""Two-factor log-in: what is asked of whom, enrolment, codes. The devices are django-otp's."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import segno
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key
from wagtail.log_actions import log

from accounts import notices
from accounts.events import record
from accounts.models import TwoFactorSettings, User
from core.refusal import Refusal

APP = "Authenticator app"
BACK_UP = "Back-up codes"
BACK_UP_CODES = 10
DIGITS = 6


class CodeRefused(Refusal):
    """A code opens nothing.

    Args:
        message: what to do, for whoever typed it.
        wait_until: when the next code is looked at, where too many were wrong.
    """

    def __init__(self, message: str, *, wait_until: datetime | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.wait_until = wait_until

    @property
    def seconds(self) -> int | None:
        """How long to wait, in whole seconds."""
        if self.wait_until is None:
            return None
        return max(1, int((self.wait_until - timezone.now()) / timedelta(seconds=1)) + 1)


@dataclass(frozen=True)
class Standing:
    """Where a user stands with two-factor log-in.

    Args:
        is_enrolled: whether a device makes codes for them.
        is_required: whether their role must use it.
    """

    is_enrolled: bool
    is_required: bool

    @property
    def asks_for_more(self) -> bool:
        """Whether a password alone does not log this user in."""
        return self.is_enrolled or self.is_required


def standing(user: User) -> Standing:
    """Look up where a user stands, by one query."""
    by_role = TwoFactorSettings.groups.through.objects.filter(group__user=OuterRef("pk"))
    by_right = TwoFactorSettings.objects.filter(is_required_for_superusers=True)
    row = (
        User.objects.filter(pk=user.pk)
        .values_list(Exists(devices_of_outer_user()), Exists(by_role), Exists(by_right))
        .first()
    )
    is_enrolled, in_role, right = row or (False, False, False)
    return Standing(is_enrolled, in_role or (user.is_superuser and right))


def devices_of_outer_user() -> Any:
    """Return the devices of the user that a query is about, for `Exists`."""
    return TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)


def new_key() -> str:
    """Return a new secret, in hexadecimal digits."""
    return str(default_key())


def device_of_key(user: User, key: str) -> TOTPDevice:
    """Return the device, not stored yet, that a user's app becomes with this secret."""
    return TOTPDevice(user=user, name=APP, key=key)


def picture_of(device: TOTPDevice) -> str:
    """Return the QR code that an app reads, as a data address of an image."""
    # Dark on white whatever the admin's theme: not every camera reads it the other way round.
    return str(segno.make(device.config_url).svg_data_uri(scale=5, dark="#000", light="#fff"))


@transaction.atomic
def enrol(
    *, user: User, key: str, code: str, is_renewal: bool = False
) -> tuple[TOTPDevice, list[str]]:
    """Make codes part of a user's log-in; what they had before opens nothing any more.

    Args:
        user: whose log-in.
        key: the secret that their app was given.
        code: what the app shows, as a proof that it was.
        is_renewal: whether a device that they have may be replaced.

    Returns:
        The device, and the back-up codes, which are shown once.

    Raises:
        CodeRefused: when the code is not of this secret, or there is a device that may not be
            replaced. Nothing has changed then.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if not is_renewal and TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        raise CodeRefused("Two-factor log-in was set up meanwhile. Log in again with its code.")
    for devices in (TOTPDevice, StaticDevice):
        devices.objects.filter(user=user).delete()
    device = device_of_key(user, key)
    if not device.verify_token(_plain(code)):
        raise CodeRefused(
            "This is not the code of the app. Type the six digits that it shows now, and check "
            "that the clock of the device is right."
        )
    codes = make_back_up_codes(user=user)
    log(user, "accounts.enrol_two_factor", user=user)
    record("two_factor_on", user=user)
    notices.tell(user, notices.TWO_FACTOR_ON)
    return device, codes


@transaction.atomic
def make_back_up_codes(*, user: User) -> list[str]:
    """Make new back-up codes, each of which opens once; the old ones open nothing any more."""
    # The device stays: whoever logged in by one of its codes is logged in by it.
    device, _ = StaticDevice.objects.get_or_create(user=user, defaults={"name": BACK_UP})
    device.token_set.all().delete()
    codes = [StaticToken.random_token() for _ in range(BACK_UP_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    # In two groups of four: they are copied by hand.
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def back_up_codes_left(user: User) -> int:
    """Count the back-up codes that were not used."""
    return StaticToken.objects.filter(device__user=user).count()


def spend_code(*, user: User, code: str) -> Any:
    """Check a code of the app or a back-up code; it opens nothing a second time.

    Returns:
        The device that it is of.

    Raises:
        CodeRefused: when it is wrong, was used, or comes too soon after wrong ones.
    """
    plain = _plain(code)
    # By its form: a wrong code must not count against the device that nobody tried.
    is_of_app = len(plain) == DIGITS and plain.isdecimal()
    devices: Any = TOTPDevice if is_of_app else StaticDevice
    # Not inside `atomic` any longer than this: that a code was wrong has to be stored.
    with transaction.atomic():
        device = devices.objects.select_for_update().filter(user=user, confirmed=True).first()
        is_allowed, details = device.verify_is_allowed() if device else (True, {})
        is_right = bool(device and is_allowed and device.verify_token(plain))
    if not is_allowed:
        record("code_locked", user=user)
        raise CodeRefused(
            "Too many wrong codes. Wait a moment, then type a new one.",
            wait_until=details["locked_until"],
        )
    if not is_right:
        record("code_refused", user=user)
        raise CodeRefused(
            "This code is wrong or was used already. Type the six digits that the app shows now, "
            "or a back-up code."
        )
    return device


@transaction.atomic
def switch_off(*, user: User, by: User | None, action: str = "accounts.stop_two_factor") -> bool:
    """Take codes out of a user's log-in.

    Args:
        user: whose log-in.
        by: who does it; nobody, when it is done by a command.
        action: what the audit log calls it.

    Returns:
        Whether there was anything to take out.
    """
    count, _ = TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    if count:
        log(user, action, user=by)
        record("two_factor_off", user=user, by=by.pk if by else "command")
        notices.tell(user, notices.TWO_FACTOR_OFF)
    return bool(count)


def reset(*, user: User, by: User | None) -> bool:
    """Take codes out of the log-in of somebody who lost their device.

    Args:
        user: whose log-in.
        by: the administrator; nobody, when it is done by a command.

    Returns:
        Whether there was anything to take out.
    """
    return switch_off(user=user, by=by, action="accounts.reset_two_factor")


def _plain(code: str) -> str:
    """Return a code without what people put between its parts."""
    return "".join(code.split()).replace("-", "").lower()
