"""Two-factor log-in as a person goes through it: the app, the forms and the mail."""

import re
import time
from base64 import b32decode
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import TwoFactorSettings, User
from core.outbox import work_off

LOG_IN = "/admin/login/"
CODE = "/admin/login/code/"
SET_UP_FIRST = "/admin/login/set-up/"
OWN = "/admin/account/two-factor/"
SET_UP = "/admin/account/two-factor/set-up/"

Enrolled = tuple[User, TOTPDevice, list[str]]


def code_of(device: TOTPDevice, *, step: int = 0) -> str:
    """Return what the app shows now, or some half minutes later."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + step * device.step
    return f"{totp.token():06d}"


def device_on(page: str) -> TOTPDevice:
    """Return the device of an app that read the secret on a page."""
    found = re.search(r'id="two-factor-secret">([A-Z2-7 ]+)<', page)
    assert found
    return TOTPDevice(key=b32decode(found[1].replace(" ", "")).hex())


def enrol(client: Client, *, address: str = SET_UP) -> tuple[TOTPDevice, list[str]]:
    """Set it up by the form; return the app and the back-up codes."""
    device = device_on(client.get(address).content.decode())
    data = {"password": "password", "code": code_of(device)}
    response = client.post(address, data)
    assert response.status_code == 200
    codes = re.findall(r"<li>([a-z2-7]{4}-[a-z2-7]{4})</li>", response.content.decode())
    return device, codes


def give_password(client: Client, user: User, *, to: str = "", **more: str) -> str:
    """Log in by the form; return where that leads."""
    data = {"username": user.email, "password": "password", "next": to, **more}
    response = client.post(LOG_IN, data)
    assert response.status_code == 302
    return response["Location"]


def may_enter(client: Client) -> bool:
    return client.get("/admin/account/").status_code == 200


def require_for(*roles: str) -> None:
    TwoFactorSettings.load().groups.set(Group.objects.filter(name__in=roles))


def renew_password(client: Client, user: User, mailoutbox: list[Any], password: str) -> None:
    """Give somebody who lost their password a new one, by the mail that they ask for."""
    client.post("/admin/password_reset/", {"email": user.email})
    work_off()
    mails = [mail for mail in mailoutbox if mail.subject == "Choose a new password"]
    found = re.search(r"/admin/password_reset/confirm/\S+", mails[-1].body)
    assert found
    form = client.get(found[0])["Location"]
    client.post(form, {"new_password1": password, "new_password2": password})
    assert not may_enter(client)
