"""Refusals of the whole project, each as its reader takes it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from delivery.http_problems import problem
from delivery.middleware import PREFIX as API_PREFIX

TITLES = {
    408: "This did not arrive in time",
    413: "This is too large",
    415: "This form takes no files",
    503: "Too much at once",
}


def refusal(request: HttpRequest, status: int, text: str) -> HttpResponse:
    """Return a refusal: a problem for the API's readers, a page for browsers, a line for others."""
    if request.path.startswith(API_PREFIX):
        return problem(status, text)
    if status in TITLES and request.accepts("text/html") and "HTTP_ACCEPT" in request.META:
        context = {"heading": TITLES[status], "text": text}
        return render(request, "refused.html", context, status=status)
    return HttpResponse(f"{text}\n", "text/plain; charset=utf-8", status=status)
