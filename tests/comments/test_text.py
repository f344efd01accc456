"""What readers type becomes a little, harmless HTML."""

import pytest

from comments.text import as_html, links_in, without_unseen


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\ntwo\n\nthree", "<p>One<br>\ntwo</p>\n<p>three</p>"),
        ("*a* **b** _c_", "<p><em>a</em> <strong>b</strong> <em>c</em></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        (
            "[site](https://example.com/)",
            '<p><a href="https://example.com/" rel="nofollow ugc noopener">site</a></p>',
        ),
        ("# no heading", "<p># no heading</p>"),
        ("`no code` > no quote", "<p>`no code` &gt; no quote</p>"),
    ],
)
def test_small_markdown_is_rendered_and_the_rest_is_text(text: str, html: str) -> None:
    assert as_html(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,AAAA)",
        "[x](//evil.example)",
        "[x](/admin/)",
        "![x](https://evil.example/pixel.png)",
        '<a href="https://x.example" onclick="alert(1)">x</a>',
        '[x](https://x.example "\' onmouseover=alert(1)")',
        "<" * 1000 + "[" * 1000,
        "- " * 1500,
        "**" * 1500,
        "*a **b " * 400,
        "\n".join("  " * depth + "- x" for depth in range(50)),
    ],
)
def test_nothing_that_runs_or_leads_astray_comes_through(text: str) -> None:
    html = as_html(text).lower()

    for danger in ("<script", "<img", 'href="javascript', 'href="data', 'href="/'):
        assert danger not in html
    for attribute in ("onerror=", "onclick=", "onmouseover="):
        assert attribute not in html.replace("&lt;", "<").split("<p>")[0]


def test_what_nobody_sees_is_taken_out() -> None:
    assert without_unseen("a\u202eb\u200bc\r\n\r\n\r\n\r\nd\ufeff ") == "abc\n\nd"
    assert without_unseen("Z" + "\u0301" * 50) == "Z" + "\u0301" * 3
    assert without_unseen("👩\u200d⚕️ naïve") == "👩\u200d⚕️ naïve"


def test_links_are_counted_however_they_are_typed() -> None:
    text = "https://a.example [b](http://b.example/x) www.c.example and d.example"
    assert links_in(text) == ["https://a.example", "http://b.example/x", "www.c.example"]
