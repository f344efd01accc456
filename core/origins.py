"""Which site a form was sent from."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def came_from_this_site(request: HttpRequest) -> bool:
    """Whether a page of this site sent the form, as the browser tells it.

    A form that another site filled in must not come back filled in, with a good token beside it:
    one click of whoever is logged in here would send a stranger's words in their name.
    """
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(source).netloc == request.get_host()


def is_foreign(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent the form; some browsers say nothing."""
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    return bool(source) and not came_from_this_site(request)
