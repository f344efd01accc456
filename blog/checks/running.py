"""Carrying out all checks."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from wagtail.models import Page, Site

from blog.checks import CHECKS, Check, Figure, Finding, Severity
from blog.checks.draft import Draft
from blog.models import BlogPostPage
from blog.models.checks import EditorialCheckSettings

logger = logging.getLogger(__name__)

WEIGHT = list(Severity)


@dataclass(frozen=True)
class Found:
    """A finding with the name of the check that made it."""

    check: str
    finding: Finding


@dataclass
class Group:
    """The findings of one section, or of the post's own fields."""

    title: str
    found: list[Found] = field(default_factory=list)


@dataclass
class Report:
    """What all checks found in a post.

    Args:
        found: the findings.
        figures: what was measured.
        failed: the names of checks that could not be carried out.
    """

    found: list[Found] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def groups(self) -> list[Group]:
        """The findings by section in the order of the post, its own fields first."""
        groups: dict[int, Group] = {}
        for found in self.found:
            section = found.finding.place.section
            key = section.index if section else -1
            title = section.label if section else "The post as a whole"
            groups.setdefault(key, Group(title)).found.append(found)
        for group in groups.values():
            group.found.sort(key=lambda found: WEIGHT.index(found.finding.severity))
        return [groups[key] for key in sorted(groups)]

    def count(self, *severities: Severity) -> int:
        """Return how many findings there are of the given severities, or of any."""
        return sum(not severities or one.finding.severity in severities for one in self.found)

    @property
    def errors(self) -> list[Finding]:
        """What keeps the post from being published."""
        return [one.finding for one in self.found if one.finding.severity == Severity.ERROR]


def check_post(post: BlogPostPage, *, parent: Page | None = None) -> Report:
    """Carry out all checks on a post as it is being edited.

    A check that fails is reported as such; the others are carried out all the same.

    Args:
        post: the post; it need not be saved.
        parent: the page under which a new post will stand.
    """
    return _run(CHECKS, _draft(post, parent))


def errors_in(post: BlogPostPage, *, parent: Page | None = None) -> list[Finding]:
    """Return what keeps a post from going live; only the checks that can say so are carried out.

    Args:
        post: the post; it need not be saved.
        parent: the page under which a new post will stand.
    """
    draft = _draft(post, parent)
    return _run([kind for kind in CHECKS if kind.is_strict(draft.settings)], draft).errors


def _draft(post: BlogPostPage, parent: Page | None) -> Draft:
    site = (parent or post).get_site() or Site.objects.get(is_default_site=True)
    return Draft(post, site=site, settings=settings_of(site))


def _run(kinds: Iterable[type[Check]], draft: Draft) -> Report:
    report = Report()
    for kind in kinds:
        check = kind()
        try:
            results = list(check.run(draft))
        except Exception:
            logger.exception("The check “%s” failed on post %s", check.name, draft.post.pk)
            report.failed.append(check.name)
            continue
        for result in results:
            if isinstance(result, Finding):
                report.found.append(Found(check.name, result))
            else:
                report.figures.append(result)
    return report


def settings_of(site: Site) -> EditorialCheckSettings:
    """Return what a site asks of its posts; the defaults when nobody saved them yet."""
    found: EditorialCheckSettings | None = EditorialCheckSettings.objects.filter(site=site).first()
    return found or EditorialCheckSettings(site=site)
