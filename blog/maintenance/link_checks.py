"""Asking other sites whether what posts link to is still there.

It stands here because it joins two rooms: the blog knows the addresses and what answers mean, and
delivery's transport keeps whoever may write a post from reaching what is behind the firewall.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import httpcore
import httpx
from django.conf import settings
from django.utils import timezone

from blog.maintenance.link_results import Answer, claim, record
from core.outgoing.public_addresses import TargetRefused
from core.outgoing.transport import CheckedTransport

AT_ONCE = 8  # each at another host
SECONDS_TO_ANSWER = 10.0
MOST_REDIRECTS = 5
TOO_MANY_REQUESTS = 429


def ask_due(*, now: Callable[[], datetime] = timezone.now, most: int = AT_ONCE) -> int:
    """Ask for addresses that are due today, one of each host, and write down the answers.

    Harmless on several nodes at once: what one of them has taken, no other asks today.

    Args:
        now: returns the time.
        most: how many at most.

    Returns:
        How many addresses were asked; nothing is due any more when it is 0.
    """
    targets = claim(now=now(), most=most)
    if not targets:
        return 0
    # The threads talk to other sites only: what they find is written down by this one.
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        answers = list(pool.map(ask, [target.address for target in targets]))
    for target, answer in zip(targets, answers, strict=True):
        record(target, answer, now=now())
    return len(targets)


def ask(address: str) -> Answer:
    """Ask for an address as politely as it can be asked, and return what came of it.

    By HEAD, and by GET where a site seems not to know HEAD; nothing of a page itself is read.

    Args:
        address: begins with http:// or https://.
    """
    answer, is_worth_another = _try("HEAD", address)
    return _try("GET", address)[0] if is_worth_another else answer


def _try(method: str, address: str) -> tuple[Answer, bool]:
    """Return what came of a request, and whether another method may do better."""
    try:
        status = _status(method, address)
    except TargetRefused:
        return Answer(
            problem="The address leads into a private network. Readers may not reach it.",
            was_asked=False,
        ), False
    except httpcore.ConnectError as error:
        return Answer(problem=_without_connection(error)), False
    except httpcore.ConnectTimeout:
        return Answer(problem=f"No connection within {SECONDS_TO_ANSWER:g} seconds."), False
    except httpcore.TimeoutException:
        return Answer(problem=f"No answer within {SECONDS_TO_ANSWER:g} seconds."), True
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        return Answer(problem=f"The connection broke off: {error}"), True
    except (httpcore.UnsupportedProtocol, httpx.HTTPError, httpx.InvalidURL, ValueError):
        return Answer(problem="It leads to an address that no browser can open."), False
    return Answer(status), status >= 400 and status != TOO_MANY_REQUESTS


def _status(method: str, address: str) -> int:
    headers = {
        "user-agent": f"{settings.WAGTAIL_SITE_NAME} link check (+{settings.ENVIRONMENT.site_url})",
        "accept": "*/*",
    }
    with httpx.Client(
        transport=CheckedTransport(seconds=SECONDS_TO_ANSWER), trust_env=False, headers=headers
    ) as client:
        request = client.build_request(method, address)
        for _ in range(MOST_REDIRECTS + 1):
            answer = client.send(request, stream=True)
            # Nobody reads what stands in an answer: it may be of any length.
            answer.close()
            if answer.next_request is None:
                return answer.status_code
            request = answer.next_request
    raise httpx.TooManyRedirects(f"More than {MOST_REDIRECTS} redirects")


def _without_connection(error: Exception) -> str:
    said = str(error)
    if "CERTIFICATE" in said.upper():
        return "The site's certificate is not valid: browsers warn of it."
    return f"No connection: {said or type(error).__name__}."
