"""What is answered to whoever posts a reply: what became of it, and where to turn in a crisis."""

import json
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema
from pydantic import Field
from wagtail.models import Site

from comments.models import CommentSettings, Danger, ReaderComment, Status
from comments.services import Author, Sending, ends_of, keep_refused, open_page
from core.hashes import token_hash
from core.network import network_of
from core.recognition import Level, recognise
from delivery.api.answers import as_json, private
from delivery.api.parameters import site_of
from delivery.api.posts import find
from delivery.published import schemas
from home.crisis import LinkKind, crisis_resources


class CrisisLink(Schema):
    """A way to reach a crisis resource."""

    kind: Literal[tuple(LinkKind)] = Field(  # type: ignore[valid-type]
        description="What it lets somebody do."
    )
    text: str
    href: str = Field(description="`tel:`, `sms:`, `https:` or `mailto:`.")


class CrisisHelp(Schema):
    """Somewhere to turn in a crisis."""

    name: str
    text: str = Field(description="When and how to reach it: a plain sentence.")
    language: str = Field(description="A tag of BCP 47.")
    links: list[CrisisLink]


class CommentReceipt(Schema):
    """What became of a reply. Show its writer the crisis resources, whatever they wrote."""

    id: int
    status: Literal["unconfirmed", "pending", "approved"] = Field(
        description="`unconfirmed` until its writer follows the mailed link, `pending` until a "
        "moderator decides."
    )
    message: str = Field(description="To be shown to its writer.")
    speaks_of_danger: bool = Field(
        description="Whether its words were recognized as those of somebody in danger: then show "
        "the crisis resources before anything else. False does not mean that anybody is safe."
    )
    crisis_resources: list[CrisisHelp]
    personal_data: list[str] = Field(
        description="Kinds of personal data that the reply was held for, such as `phone number`; "
        "ask its writer whether the whole world may know."
    )


class CommentProblem(schemas.Problem):
    """Why a reply was not taken. What speaks of danger is kept for the moderators all the same."""

    speaks_of_danger: bool
    crisis_resources: list[CrisisHelp]


def receipt(comment: ReaderComment, site: Site) -> Any:
    """Answer a reply that was stored."""
    messages = {
        Status.UNCONFIRMED: "Thank you. Please follow the link that we mailed to you.",
        Status.APPROVED: "Thank you. Your reply is on the page.",
    }
    is_shown = comment.status == Status.APPROVED
    confirms = CommentSettings.for_site(site).confirm_email
    told = comment.status_told(confirms=confirms)
    status = told if told in messages else Status.PENDING
    body = {
        "id": comment.pk,
        "status": str(status),
        "message": messages.get(
            Status(status), "Thank you. A person on our team reads it before it is shown."
        ),
        "personal_data": sorted(comment.personal),
        "speaks_of_danger": comment.danger >= Danger.CONCERN,
        "crisis_resources": _resources(site),
    }
    return private(as_json(body, status=201 if is_shown else 202))


def help_for(site: Site, text: str) -> dict[str, Any]:
    """Return what a refusal says beside its reason: its writer may need help all the more."""
    return {
        "speaks_of_danger": recognise(text).level >= Level.CONCERN,
        "crisis_resources": _resources(site),
    }


def _resources(site: Site) -> list[dict[str, Any]]:
    return [
        {
            "name": resource.name,
            "text": resource.text,
            "language": resource.language,
            "links": [
                {"kind": str(link.kind), "text": link.text, "href": link.href}
                for link in resource.links
            ],
        }
        for resource in crisis_resources(site)
    ]


def keep_unread(request: HttpRequest) -> dict[str, Any]:
    """Look at a reply that was refused before the write service saw it, and keep what is urgent.

    A field that is missing, too long or unknown, broken JSON, a key that named another reply:
    whatever it is, nobody in danger is lost for it.

    Returns:
        What the problem says beside its reason; empty when it is about no reply.
    """
    match = request.resolver_match
    if request.method != "POST" or match is None or match.url_name != "listComments":
        return {}
    site = site_of(request)
    page = open_page(find(match.kwargs["slug"], site).page_id)
    if page is None:
        return {}
    name, text = _lenient(request.body)
    keep_refused(
        page=page,
        author=Author(name=name, email=""),
        text=text,
        why="the request was not as the API describes it",
        now=timezone.now(),
        sending=Sending(
            network=network_of(request), kept_name=token_hash(f"kept api {page.pk} {text}")
        ),
    )
    return help_for(site, f"{name}\n{ends_of(text)}")


def _lenient(body: bytes) -> tuple[str, str]:
    """Return name and text of a body that need not be what is described."""
    raw = body.decode(errors="replace")
    try:
        sent = json.loads(raw)
    except ValueError:
        return "", raw
    if not isinstance(sent, dict):
        return "", raw
    return str(sent.get("name") or ""), str(sent.get("text") or "")
