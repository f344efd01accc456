"""What strangers send to the report form: it is answered, and stored at most once."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.roles import CLINICAL_REVIEWER, EDITOR, MODERATOR
from blog.models import BlogPostPage, ClinicalReviewSettings, ProblemReport
from core import outbox
from home import forms

REPORTS = "/admin/snippets/blog/problemreport/"
XSS = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
BOUNDARY = "multipart/form-data; boundary=x"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tests be quicker than a person."""
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 0)


@pytest.fixture
def stranger() -> Client:
    return Client(raise_request_exception=False)


def said(post: BlogPostPage, **values: str) -> dict[str, str]:
    return {"text": "The dose is wrong.", "form__stamp": forms.form_stamp(post.pk)} | values


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        (BOUNDARY, b"not multipart at all", 422),
        (BOUNDARY, b"--x\r\nContent-Disposition: form-data; name=text\r\n\r\nbegun", 422),
        ("multipart/form-data", b"--x--", 400),
        ("multipart/form-data; boundary=\xff", b"--x--", 400),
        (BOUNDARY, b"--x\r\nContent-Disposition: form-data; name=text\r\n\r\n", 422),
        ("application/x-www-form-urlencoded; charset=utf-7", b"text=a", 415),
        ("application/x-www-form-urlencoded; charset=no-such", b"text=a", 415),
        ("application/json", b'{"text": "a"}', 422),
        ("application/x-www-form-urlencoded", b"text=%ED%A0%80%00&email=%00", 422),
        ("application/x-www-form-urlencoded", b"text=" + b"a" * 10_000_000, 413),
        ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 2000), 400),
        (BOUNDARY, b"--x\r\nContent-Disposition: form-data; name=t\r\n\r\n" + b"a" * 10**7, 413),
    ],
)
def test_broken_report_is_refused_and_nothing_is_stored(
    stranger: Client, post: BlogPostPage, content_type: str, body: bytes, status: int
) -> None:
    response = stranger.generic(
        "POST", f"/report-a-problem/{post.pk}/", body, content_type=content_type
    )

    assert response.status_code == status
    assert not ProblemReport.objects.exists()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "PROPFIND"])
def test_other_methods_are_not_allowed(stranger: Client, post: BlogPostPage, method: str) -> None:
    response = stranger.generic(method, f"/report-a-problem/{post.pk}/", b"text=a")

    assert response.status_code == 405
    assert set(response["Allow"].split(", ")) == {"GET", "HEAD", "POST"}


@pytest.mark.parametrize("number", ["0", "9" * 10, "9" * 20, "9" * 5000, "-1", "1.0", "1e3"])
def test_number_that_no_post_has_is_not_found(
    stranger: Client, post: BlogPostPage, number: str
) -> None:
    for call in (stranger.get, stranger.post):
        assert call(f"/report-a-problem/{number}/").status_code == 404


def test_report_needs_the_token_of_its_form(post: BlogPostPage) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(f"/report-a-problem/{post.pk}/", said(post)).status_code == 403
    assert not ProblemReport.objects.exists()


def test_second_click_opens_no_second_task(
    stranger: Client,
    post: BlogPostPage,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    review_settings = ClinicalReviewSettings.for_site(post.get_site())
    review_settings.remind = "owner@example.com"
    review_settings.save()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            answer = stranger.post(f"/report-a-problem/{post.pk}/", said(post))
            assert answer.status_code == 201

    assert ProblemReport.objects.count() == 1
    outbox.work_off()
    assert len(mail.outbox) == 1
    # It may be wrong again after the desk has mended it.
    ProblemReport.objects.update(state=ProblemReport.State.DONE)
    stranger.post(f"/report-a-problem/{post.pk}/", said(post))
    assert ProblemReport.objects.count() == 2


def test_title_of_two_lines_keeps_no_report_from_the_desk(
    stranger: Client,
    post: BlogPostPage,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    BlogPostPage.objects.filter(pk=post.pk).update(title="Sleep\nBcc: all@example.com")
    review_settings = ClinicalReviewSettings.for_site(post.get_site())
    review_settings.remind = "owner@example.com"
    review_settings.save()

    with django_capture_on_commit_callbacks(execute=True):
        answer = stranger.post(f"/report-a-problem/{post.pk}/", said(post))

    assert answer.status_code == 201
    outbox.work_off()
    assert mail.outbox[0].to == ["owner@example.com"]


def test_script_in_a_report_is_shown_as_it_was_typed(
    stranger: Client, post: BlogPostPage, make_user: Callable[..., Any]
) -> None:
    BlogPostPage.objects.filter(pk=post.pk).update(title=XSS)
    stranger.post(f"/report-a-problem/{post.pk}/", said(post, text=XSS))
    report = ProblemReport.objects.get()
    stranger.force_login(make_user(EDITOR))

    for address in ("", f"edit/{report.pk}/", f"history/{report.pk}/", f"usage/{report.pk}/"):
        text = stranger.get(REPORTS + address).content.decode()
        assert "<script>alert" not in text, address
        assert "<img src=x" not in text, address


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "＝"])
def test_export_of_reports_holds_no_formula(
    stranger: Client, post: BlogPostPage, make_user: Callable[..., Any], sign: str
) -> None:
    formula = f"{sign}HYPERLINK(1)"
    BlogPostPage.objects.filter(pk=post.pk).update(title=formula)
    ProblemReport.objects.create(post=post, text=formula, note=formula, email="ada@example.com")
    stranger.force_login(make_user(EDITOR))

    response = stranger.get(f"{REPORTS}?export=csv")

    text = b"".join(response.streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [rows[0][name] for name in ("Post", "What is wrong", "Note")] == [f"'{formula}"] * 3
    # No address of a person leaves the site in a spreadsheet.
    assert "ada@example.com" not in text


@pytest.mark.parametrize("address", [REPORTS, f"{REPORTS}results/"])
@pytest.mark.parametrize("export", ["csv", "xlsx"])
def test_reports_are_exported_for_the_desk_only(
    stranger: Client,
    post: BlogPostPage,
    make_user: Callable[..., Any],
    address: str,
    export: str,
) -> None:
    for role in (None, CLINICAL_REVIEWER, MODERATOR):
        if role:
            stranger.force_login(make_user(role))
        response = stranger.get(address, {"export": export})
        assert response.status_code == 302
        assert "Content-Disposition" not in response
