"""What the outbox does for replies, beside mails."""

from datetime import datetime
from typing import Any

from comments import akismet_check, notifications
from core.outbox import does


@does(notifications.FOLLOW_UP)
def follow_up(payload: dict[str, Any], now: datetime) -> None:
    """Write one mail for each follower of an approved comment."""
    notifications.expand_follow_up(payload["comment"], now)


@does(notifications.CLASSIFY)
def classify(payload: dict[str, Any], now: datetime) -> None:
    """Ask the spam service about a comment."""
    akismet_check.check(payload["comment"], now)
