"""Health check, hostile addresses and the Content-Security-Policy."""

import re
from collections.abc import Callable
from io import BytesIO
from unittest.mock import Mock
from wsgiref.util import setup_testing_defaults

import pytest
from django.test import Client, override_settings

from accounts.models import User
from accounts.roles import EDITOR
from blog.models import BlogPostPage
from cms.middleware import ADMIN_SCRIPT, _is_call_of_literals
from cms.wsgi import application


@pytest.mark.django_db
@override_settings(SECURE_SSL_REDIRECT=True)
def test_health_check_answers_any_host_over_plain_http(client: Client) -> None:
    response = client.get("/healthz", headers={"host": "10.0.0.7"})

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/search/?q=%00", "/blog/%00/", "/?page=%00"])
def test_null_character_in_the_address_is_a_bad_request(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 400
    assert "NUL" in response.content.decode()


def test_site_has_a_strict_policy_and_no_inline_code(client: Client, post: BlogPostPage) -> None:
    response = client.get(post.url)

    policy = response["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    text = response.content.decode()
    inline = re.findall(r"<script(?![^>]*\b(?:src|type=\"application/ld\+json\"))[^>]*>", text)
    assert inline == []
    assert "style=" not in text
    assert "<style" not in text


def test_scripts_of_the_page_editor_have_a_nonce(
    client: Client, post: BlogPostPage, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(EDITOR))

    response = client.get(f"/admin/pages/{post.pk}/edit/")

    assert response.status_code == 200
    nonce = re.search(r"'nonce-([^']+)'", response["Content-Security-Policy"])
    assert nonce
    assert "script-src 'self' 'nonce-" in response["Content-Security-Policy"]
    text = response.content.decode()
    scripts = re.findall(r"<script(?![^>]*\b(?:src|type)=)([^>]*)>", text)
    assert scripts
    assert all(f'nonce="{nonce[1]}"' in attributes for attributes in scripts)


@pytest.mark.parametrize(
    "script",
    [
        b'<script>initDateChooser("x", {}); fetch("//evil.example")</script>',
        b'<script>initDateChooser(fetch("//evil.example"));</script>',
        b"<script>alert(document.cookie);</script>",
        b'<script>initDateChooser("a", {"b": eval("1")});</script>',
    ],
)
def test_script_that_is_no_call_of_literals_gets_no_nonce(script: bytes) -> None:
    match = ADMIN_SCRIPT.search(script)

    assert match is None or not _is_call_of_literals(match["arguments"].decode())


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "hex", "idna", "undefined"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_text_in_another_encoding_is_refused(post: BlogPostPage, charset: str, kind: str) -> None:
    """Through the server's own door: Django's test client decodes by itself."""
    for method, path in (("GET", "/search/"), ("POST", f"/comments/{post.pk}/")):
        body = b"comment=%2B2AA-"
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "q=%2B2AA-",
            "CONTENT_TYPE": f"{kind}; boundary=x; charset={charset}",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_HOST": "testserver",
            "wsgi.input": BytesIO(body),
        }
        setup_testing_defaults(environ)
        start_response = Mock()
        parts = application(environ, start_response)

        assert start_response.call_args[0][0] == "415 Unsupported Media Type"
        assert b"UTF-8" in b"".join(parts)
