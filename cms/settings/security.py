"""Transport security, cookies and the Content-Security-Policy."""

from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from .environment import Environment

# The players that a reader starts by a click; see blog.blocks.media.VideoBlock.
VIDEO_PLAYERS = ["https://www.youtube-nocookie.com", "https://player.vimeo.com"]
YEAR = 365 * 24 * 60 * 60


def transport(environment: Environment) -> dict[str, Any]:
    """Return the settings that follow from whether the site is served over TLS."""
    https = environment.https
    settings: dict[str, Any] = {
        "SECURE_SSL_REDIRECT": https,
        "SECURE_HSTS_SECONDS": YEAR if https else 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": https,
        "SECURE_HSTS_PRELOAD": https,
        "SESSION_COOKIE_SECURE": https,
        "CSRF_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "X_FRAME_OPTIONS": "DENY",  # Wagtail itself lets its previews be framed
        "SECURE_REFERRER_POLICY": "strict-origin-when-cross-origin",
        "CSRF_TRUSTED_ORIGINS": [environment.site_url],
        "CSRF_FAILURE_VIEW": "cms.forgery.form_without_token",
        "ALLOWED_HOSTS": sorted(
            {
                *environment.allowed_hosts,
                str(urlsplit(environment.site_url).hostname),
                "localhost",
                "127.0.0.1",
                "[::1]",
            }
        ),
    }
    if environment.behind_proxy:
        settings["SECURE_PROXY_SSL_HEADER"] = ("HTTP_X_FORWARDED_PROTO", "https")
    return settings


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "frame-src": [SELF, *VIDEO_PLAYERS],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
    },
}
