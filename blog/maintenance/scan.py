"""Looking through live posts: what they link to, and what states facts without a source.

It is done when a post is published, when something that it links to changes, and once a day;
the desk's figures and reports then are look-ups.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urldefrag, urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.encoding import iri_to_uri
from wagtail.models import Page, ReferenceIndex

from blog.checks.draft import Draft
from blog.checks.links import dead_links
from blog.checks.running import settings_of
from blog.checks.sources import unsourced
from blog.citations import sources_of
from blog.models import BlogPostPage, LinkTarget, PostUpkeep
from blog.models.upkeep import LONGEST_ADDRESS

logger = logging.getLogger(__name__)

LOOK_AGAIN_AFTER = timedelta(days=1)


@transaction.atomic
def look_through(post_id: int, *, now: datetime) -> None:
    """Note what a live post links to and lacks, or forget it where it is not live any more.

    Args:
        post_id: key of the post.
        now: the time.
    """
    post = BlogPostPage.objects.live().filter(pk=post_id).first()
    site = post.get_site() if post else None
    if post is None or site is None:
        forget(post_id)
        return
    draft = Draft(post, site=site, settings=settings_of(site))
    found = {"unsourced_sections": [section.label for section in unsourced(draft)]}
    # Its row is locked from here on: two that look at once do not cross.
    PostUpkeep.objects.update_or_create(pk=post_id, defaults={**found, "looked_at": now})
    sources = sources_of(post)
    addresses = [
        *draft.targets.outside_addresses,
        *(cited.source.href for cited in sources.cited),
        *(source.href for source in sources.further),
    ]
    outside = {
        address: LinkTarget(address=address, host=urlsplit(address).hostname or "")
        for address in map(sent_address, addresses)
        if address
    }
    inside = [
        LinkTarget(
            address=iri_to_uri(link.address)[:LONGEST_ADDRESS]
            if link.address.startswith("http")
            else link.address,
            state=LinkTarget.State.BROKEN,
            reason=link.fault,
            failing_since=now,
        )
        for link in dead_links(draft)
    ]
    _link([*outside.values(), *inside], post_id)


def forget(post_id: int) -> None:
    """Forget what a post links to and lacks: readers do not see it any more."""
    PostUpkeep.objects.filter(pk=post_id).delete()
    _link([], post_id)


def look_through_due(*, now: datetime, most: int = 20) -> int:
    """Look through the posts of which something changed, and those not looked at for a day.

    Harmless on several nodes at once. A post that can't be looked through is logged and left for
    the next day; the others are looked through.

    Args:
        now: the time.
        most: after how many posts to stop.

    Returns:
        How many posts were looked through.
    """
    due = (
        BlogPostPage.objects.live()
        .filter(
            Q(upkeep=None)
            | Q(upkeep__looked_at=None)
            | Q(upkeep__looked_at__lte=now - LOOK_AGAIN_AFTER)
        )
        .order_by("pk")
    )
    keys = list(due.values_list("pk", flat=True)[:most])
    for key in keys:
        look_through_safely(key, now=now)
    return len(keys)


def look_through_safely(post_id: int, *, now: datetime) -> None:
    """Look through a post whatever it holds: its publishing must not fail for that."""
    try:
        look_through(post_id, now=now)
    except Exception:
        logger.exception("Could not look through post %s", post_id)
        PostUpkeep.objects.update_or_create(pk=post_id, defaults={"looked_at": now})


def look_again(posts: Iterable[int]) -> None:
    """Have posts looked through soon.

    Args:
        posts: their keys.
    """
    PostUpkeep.objects.filter(pk__in=list(posts)).update(looked_at=None)


def posts_linking_to(thing: Model) -> list[int]:
    """Return the keys of the posts that Wagtail's reference index knows to refer to something.

    Args:
        thing: a page or a document.
    """
    kinds = [ContentType.objects.get_for_model(thing, for_concrete_model=False)]
    if isinstance(thing, Page):
        # A link in text is one to a page of whatever type.
        kinds += [thing.content_type, ContentType.objects.get_for_model(Page)]
    references: QuerySet[ReferenceIndex] = ReferenceIndex.objects.filter(
        content_type=ContentType.objects.get_for_model(BlogPostPage),
        to_content_type__in=kinds,
        to_object_id=str(thing.pk),
    )
    return [int(key) for key in references.values_list("object_id", flat=True).distinct()]


def sent_address(address: str) -> str:
    """Return an address as it is asked for, or an empty text for one that nobody can ask for.

    What stands behind # is not sent: addresses that differ in it alone are one.
    """
    sent = urldefrag(iri_to_uri(address.strip())).url
    try:
        host = urlsplit(sent).hostname
    except ValueError:
        return ""
    return sent if host and len(host) <= 255 and len(sent) <= LONGEST_ADDRESS else ""


def _link(targets: list[LinkTarget], post_id: int) -> None:
    """Let a post's links lead to these; what nothing leads to any more is forgotten."""
    by_address = {target.address: target for target in targets}
    # In one order for everybody, so that two posts published at once do not wait for each other.
    LinkTarget.objects.bulk_create(
        [by_address[address] for address in sorted(by_address)], ignore_conflicts=True
    )
    # Locked, so that nobody forgets one meanwhile.
    stored = list(
        LinkTarget.objects.select_for_update().filter(address__in=by_address).order_by("pk")
    )
    for target in stored:
        seen = by_address[target.address]
        if not seen.host and (target.host, target.reason) != ("", seen.reason):
            target.host, target.state, target.reason = "", seen.state, seen.reason
            target.failing_since = target.failing_since or seen.failing_since
            target.save(update_fields=["host", "state", "reason", "failing_since"])
    through = LinkTarget.posts.through.objects.filter(blogpostpage_id=post_id)
    before = set(through.values_list("linktarget_id", flat=True))
    now = {target.pk for target in stored}
    LinkTarget.posts.through.objects.bulk_create(
        [
            LinkTarget.posts.through(blogpostpage_id=post_id, linktarget_id=key)
            for key in now - before
        ],
        ignore_conflicts=True,
    )
    through.filter(linktarget_id__in=before - now).delete()
    LinkTarget.objects.filter(pk__in=before - now, posts=None).delete()
