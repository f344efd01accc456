"""`manage.py openapi_examples`: true answers of the API, as examples for its description."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from blog.models import BlogPostPage
from delivery.api import api
from delivery.api.tokens import issue
from delivery.models import PublishedDocument, Scope
from delivery.previews import make_token

SHOWN = 1  # items of each list: they show the shape, and all are of one
ADDRESS = "https://www.example.com"
SLUG = "is-ketamine-addictive-when-used-for-depression"
REPLY = {"name": "Ada", "email": "ada@example.com", "text": "Thank you, this helped."}


class Command(BaseCommand):
    """Prints what the API answers about the demo content, by operation.

    `manage.py demo; manage.py openapi_examples > delivery/api/examples.json` commits it. What it
    needs besides the demo content, it makes and rolls back.
    """

    help = "Print the examples of the API's description, from the demo content."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask and print.

        Raises:
            CommandError: when the demo content is missing or an operation does not succeed.
        """
        site = Site.objects.get(is_default_site=True)
        document = PublishedDocument.objects.public(site).filter(slug=SLUG).first()
        if document is None:
            raise CommandError("The demo content is missing. Run manage.py demo first.")
        with transaction.atomic():
            answers = _answers(document, site)
            transaction.set_rollback(True)
        text = json.dumps(answers, indent=1, ensure_ascii=False, sort_keys=True)
        self.stdout.write(text.replace(site.root_url, ADDRESS))


def _answers(document: PublishedDocument, site: Site) -> dict[str, Any]:
    _, token = issue(
        name="Examples", scopes=list(Scope.values), by=None, now=timezone.now(), expires_at=None
    )
    revision = BlogPostPage.objects.get(pk=document.page_id).latest_revision
    post = {"slug": document.slug}
    image = document.summary["image"]
    asked: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
        "listPosts": ({}, {}),
        "getPost": (post, {}),
        "listComments": (post, {}),
        "getByPath": ({}, {"path": document.path}),
        "listCategories": ({}, {}),
        "listTags": ({}, {}),
        "listPeople": ({}, {}),
        "getImage": ({"image_id": image["id"]}, {}),
        "getNavigation": ({}, {}),
        "getSettings": ({}, {}),
        "listRedirects": ({}, {}),
        "search": ({}, {"q": "ketamine"}),
        "listChanges": ({}, {}),
        "getPreview": ({}, {"token": make_token(revision)}),
        "getDraft": ({"page_id": document.page_id}, {}),
    }
    addresses = {
        operation["operationId"]: address
        for address, item in api.get_openapi_schema()["paths"].items()
        for operation in item.values()
    }
    client = Client(headers={"host": site.hostname, "authorization": f"Bearer {token}"})
    answers = {}
    for name, (path, query) in asked.items():
        answers[name] = _read(name, client.get(addresses[name].format(**path), query or None))
    address = addresses["postComment"].format(**post)
    answers["postComment"] = _read(
        "postComment", client.post(address, REPLY, content_type="application/json")
    )
    return answers


def _read(name: str, response: Any) -> Any:
    if response.status_code not in (200, 201, 202):
        raise CommandError(f"{name} answered {response.status_code}: {response.content.decode()}")
    return _shortened(response.json())


def _shortened(value: Any) -> Any:
    if isinstance(value, list):
        return [_shortened(item) for item in value[:SHOWN]]
    if isinstance(value, dict):
        return {key: _shortened(item) for key, item in value.items()}
    return value
