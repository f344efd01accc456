"""How much may be sent to which address, refused before anything of it is looked at."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError

from cms.refusals import refusal

KB = 1024  # bytes
MB = 1024 * KB


@dataclass(frozen=True)
class BodyLimit:
    """What an address takes.

    Args:
        size: bytes of a body.
        files: whether files may be among them.
    """

    size: int
    files: bool = False


# A reply has 3,000 characters, a report 4,000, and each may be twelve bytes of an encoded form.
TEXT = BodyLimit(64 * KB)
# Most addresses are sent a password, a search or a click.
LITTLE = BodyLimit(16 * KB)
# The forms of the admin, as far as Django reads them (DATA_UPLOAD_MAX_MEMORY_SIZE).
ADMIN = BodyLimit(2 * MB + 512 * KB, files=True)
# An image has 20 MB at most (WAGTAILIMAGES_MAX_UPLOAD_SIZE), and a form around it.
UPLOAD = BodyLimit(25 * MB, files=True)
# What editors design has fields without end, and a page may stand at any other address.
PAGE = BodyLimit(256 * KB)

# The first that an address begins with counts.
DOORS = (
    ("/admin/login/", LITTLE),
    ("/admin/password_reset/", LITTLE),
    ("/admin/images/", UPLOAD),
    ("/admin/documents/", UPLOAD),
    ("/admin/account/", UPLOAD),  # one's own picture
    ("/admin/redirects/import/", UPLOAD),
    ("/admin/", ADMIN),
    ("/api/content/", TEXT),
    ("/api/", ADMIN),
    ("/comments/", TEXT),
    ("/report-a-problem/", TEXT),
    ("/_util/", LITTLE),
    ("/documents/", LITTLE),
    ("/feeds/", LITTLE),
    ("/media/", LITTLE),
    ("/search/", LITTLE),
    ("/static/", LITTLE),
    ("/", PAGE),
)

# Where the server says why it took no body: one of the words below.
REFUSED = "cms.body_refused"
TOO_LARGE, TOO_SLOW, TOO_MANY = "too large", "too slow", "too many"
CUT_OFF, NO_LENGTH = "cut off", "no length"
AGAIN_IN = 10  # seconds


def limit_for(path: str) -> BodyLimit:
    """Return what may be sent to an address."""
    return next(limit for start, limit in DOORS if path.startswith(start) or start == "/")


class RequestBodyMiddleware:
    """Refuses bodies that are larger than their address takes, and files where none are expected.

    The server has refused most of them already (`cms.server`): it says why, and the answer is
    made here. A server of another make reads no further than this.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or pass the request on."""
        limit = limit_for(request.path)
        refused = request.META.get(REFUSED) or _judge(request, limit)
        if not refused:
            return self.get_response(request)
        status, text = _answers(limit)[refused]
        response = refusal(request, status, text)
        if refused == TOO_MANY:
            response["Retry-After"] = str(AGAIN_IN)
        return response


FILES, UNREADABLE, UNCOUNTED = "files", "unreadable", "uncounted"


def _judge(request: HttpRequest, limit: BodyLimit) -> str:
    """Return why a body is refused; nothing when it is not."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdecimal()):
        return UNCOUNTED
    if int(length) > limit.size:
        return TOO_LARGE
    if limit.files or request.content_type != "multipart/form-data":
        return ""
    try:
        request.body  # noqa: B018 - read at once: it is little, and views may want it whole
        return FILES if request.FILES else ""
    except (MultiPartParserError, TooManyFieldsSent, TooManyFilesSent):
        return UNREADABLE


def _answers(limit: BodyLimit) -> dict[str, tuple[int, str]]:
    return {
        TOO_LARGE: (
            413,
            f"What you sent is too large: this address takes {_in_words(limit.size)} at most.",
        ),
        TOO_SLOW: (
            408,
            "What you sent did not arrive in time. Please check your connection and send it again.",
        ),
        CUT_OFF: (
            400,
            "What you sent broke off before its end, and nothing of it was taken. Please send it "
            "again.",
        ),
        NO_LENGTH: (411, "Send the length of the body too: Content-Length."),
        TOO_MANY: (
            503,
            "Too much is being sent to us at this moment. Please send it again in a few seconds.",
        ),
        FILES: (415, "This form takes no files. Please send it again without them."),
        UNREADABLE: (
            400,
            "What you sent can't be read as a form: it is cut off, or has too many fields.",
        ),
        UNCOUNTED: (400, "The Content-Length of a request is a number of bytes."),
    }


def _in_words(size: int) -> str:
    return f"{size // MB} MB" if size >= MB else f"{size // KB} KB"
