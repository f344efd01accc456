"""The list of the guide's pictures: file, role, what to open, what to cut."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.screenshots import scenes

EDITOR, REVIEWER = "editor", "clinical-reviewer"
MODERATOR, ADMINISTRATOR = "moderator", "administrator"


@dataclass(frozen=True)
class Picture:
    """One picture.

    Args:
        file: its name in docs/pictures/.
        role: who looks, as the demo's file of log-ins calls them.
        open: what is done after the log-in, until all is on screen that the picture shows.
        cut: selectors; the picture is what they cover together, and some air. None: the screen.
        most: its greatest height, from the top, for what goes on and on.
        air: pixels around what is cut.
    """

    file: str
    role: str
    open: Callable[[Page], None]
    cut: tuple[str, ...] = ()
    most: int = 900
    air: int = 8


PICTURES = (
    Picture("home-editor.png", EDITOR, scenes.home, most=700),
    Picture("sections.png", EDITOR, scenes.menu_of_sections, (".w-combobox",), air=0),
    Picture("image.png", EDITOR, scenes.image_form, ("main form",), most=680),
    Picture(
        "citation.png",
        EDITOR,
        scenes.cited_text,
        ("[role=toolbar]", ".Draftail-Editor:focus-within"),
        most=283,
    ),
    Picture("sources.png", EDITOR, scenes.source_chooser, (".modal-content",), most=480, air=0),
    Picture("checks.png", EDITOR, scenes.checks_panel, (".form-side",), most=760, air=0),
    Picture("schedule.png", EDITOR, scenes.schedule, (".w-dialog__box",), air=0),
    Picture(
        "publishing.png",
        EDITOR,
        scenes.publishing_menu,
        (".w-dropdown__content", "footer nav"),
        air=0,
    ),
    Picture(
        "comparison.png", EDITOR, scenes.comparison, (".comparison__child-object:has(.addition)",)
    ),
    Picture("clinical-reviews.png", EDITOR, scenes.clinical_reviews, ("main table",), most=300),
    Picture("problem-reports.png", EDITOR, scenes.problem_reports, ("main table",)),
    Picture("home-reviewer.png", REVIEWER, scenes.home, most=420),
    Picture("review.png", REVIEWER, scenes.review, (".clinical-review-section:has(ins)",)),
    Picture("home-moderator.png", MODERATOR, scenes.home, most=560),
    Picture("replies.png", MODERATOR, scenes.replies, ("main",)),
    Picture("settings.png", ADMINISTRATOR, scenes.settings_menu, most=700),
    Picture("two-factor.png", EDITOR, scenes.two_factor, ("main .nice-padding",)),
)
