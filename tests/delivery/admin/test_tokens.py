"""API tokens, as an administrator manages them."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.models import User
from accounts.roles import ADMINISTRATOR, CLINICAL_REVIEWER, EDITOR, MODERATOR
from delivery.api.tokens import TokenRefused, authenticate, issue
from delivery.models import ApiToken

TOKENS = "/admin/content-api-tokens/"


@pytest.fixture
def administrator(client: Client, site: object, make_user: Callable[..., User]) -> Client:
    client.force_login(make_user(ADMINISTRATOR, first_name="Ada", last_name="Admin"))
    return client


def make(name: str = "App") -> tuple[ApiToken, str]:
    return issue(name=name, scopes=["read"], by=None, now=timezone.now())


def opens(text: str, scope: str) -> bool:
    request = RequestFactory().get("/", headers={"Authorization": f"Bearer {text}"})
    try:
        authenticate(request, scope, timezone.now())
    except TokenRefused:
        return False
    return True


def values(**changed: object) -> dict[str, object]:
    day = timezone.localdate() + timedelta(days=30)
    return {"name": "App", "scopes": ["read", "drafts"], "expires_at": day.isoformat()} | changed


def test_administrator_makes_a_token_that_is_shown_once(administrator: Client) -> None:
    form = administrator.get(f"{TOKENS}new/").content.decode()
    assert (timezone.localdate() + timedelta(days=365)).isoformat() in form

    response = administrator.post(f"{TOKENS}new/", values())

    found = re.search(r'value="(amz_[^"]+)"', response.content.decode())
    assert found
    assert "no-store" in response["Cache-Control"]
    assert opens(found[1], "drafts")
    assert not opens(found[1], "export")
    token = ApiToken.objects.get()
    listed = administrator.get(TOKENS).content.decode()
    inspected = administrator.get(f"{TOKENS}inspect/{token.pk}/").content.decode()
    for text in (listed, inspected, administrator.get(f"{TOKENS}new/").content.decode()):
        assert found[1] not in text
        assert token.token_hash not in text
    assert token.prefix in listed
    assert "Active" in listed
    assert "Ada Admin" in listed
    assert "Read published posts, Read drafts" in inspected


def test_last_day_is_one_on_which_the_token_works(administrator: Client) -> None:
    today = timezone.localdate()

    administrator.post(f"{TOKENS}new/", values(expires_at=today.isoformat()))

    ends = timezone.localtime(ApiToken.objects.get().expires_at)
    assert (ends.date(), ends.hour, ends.minute) == (today, 23, 59)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"expires_at": date(2020, 1, 1).isoformat()}, "Expires must be a day in the future"),
        ({"expires_at": ""}, "This field is required"),
        ({"expires_at": "tomorrow"}, "Enter a valid date"),
        ({"scopes": []}, "Choose at least one scope"),
        ({"scopes": ["write"]}, "Select a valid choice"),
        ({"name": ""}, "This field is required"),
        ({"name": "x" * 101}, "at most 100 characters"),
    ],
)
def test_faulty_token_is_refused_at_its_field(
    administrator: Client, changed: dict[str, object], message: str
) -> None:
    response = administrator.post(f"{TOKENS}new/", values(**changed))

    assert message in response.content.decode()
    assert not ApiToken.objects.exists()


def test_revoked_token_opens_nothing_and_stays_listed(administrator: Client) -> None:
    token, text = make()
    address = f"{TOKENS}delete/{token.pk}/"
    for page in (TOKENS, f"{TOKENS}inspect/{token.pk}/"):
        assert "Revoke" in administrator.get(page).content.decode()
    assert "Yes, revoke" in administrator.get(address).content.decode()
    assert opens(text, "read")

    response = administrator.post(address, follow=True)

    assert "is revoked" in response.content.decode()
    assert not opens(text, "read")
    listed = administrator.get(TOKENS).content.decode()
    assert "Revoked" in listed
    assert address not in listed
    assert "revoked" in administrator.get(f"{TOKENS}history/{token.pk}/").content.decode()


def test_list_is_narrowed_down_by_state(administrator: Client) -> None:
    make("Active app")
    revoked, _ = make("Revoked app")
    ApiToken.objects.filter(pk=revoked.pk).update(revoked_at=timezone.now())
    expired, _ = make("Expired app")
    ApiToken.objects.filter(pk=expired.pk).update(expires_at=timezone.now())

    for state in ("active", "revoked", "expired"):
        text = administrator.get(f"{TOKENS}results/", {"state": state}).content.decode()
        names = {name for name in ("Active", "Revoked", "Expired") if f"{name} app" in text}
        assert names == {state.title()}


def test_list_needs_the_same_queries_for_any_number_of_tokens(
    administrator: Client, make_user: Callable[..., User], count_queries: Callable[..., int]
) -> None:
    for number in range(50):
        issue(name=f"App {number}", scopes=["read"], by=make_user(), now=timezone.now())

    administrator.get(TOKENS)  # warms what is cached for each process
    assert count_queries(administrator.get, TOKENS) <= 15


@pytest.mark.parametrize("role", [EDITOR, CLINICAL_REVIEWER, MODERATOR])
def test_who_does_not_administrate_gets_none_of_the_addresses(
    client: Client, site: object, make_user: Callable[..., User], role: str
) -> None:
    token, text = make()
    client.force_login(make_user(role))

    for address in (
        TOKENS,
        f"{TOKENS}results/",
        f"{TOKENS}new/",
        *(
            f"{TOKENS}{view}/{token.pk}/"
            for view in ("inspect", "edit", "delete", "history", "usage")
        ),
    ):
        assert client.get(address).status_code == 302, address
        shown = client.get(address, follow=True).content.decode()
        assert "you do not have permission" in shown, address
        assert token.prefix not in shown
    client.post(f"{TOKENS}delete/{token.pk}/")
    client.post(f"{TOKENS}new/", values())
    assert opens(text, "read")
    assert ApiToken.objects.count() == 1


def test_token_can_not_be_given_more_than_it_was_made_for(administrator: Client) -> None:
    token, text = make()

    response = administrator.post(f"{TOKENS}edit/{token.pk}/", values(scopes=["export"]))

    assert response.status_code == 302
    assert not opens(text, "export")
