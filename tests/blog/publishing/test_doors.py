"""No door leads past the guard, and no new door of Wagtail's goes unseen."""

from pathlib import Path
from typing import Any

import pytest
import wagtail
from django.core.management import find_commands
from django.test import Client
from wagtail.actions import action_registry
from wagtail.admin.urls.pages import urlpatterns
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.api.v3.urls import api

from blog.models import BlogIndexPage, BlogPostPage
from tests import factories
from tests.blog.publishing.desk import DOORS, Desk

# What of Wagtail's changes pages, and how it can bring one to the public. Whatever is not here
# fails a test: look at it, and give it a door in `desk.DOORS` when it publishes anything.
LOOKS = ""  # it shows, or asks
PUBLISHES = "publishes"
KEEPS = "keeps"  # what is live stays live, what is a draft stays a draft, the text stays
ACTIONS = {
    "copy": PUBLISHES,
    "copy_for_translation": KEEPS,  # as drafts; aliases are signed with their source
    "convert_alias": PUBLISHES,
    "create": KEEPS,  # publishing is an action of its own, which it calls
    "create_alias": PUBLISHES,
    "delete": KEEPS,
    "edit": KEEPS,  # as `create`
    "move": KEEPS,
    "publish": PUBLISHES,
    "revert": KEEPS,  # a new draft
    "unpublish": KEEPS,
}
ADMIN = {
    "add": PUBLISHES,
    "edit": PUBLISHES,
    "copy": PUBLISHES,
    "convert_alias": PUBLISHES,
    "workflow_action": PUBLISHES,
    "confirm_workflow_cancellation": KEEPS,
    "revisions_unschedule": KEEPS,
    "delete": KEEPS,
    "lock": KEEPS,
    "move_confirm": KEEPS,
    "set_page_position": KEEPS,
    "set_privacy": KEEPS,
    "unlock": KEEPS,
    "unpublish": KEEPS,
    **dict.fromkeys(
        (
            *("add_subpage", "choose_parent", "collect_workflow_action_data", "history"),
            *("history_results", "move", "preview_on_add", "preview_on_edit", "revisions_compare"),
            *("revisions_index", "revisions_revert", "revisions_view", "search", "search_results"),
            *("type_use", "type_use_results", "usage", "view_draft", "workflow_history"),
            *("workflow_history_detail", "workflow_preview"),
        ),
        LOOKS,
    ),
}
BULK = {"delete": KEEPS, "move": KEEPS, "publish": PUBLISHES, "unpublish": KEEPS}
API = {
    "pages_create": PUBLISHES,
    "pages_update": PUBLISHES,
    "pages_delete": KEEPS,
    "pages_actions_publish": PUBLISHES,
    "pages_actions_unpublish": KEEPS,
    "pages_actions_copy": PUBLISHES,
    "pages_actions_move": KEEPS,
    "pages_actions_delete": KEEPS,
    "pages_actions_revert": KEEPS,
    "pages_actions_convert_alias": PUBLISHES,
    "pages_actions_create_alias": PUBLISHES,
    "pages_actions_copy_for_translation": KEEPS,
}
COMMANDS = {
    "publish_scheduled": PUBLISHES,
    "publish_scheduled_pages": PUBLISHES,
    **dict.fromkeys(
        (
            *("api_tokens", "convert_mariadb_uuids", "create_log_entries_from_revisions"),
            *("fixtree", "move_pages", "purge_embeds", "purge_revisions"),
            *("rebuild_references_index", "set_url_paths", "show_references_index"),
        ),
        KEEPS,
    ),
}


# The command is about a category that asks for a signature later: without one it has no case.
OPEN_DOORS = {name: door for name, door in DOORS.items() if not name.startswith("command")}


@pytest.mark.parametrize(
    ("known", "found"),
    [
        (ACTIONS, lambda: action_registry.get_actions_for_model(BlogPostPage)),
        (ADMIN, lambda: [pattern.name for pattern in urlpatterns]),
        (BULK, lambda: [each.action_type for each in _bulk_actions()]),
        (API, lambda: _writing_operations()),
        (COMMANDS, lambda: find_commands(str(Path(wagtail.__file__).parent / "management"))),
    ],
    ids=["actions", "admin", "bulk", "api", "commands"],
)
def test_every_door_of_wagtails_was_looked_at(known: dict[str, str], found: Any) -> None:
    new, gone = set(found()) - set(known), set(known) - set(found())
    assert not new, (
        f"Wagtail has a new way to change pages: {sorted(new)}. Look whether it can publish, add "
        "it here, and give it a door in tests/blog/publishing/desk.py when it can."
    )
    assert not gone, f"Wagtail does not have this any more: {sorted(gone)}. Take it out here."


def _bulk_actions() -> Any:
    return bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page")


def _writing_operations() -> set[str]:
    paths = api.get_openapi_schema()["paths"].values()
    return {
        operation["operationId"]
        for methods in paths
        for method, operation in methods.items()
        if method != "get" and operation["operationId"].startswith("pages")
    }


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_nothing_unsigned_goes_live(desk: Desk, unsigned: BlogPostPage, door: Any) -> None:
    response = door(desk, unsigned)

    # What a test itself put there, to be copied, is not counted.
    live = BlogPostPage.objects.filter(live=True).exclude(pk=unsigned.pk)
    assert not live.exists()
    post = BlogPostPage.objects.get(pk=unsigned.pk)
    assert not post.live or "copy" in door.__name__ or "alias" in door.__name__
    assert not post.revisions.exclude(approved_go_live_at=None).exists()
    if response is not None:
        said = response.content.decode()
        assert response.status_code in (200, 422), said
        assert "clinical review" in said


@pytest.mark.parametrize("door", OPEN_DOORS.values(), ids=OPEN_DOORS)
def test_what_needs_no_signature_goes_live(desk: Desk, unsigned: BlogPostPage, door: Any) -> None:
    """Else the test above would be green for a door that is broken."""
    unsigned.category.requires_review = False
    unsigned.category.save()
    before = set(BlogPostPage.objects.filter(live=True).values_list("pk", flat=True))

    door(desk, unsigned)

    live = set(BlogPostPage.objects.filter(live=True).values_list("pk", flat=True)) - before
    is_planned = BlogPostPage.objects.get(pk=unsigned.pk).revisions.exclude(
        approved_go_live_at=None
    )
    assert live or is_planned.exists()


def test_converting_an_alias_asks_for_a_signature_of_its_own(
    desk: Desk, unsigned: BlogPostPage
) -> None:
    factories.signed(unsigned)
    unsigned.save_revision().publish()
    source = BlogPostPage.objects.get(pk=unsigned.pk)
    alias = source.create_alias(update_slug="alias", user=desk.editor)
    assert alias.live

    response = desk.post(f"pages/{alias.pk}/convert_alias/")

    assert "clinical review" in response.content.decode()
    assert BlogPostPage.objects.get(pk=alias.pk).alias_of_id == source.pk


def test_an_alias_follows_what_was_signed(desk: Desk, unsigned: BlogPostPage) -> None:
    factories.signed(unsigned)
    unsigned.save_revision().publish()
    alias = BlogPostPage.objects.get(pk=unsigned.pk).create_alias(update_slug="alias")
    draft = BlogPostPage.objects.get(pk=unsigned.pk).get_latest_revision_as_object()
    draft.title = "Ketamine, anew"
    factories.signed(draft)

    draft.save_revision().publish()

    assert BlogPostPage.objects.get(pk=alias.pk).title == "Ketamine, anew"
    assert BlogPostPage.objects.get(pk=alias.pk).shown_review.is_complete


def test_a_refused_schedule_ends_and_is_told(
    desk: Desk, unsigned: BlogPostPage, mailoutbox: list[Any]
) -> None:
    from core.outbox import work_off

    DOORS["command publish_scheduled"](desk, unsigned)
    while work_off():
        pass

    told = [mail for mail in mailoutbox if "did not go live" in mail.subject]
    assert not told  # nobody wrote it, and nobody planned it


def test_public_text_stays_when_a_rule_comes_later(desk: Desk, unsigned: BlogPostPage) -> None:
    unsigned.category.requires_review = False
    unsigned.category.save()
    unsigned.save_revision().publish()
    unsigned.category.requires_review = True
    unsigned.category.save()
    post = BlogPostPage.objects.get(pk=unsigned.pk)
    assert Client().get(post.url).status_code == 200

    post.comments_open = False
    post.save()  # nothing that a reviewer reads

    assert Client().get(post.url).status_code == 200


def test_a_new_post_that_may_not_go_live_is_kept_as_a_draft(
    desk: Desk, unsigned: BlogPostPage
) -> None:
    response = DOORS["admin add"](desk, unsigned)

    draft = BlogPostPage.objects.get(slug="another")
    assert not draft.live
    assert "Unsigned words." in str(draft.get_latest_revision_as_object().body)
    assert response.redirect_chain == [(f"/admin/pages/{draft.pk}/edit/", 302)]
    assert "go live only after a clinical review" in response.content.decode()


def test_a_copy_form_keeps_what_was_typed(desk: Desk, unsigned: BlogPostPage) -> None:
    BlogPostPage.objects.filter(pk=unsigned.pk).update(live=True)

    response = desk.post(
        f"pages/{unsigned.pk}/copy/",
        {
            "new_title": "My careful title",
            "new_slug": "copy",
            "new_parent_page": BlogIndexPage.objects.get().pk,
            "publish_copies": "on",
        },
    )

    text = response.content.decode()
    assert "My careful title" in text
    assert "A copy needs a clinical review of its own" in text
