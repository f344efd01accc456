"""Middleware of the whole project."""

import json
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cms.refusals import refusal

GetResponse = Callable[[HttpRequest], HttpResponse]

# What the scripts call that Wagtail 8.0.1 writes into its forms: widgets/datetime.py and its
# neighbors (dates and times), widgets/chooser.py and what derives from it (choosers),
# widgets/workflows.py, panels/inline_panel.html and panels/multiple_chooser_panel.html. By name:
# any function will not do. `import("https://…")` is also a call of one literal, and hands the
# nonce on to what it loads.
ADMIN_FUNCTIONS = (
    "initDateChooser",
    "initDateTimeChooser",
    "initTimeChooser",
    "createTaskChooser",
    "new Chooser",
    "new DocumentChooser",
    "new ImageChooser",
    "new PageChooser",
    "new SnippetChooser",
    "new InlinePanel",
    "new MultipleChooserPanel",
)
# Each calls its function with literal values, which `_is_call_of_literals` makes sure of.
ADMIN_SCRIPT = re.compile(
    rb"<script>\s*"
    rb"(?:\(function\(\) \{\s*var panel = )?"
    rb"(?:" + "|".join(ADMIN_FUNCTIONS).encode() + rb")\((?P<arguments>[^<>]*?)\);"
    rb"(?:\s*\}\)\(\);)?"
    rb"\s*</script>"
)
PARSED = re.compile(r'^JSON\.parse\((".*")\)$', re.DOTALL)


class HealthCheckMiddleware:
    """Answers `GET /healthz` before anything else looks at the request.

    A load balancer asks by address, not by name, and over plain HTTP: host check, redirect to
    https and sessions must not get in its way. 200 means that the database answers, 503 that it
    does not.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or pass the request on."""
        if request.path != "/healthz":
            return self.get_response(request)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return HttpResponse("database unavailable\n", "text/plain", status=503)
        response = HttpResponse("ok\n", "text/plain")
        response["Cache-Control"] = "no-store"
        return response


class NullCharacterMiddleware:
    """Refuses addresses that hold a NUL character, which PostgreSQL can't store or compare.

    A query with one raises deep inside the database driver, and a robot's probe would be
    answered by 500.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or pass the request on."""
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return refusal(request, 400, "The address holds a NUL character (%00); take it out.")
        return self.get_response(request)


class CharsetMiddleware:
    """Refuses requests in another encoding than UTF-8, the only one that the site's forms send.

    Django decodes with whatever codec the request names, `hex` and `utf-7` among them, and what
    those make of an address or a form can't be stored.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or pass the request on."""
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.strip().strip("\"'").lower() not in ("utf-8", "utf8"):
            return refusal(
                request,
                415,
                "Send text as UTF-8: Content-Type with charset=utf-8, or without a charset.",
            )
        return self.get_response(request)


class AdminContentSecurityPolicyMiddleware:
    """Lets the scripts that Wagtail's own forms carry run, and no other inline script.

    Wagtail 8.0.1 has no nonces. A script gets this response's nonce when it calls one of Wagtail's
    functions with nothing but literal arguments; what an attacker smuggles in does not fit that.
    Styles are less strict than on the site: the editor's libraries set them inline.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give the known scripts of an admin page their nonce."""
        response = self.get_response(request)
        if getattr(request, "is_preview", False):
            # A page as the editor's preview shows it, in a frame: else as strict as the page.
            response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
            return response
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return response
        response._csp_replace = {  # type: ignore[attr-defined]
            "style-src": [SELF, UNSAFE_INLINE],
            "frame-ancestors": [SELF],  # previews of sections are frames of the editor
        }
        if front_end := settings.ENVIRONMENT.headless_preview_url:
            parts = urlsplit(front_end)
            response._csp_update = {  # type: ignore[attr-defined]
                "frame-src": [f"{parts.scheme}://{parts.netloc}"]
            }
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            nonce = str(request.csp_nonce).encode()  # type: ignore[attr-defined]
            response.content = ADMIN_SCRIPT.sub(
                lambda match: _with_nonce(match, nonce), response.content
            )
            if "Content-Length" in response:
                response["Content-Length"] = str(len(response.content))
        return response


def _with_nonce(match: re.Match[bytes], nonce: bytes) -> bytes:
    script = match[0]
    if not _is_call_of_literals(match["arguments"].decode()):
        return script
    return script.replace(b"<script>", b'<script nonce="' + nonce + b'">', 1)


def _is_call_of_literals(arguments: str) -> bool:
    if parsed := PARSED.match(arguments.strip()):
        arguments = parsed[1]
    # Django's escapejs writes \u0022; that is JSON too.
    try:
        json.loads(f"[{arguments}]")
    except ValueError:
        return False
    return True
