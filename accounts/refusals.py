"""That a password is not looked at, and the answer that says so."""

from django.http import HttpResponse

from core.refusal import Refusal


class PasswordRefused(Refusal):
    """A password is not looked at.

    Args:
        message: what to do, for whoever typed it.
        seconds: how long to wait.
        status: of the answer: 429, or 503 when the site has too much to do.
    """

    def __init__(self, message: str, *, seconds: int, status: int = 429) -> None:
        super().__init__(message)
        self.message = message
        self.seconds = seconds
        self.status = status


def mark_refused(response: HttpResponse, refusal: PasswordRefused) -> HttpResponse:
    """Give an answer the status and the header of a refusal."""
    response.status_code = refusal.status
    response["Retry-After"] = str(refusal.seconds)
    return response
