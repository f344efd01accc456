"""What readers type becomes a little, harmless HTML."""

import pytest

from comments.text import as_html, without_unseen


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\ntwo\n\nthree", "<p>One<br>\ntwo</p>\n<p>three</p>"),
        ("*a* **b** _c_", "<p><em>a</em> <strong>b</strong> <em>c</em></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        # What does not count from 1 says its own numbers.
        ("3. a\n4. b", "<p>3. a<br>\n4. b</p>"),
        ("50. mg\n25. mg", "<p>50. mg<br>\n25. mg</p>"),
        ("20) mg\n10) mg", "<p>20) mg<br>\n10) mg</p>"),
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
    assert without_unseen("su\u00adi\u2060cide\U000e0041 \u3164\u2800") == "suicide"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # A dose stays a dose.
        ("2*25 mg in the morning and 1*50 mg at night",) * 2,
        ("5*2*10 mg",) * 2,
        ("2**25 and 3__4__5",) * 2,
        ("Patient*innen and Leser*innen",) * 2,
        ("snake_case_name and _one_", "snake_case_name and <em>one</em>"),
        ("*2*25 mg* is much", "*2*25 mg* is much"),
        ("take 2 *25 mg at noon and then 1* 50 mg",) * 2,
        ("(*really*) **now**.", "(<em>really</em>) <strong>now</strong>."),
        ("2 * 25 mg and 1 * 50 mg",) * 2,
    ],
)
def test_stars_and_lines_within_words_and_numbers_are_themselves(text: str, shown: str) -> None:
    assert as_html(text) == f"<p>{shown}</p>"


def test_link_without_words_shows_where_it_leads() -> None:
    for words in ("", "**"):
        assert ">https://x.example</a>" in as_html(f"[{words}](https://x.example)").replace(
            "<strong></strong>", ""
        ) or "**" in as_html(f"[{words}](https://x.example)")
