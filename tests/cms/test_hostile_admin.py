"""Every own address of the admin, asked for with what nobody types: answered, never by a 500."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from accounts.roles import ADMINISTRATOR, EDITOR, MODERATOR
from delivery.models import ApiToken, WebhookEndpoint
from tests import factories
from tests.accounts.admin_addresses import addresses

NUMBERS = ["0", "9" * 10, "9" * 19, "9" * 30, "9" * 5000]
LISTS = {
    EDITOR: (
        "/admin/reports/clinical-reviews/",
        "/admin/snippets/blog/problemreport/",
        "/admin/snippets/blog/source/",
        "/admin/snippets/blog/person/",
        "/admin/snippets/blog/category/",
        "/admin/snippets/blog/tag/",
        "/admin/snippets/choose/blog/source/",
    ),
    MODERATOR: ("/admin/reader-comments/", "/admin/reply-rules/"),
    ADMINISTRATOR: (
        "/admin/webhooks/",
        "/admin/webhook-deliveries/",
        "/admin/content-api-tokens/",
        "/admin/users/",
    ),
}
# Each asked for by itself: the answer to one keeps the view from looking at the next.
ALONE = ("p", "q", "ordering", "export")
FILTERS = (
    "state",
    "status",
    "category",
    "kind",
    "level_of_evidence",
    "withdrawn",
    "endpoint",
    "event_type",
    "page",
    "created_at_from",
    "posted_at_to",
    "is_active",
)
VALUES = ("'", "-1", "9" * 30, "1 OR 1=1", "²", "<script>", "a" * 5000, "__class__", "\ud83d")


class Numbered(dict[str, Any]):
    """The same number for each thing."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number

    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: str) -> str:
        if key.endswith(("app_name", "app_label")):
            return "blog"
        return "blogpostpage" if key.endswith("model_name") else self.number


@pytest.fixture
def boss(make_user: Callable[..., User]) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(make_user(is_superuser=True))
    return client


@pytest.mark.parametrize(
    "number",
    [
        # More than a database's integers hold: the one that failed most.
        pytest.param(number, marks=() if len(number) == 19 else pytest.mark.exhaustive)
        for number in NUMBERS
    ],
    ids=lambda number: f"{number[0]}-{len(number)}",
)
def test_number_of_nothing_is_not_found(boss: Client, site: object, number: str) -> None:
    wrong = []
    for address in addresses(Numbered(number), own_only=True):
        if "#" not in address.pattern:
            continue
        for method in ("get", "post", "head", "put"):
            with transaction.atomic():
                response = getattr(boss, method)(address.path)
                transaction.set_rollback(True)
            if response.status_code >= 500:
                wrong.append(f"{method} {address.pattern}: {response.status_code}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.exhaustive
@pytest.mark.parametrize("role", LISTS)
def test_filters_take_anything(site: object, make_user: Callable[..., User], role: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(make_user(role))
    factories.SourceFactory()
    wrong = []
    for address in LISTS[role]:
        for value in VALUES:
            for names in (FILTERS, *((name,) for name in ALONE)):
                query = urlencode(dict.fromkeys(names, value), errors="surrogatepass")
                with transaction.atomic():
                    response = client.get(f"{address}?{query}")
                    transaction.set_rollback(True)
                if response.status_code >= 500:
                    wrong.append(f"{address}?{query[:60]}: {response.status_code}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_next_leads_to_no_other_site(
    post: Any, make_user: Callable[..., User], target: str
) -> None:
    client = Client()
    client.force_login(make_user(ADMINISTRATOR))
    member = make_user(EDITOR)
    query = urlencode({"next": target, "id": member.pk})

    for address in (
        f"/admin/bulk/accounts/user/set_active_state/?{query}",
        f"/admin/users/edit/{member.pk}/?{query}",
        f"/admin/login/?{query}",
        f"/admin/login/code/?{query}",
        f"/admin/login/set-up/?{query}",
    ):
        data = {"mark_as_active": "True", "next": target}
        for response in (client.get(address), client.post(address, data)):
            assert not response.get("Location", "").startswith(target), address
            assert f'href="{target}"' not in response.content.decode(), address


def test_wrong_methods_make_nothing(boss: Client, site: object) -> None:
    for method in ("put", "patch", "delete", "options", "trace"):
        for address in ("/admin/webhooks/new/", "/admin/content-api-tokens/new/"):
            response = getattr(boss, method)(address)
            assert response.status_code in (200, 405)

    assert not ApiToken.objects.exists()
    assert not WebhookEndpoint.objects.exists()
