"""What requests may ask for; anything else is refused by its name."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from ninja import Schema
from pydantic import AwareDatetime, BeforeValidator, ConfigDict, Field
from wagtail.models import Site

from delivery.api import tokens
from delivery.http_problems import Refused
from delivery.published import schemas

SLUG = r"^[-\w]+$"
SIGNED = r"^[-A-Za-z0-9_.:]*$"  # what Django's signer writes
# No database stores a NUL; `NullCharacterMiddleware` refuses it before the parameters are read.
NO_NUL: Any = {"pattern": r"^[^\u0000]*$"}
# The errors that every address may answer, for OpenAPI.
PROBLEMS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 405, 415, 422, 429), schemas.Problem)
PathSlug = Annotated[str, Field(json_schema_extra={"pattern": r"^[^\u0000/]+$"})]


def optional(description: str, **limits: Any) -> Any:
    """Return a parameter that may be left out, which is not the same as null."""
    return Field(
        None,
        description=description,
        json_schema_extra=schemas.absent_by_default,
        **limits,
    )


class Parameters(Schema):
    """Parameters of a query; a subclass names them."""

    model_config = ConfigDict(extra="forbid")


class NoParameters(Parameters):
    """No parameters."""


class PageParameters(Parameters):
    """A part of a list."""

    limit: int = Field(20, ge=1, le=100, description="Entries in one answer.")
    cursor: str = optional("Where to go on, from `next`.", max_length=500, pattern=SIGNED)


def read_time(value: Any) -> Any:
    """Read a date as its first moment in the clinic's time zone, a time as it is.

    Raises:
        ValueError: saying what a date looks like.
    """
    if not isinstance(value, str):
        return value
    text = value if "T" in value or " " in value else f"{value}T00:00:00"
    try:
        moment = parse_datetime(text)
        if moment is not None:
            if timezone.is_naive(moment):
                moment = timezone.make_aware(moment)
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError("must be a date such as 2026-11-23 or 2026-11-23T12:00:00Z")


Time = Annotated[AwareDatetime, BeforeValidator(read_time)]


def names(allowed: tuple[str, ...], *, of: str) -> Any:
    """Return the type of a list of names, separated by commas.

    Args:
        allowed: the names.
        of: what they are, for the message.
    """

    def read(value: Any) -> Any:
        asked = [name for name in str(value).split(",") if name]
        for name in asked:
            if name not in allowed:
                raise ValueError(
                    f"There is no {of} “{name[:50]}”; allowed are: {', '.join(allowed)}."
                )
        return ",".join(asked)

    one = "|".join(re.escape(name) for name in allowed)
    return Annotated[
        str,
        BeforeValidator(read),
        Field(json_schema_extra={"pattern": f"^(({one})(,({one}))*)?$"}),
    ]


def check(
    request: HttpRequest, allowed: type[Schema] = NoParameters, *, scope: str = "read"
) -> None:
    """Refuse parameters that are unknown or given twice, and tokens that open nothing.

    Args:
        request: the request.
        allowed: the parameters that it may have.
        scope: what a token must open, when one is sent: anonymous reads need none.

    Raises:
        Refused: naming what is wrong, with what is allowed.
    """
    if "Authorization" in request.headers:
        authenticate(request, scope)
    known = ", ".join(allowed.model_fields) or "none"
    errors = [
        (name, f"This parameter is unknown; allowed are: {known}.")
        if name not in allowed.model_fields
        else (name, "This parameter is given twice; give it once.")
        for name, values in request.GET.lists()
        if name not in allowed.model_fields or len(values) > 1
    ]
    if errors:
        raise Refused(422, "Some parameters are unknown.", errors)


def authenticate(request: HttpRequest, scope: str) -> None:
    """Let a request pass that has a token for this.

    Raises:
        Refused: without one; 401 or 403.
    """
    try:
        tokens.authenticate(request, scope, timezone.now())
    except tokens.TokenRefused as refusal:
        headers = {"WWW-Authenticate": refusal.challenge}
        raise Refused(refusal.status, refusal.message, headers=headers) from None


def site_of(request: HttpRequest) -> Site:
    """Return the site that a request is for.

    Raises:
        Http404: when none answers to this host name.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site answers to this host name.")
    return site


def moment(value: datetime) -> str:
    """Return a time as documents hold it: ISO 8601, in UTC."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
