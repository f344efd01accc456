"""Tells the registry what forms keep about people."""

from datetime import datetime
from typing import Any

from core.personal_data import Holding, register
from home.kept import erase_submissions, purge_submissions, submissions_of


def export_submissions(email: str) -> list[dict[str, Any]]:
    """Return what was sent by forms with an e-mail address among the answers."""
    return [
        {
            "form": submission.page.title,
            "sent_at": submission.submit_time.isoformat(),
            "answers": submission.form_data,
        }
        for submission in submissions_of(email)
    ]


def _erase(email: str, now: datetime) -> int:
    return erase_submissions(email)


def register_holdings() -> None:
    """Tell the registry what forms keep about people."""
    register(
        Holding(
            name="form_submissions",
            label="What was sent by forms, such as appointment requests",
            kept="as many days as the settings of forms say",
            export=export_submissions,
            erase=_erase,
            purge=purge_submissions,
        )
    )
