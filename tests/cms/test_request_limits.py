"""What is too large, or a file where none is expected, is refused at every door."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from blog.models import BlogPostPage
from cms.request_limits import KB, MB, limit_for
from comments.models import ReaderComment

HTML = {"Accept": "text/html,application/xhtml+xml"}


def doors(post: BlogPostPage) -> dict[str, int]:
    """Return every public address that takes something, with the bytes that it takes."""
    return {
        f"/comments/{post.pk}/": 64 * KB,
        f"/comments/{post.pk}/helpful/": 64 * KB,
        "/comments/my-data/": 64 * KB,
        "/comments/own/token/": 64 * KB,
        f"/report-a-problem/{post.pk}/": 64 * KB,
        f"/api/content/v1/posts/{post.slug}/comments/": 64 * KB,
        "/admin/login/": 16 * KB,
        "/admin/password_reset/": 16 * KB,
        "/_util/login/": 16 * KB,
        "/search/": 16 * KB,
        "/": 256 * KB,
        str(post.url): 256 * KB,
        "/nowhere/": 256 * KB,
    }


def test_what_is_too_large_is_refused_at_every_door_with_the_limit(
    client: Client, post: BlogPostPage
) -> None:
    for path, size in doors(post).items():
        response = client.post(path, b"x" * (size + 1), "text/plain", headers=HTML)

        assert response.status_code == 413, path
        assert f"{size // KB} KB" in response.content.decode(), path


def test_what_is_as_large_as_its_door_is_looked_at(client: Client, post: BlogPostPage) -> None:
    for path, size in doors(post).items():
        response = client.post(path, b"x" * size, "text/plain")

        assert response.status_code != 413, path


def test_file_is_refused_at_every_door_that_expects_none(
    client: Client, post: BlogPostPage
) -> None:
    for path in doors(post):
        file = SimpleUploadedFile("scan.pdf", b"%PDF-1.4")
        response = client.post(path, {"name": "Ada", "scan": file}, headers=HTML)

        assert response.status_code == 415, path


def test_browser_is_told_on_a_page_of_the_site_and_a_program_in_a_line(
    client: Client, post: BlogPostPage
) -> None:
    address = f"/comments/{post.pk}/"
    large = {"comment": "x" * 70_000}

    page = client.post(address, large, headers=HTML)
    line = client.post(address, large)

    assert "<h1>This is too large</h1>" in page.content.decode()
    assert "what you typed is usually still there" in page.content.decode()
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert line["Content-Type"].startswith("text/plain")
    assert not ReaderComment.objects.exists()


def test_api_answers_a_problem_with_status_413_and_headers_for_browsers(
    client: Client, post: BlogPostPage, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings.ENVIRONMENT, "api_allowed_origins", ["*"])
    body = json.dumps({"name": "Ada", "email": "a@example.com", "text": "x" * 2_700_000})

    response = client.post(f"/api/content/v1/posts/{post.slug}/comments/", body, "application/json")

    assert response.status_code == 413
    assert response["Content-Type"] == "application/problem+json"
    assert "64 KB" in response.json()["detail"]
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("length", ["-1", "1e9", "٣", "9" * 400])
def test_length_that_is_no_number_of_bytes_never_fails(
    client: Client, post: BlogPostPage, length: str
) -> None:
    response = client.generic(
        "POST", f"/comments/{post.pk}/", b"x", "text/plain", CONTENT_LENGTH=length
    )

    assert response.status_code in (400, 413)


FIELD = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'


@pytest.mark.parametrize("body", [b"", b"--x", b"--x\r\n\r\n", FIELD, FIELD.replace(b"name", b"n")])
def test_broken_multipart_never_fails(client: Client, post: BlogPostPage, body: bytes) -> None:
    response = client.post(f"/comments/{post.pk}/", body, "multipart/form-data; boundary=x")

    assert response.status_code < 500


def test_multipart_with_too_many_fields_is_refused_in_words(
    client: Client, post: BlogPostPage
) -> None:
    body = FIELD * 1001 + b"--x--"

    response = client.post(f"/comments/{post.pk}/", body, "multipart/form-data; boundary=x")

    assert response.status_code == 400
    assert "too many fields" in response.content.decode()


def test_admin_takes_files_where_it_has_a_place_for_them() -> None:
    for path in ("/admin/images/add/", "/admin/images/multiple/add/", "/admin/documents/7/"):
        assert limit_for(path).size == 25 * MB
        assert limit_for(path).files
    assert limit_for("/admin/pages/4/edit/").size < 3 * MB
