"""How long a log-in lasts: without anything done, and at most (ASVS 5.0, 7.3.1 and 7.3.2)."""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts.events import record

BEGAN, SEEN = "log_in_began", "log_in_seen"  # seconds since 1970, in the session
NOTED_EVERY = 5 * 60  # seconds; a row is not written for each request
HOUR = 60 * 60
# What a page that nobody looks at goes on asking for: whether somebody else edits it too.
ASKED_BY_NOBODY = ("/editing-sessions/",)


def begin(session: Any) -> None:
    """Note in a session that somebody logged in just now."""
    session[BEGAN] = session[SEEN] = int(time.time())


def is_over(session: Any, now: float) -> str:
    """Return which limit a session is past, or nothing.

    Args:
        session: of somebody who is logged in.
        now: seconds since 1970.
    """
    environment = settings.ENVIRONMENT
    # One from before there were limits begins now.
    if now - session.get(BEGAN, now) > environment.session_longest_hours * HOUR:
        return "longest"
    if now - session.get(SEEN, now) > environment.session_idle_hours * HOUR:
        return "idle"
    return ""


def within_limits(request: Any, user: Any) -> Any:
    """Return a request's user, or nobody when the log-in has lasted too long.

    Args:
        request: the request; its session ends when it is over.
        user: whom the session names.
    """
    if not user.is_authenticated or BEGAN not in request.session:
        if user.is_authenticated:
            begin(request.session)
        return user
    now = time.time()
    if limit := is_over(request.session, now):
        record("session_over", request=request, user=user, limit=limit)
        request.session.flush()
        return AnonymousUser()
    is_asked_by_nobody = any(part in request.path for part in ASKED_BY_NOBODY)
    if not is_asked_by_nobody and now - request.session[SEEN] > NOTED_EVERY:
        request.session[SEEN] = int(now)
    return user
