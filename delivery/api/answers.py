"""Answers that can be cached: validators first, and a body only when it is needed."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

# A shared cache keeps an answer for a minute and shows an old one for a day while it asks anew; it
# may also empty what a Surrogate-Key names. A consumer's own cache asks each time, for a 304.
CACHE_CONTROL = "public, max-age=0, s-maxage=60, stale-while-revalidate=86400"


def answer(
    request: HttpRequest,
    build: Callable[[], Any],
    *,
    state: Iterable[Any],
    modified: datetime | None = None,
    surrogate_keys: Iterable[str] = (),
    as_response: Callable[[Any], HttpResponse] | None = None,
) -> HttpResponse:
    """Answer with what is built, or with 304 when the consumer has it already.

    Args:
        request: the request.
        build: returns the answer; not called for a 304.
        state: all that the answer follows from, beside the address.
        modified: when it last changed.
        surrogate_keys: what it shows, for caches that empty by key.
        as_response: makes a response of what was built; JSON without it.
    """
    text = "\n".join([request.get_full_path(), *(str(item) for item in state)])
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:40]}"'
    stamp = int(modified.timestamp()) if modified else None
    response = get_conditional_response(request, etag=etag, last_modified=stamp)
    if response is None:
        built = build()
        response = as_response(built) if as_response else as_json(built)
    response["ETag"] = etag
    if stamp:
        response["Last-Modified"] = http_date(stamp)
    response["Cache-Control"] = CACHE_CONTROL
    if keys := " ".join(surrogate_keys):
        response["Surrogate-Key"] = keys
    return response


def as_json(value: Any, status: int = 200) -> JsonResponse:
    """Return a value as JSON, its times in ISO 8601."""
    return JsonResponse(
        value,
        status=status,
        encoder=DjangoJSONEncoder,
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )


def private(response: HttpResponse) -> HttpResponse:
    """Keep an answer that is one person's out of every cache."""
    response["Cache-Control"] = "private, no-store"
    return response
