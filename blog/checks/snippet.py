"""How the post looks in search results and when it is shared."""

from collections.abc import Iterable

from blog.checks.base import Check, Figure, Finding, Place, Severity
from blog.checks.draft import Draft

# Google sets no limit and cuts what is wider than the device shows; about so many characters of
# mixed text fit a desktop's result. The rest is said in the words of its own documentation.
TITLE = 60
DESCRIPTION = (70, 155)
TITLE_URL = "https://developers.google.com/search/docs/appearance/title-link"
SNIPPET_URL = "https://developers.google.com/search/docs/appearance/snippet"


class SnippetCheck(Check):
    """The title and the description that search engines and shares show."""

    name = "Search and sharing"

    def run(self, draft: Draft) -> Iterable[Finding | Figure]:
        """Yield findings about length and lack, and the snippet itself."""
        post = draft.post
        title, field = (
            (post.seo_title, "seo_title") if post.seo_title else (post.title or "", "title")
        )
        description = post.search_description or ""
        shown = description or post.summary or ""
        yield Figure("In search", f"{_cut(title, TITLE)}\n{_cut(shown, DESCRIPTION[1])}")
        if len(title) > TITLE:
            yield Finding(
                Severity.WARNING,
                f"The title has {len(title)} characters; search results show about {TITLE}.",
                "A longer title is cut at the width of the reader's screen.",
                "Give a shorter title tag in the tab “Promote”; the title on the page may stay.",
                Place(field),
                TITLE_URL,
            )
        if not description:
            yield Finding(
                Severity.WARNING,
                "The description for search engines is missing.",
                "Without it the summary is taken, or search engines pick a piece of the text.",
                f"Say in {DESCRIPTION[0]} to {DESCRIPTION[1]} characters what the reader learns.",
                Place("search_description"),
                SNIPPET_URL,
            )
        elif not DESCRIPTION[0] <= len(description) <= DESCRIPTION[1]:
            is_long = len(description) > DESCRIPTION[1]
            yield Finding(
                Severity.WARNING if is_long else Severity.HINT,
                f"The description for search engines has {len(description)} characters.",
                "What is longer than the screen's width is cut."
                if is_long
                else "A short one leaves its place to a piece of text that the engine picks.",
                f"Use {DESCRIPTION[0]} to {DESCRIPTION[1]} characters, the most important first.",
                Place("search_description"),
                SNIPPET_URL,
            )
        if not post.hero_image_id:
            yield Finding(
                Severity.HINT,
                "The post has no image at the top.",
                "Where it is shared, and in lists, it is shown without a picture.",
                "Choose a wide image.",
                Place("hero_image"),
            )


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
