"""Every way in which an editor may try to bring a post to the public."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.models import BlogIndexPage, BlogPostPage
from operations.scheduling import work_off_schedules

API = "/api/v3-preview/pages/"


UNSIGNED = rich_text("<p>Unsigned words.</p>")


def form_of(post: BlogPostPage, text: Any = UNSIGNED, **values: Any) -> dict[str, Any]:
    """Return what the page editor sends for a post with one section, of another text."""
    form: dict[str, Any] = nested_form_data(
        {
            "title": post.title,
            "slug": post.slug,
            "summary": post.summary,
            "author": str(post.author_id),
            "category": str(post.category_id),
            "hero_image": "",
            "tags": "",
            "body": streamfield([("text", {"heading": "How", "text": text})]),
            "related_posts": inline_formset([]),
            "updates": streamfield([]),
            "further_reading": inline_formset([]),
            "comments": inline_formset([]),
            "comments_are_open": "on",
        }
        | values
    )
    return form


@dataclass
class Desk:
    """An editor at work.

    Args:
        client: logged in to the admin.
        token: the header by which they use Wagtail's API.
        editor: the user.
        blog: where posts stand.
    """

    client: Client
    token: dict[str, str]
    editor: Any
    blog: BlogIndexPage

    def post(self, address: str, data: dict[str, Any] | None = None) -> Any:
        """Send a form of the admin."""
        return self.client.post(f"/admin/{address}", data or {}, follow=True)

    def ask(self, address: str, data: dict[str, Any] | None = None) -> Any:
        """Send JSON to Wagtail's API."""
        # Wagtail 8.0.1 answers some requests about aliases by 500.
        return Client(raise_request_exception=False).post(
            f"{API}{address}", data or {}, content_type="application/json", headers=self.token
        )


def edit(desk: Desk, post: BlogPostPage) -> Any:
    return desk.post(f"pages/{post.pk}/edit/", form_of(post, **{"action-publish": "yes"}))


def add(desk: Desk, post: BlogPostPage) -> Any:
    form = form_of(post, slug="another", **{"action-publish": "yes"})
    return desk.post(f"pages/add/blog/blogpostpage/{desk.blog.pk}/", form)


def schedule(desk: Desk, post: BlogPostPage) -> Any:
    tomorrow = timezone.localtime() + timedelta(days=1)
    form = form_of(
        post, go_live_at=tomorrow.strftime("%Y-%m-%d %H:%M"), **{"action-publish": "yes"}
    )
    response = desk.post(f"pages/{post.pk}/edit/", form)
    work_off_schedules(now=timezone.now() + timedelta(days=2))
    return response


def bulk(desk: Desk, post: BlogPostPage) -> Any:
    return desk.post(f"bulk/wagtailcore/page/publish/?id={post.pk}&next=/admin/")


def bulk_with_descendants(desk: Desk, post: BlogPostPage) -> Any:
    return desk.post(
        f"bulk/wagtailcore/page/publish/?id={desk.blog.pk}&next=/admin/",
        {"include_descendants": "on"},
    )


def _copied(desk: Desk, page: Page, parent: Page, **how: str) -> Any:
    form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": parent.pk, **how}
    return desk.post(f"pages/{page.pk}/copy/", form)


def copy(desk: Desk, post: BlogPostPage) -> Any:
    BlogPostPage.objects.filter(pk=post.pk).update(live=True)
    return _copied(desk, post, desk.blog, publish_copies="on")


def copy_with_subpages(desk: Desk, post: BlogPostPage) -> Any:
    BlogPostPage.objects.filter(pk=post.pk).update(live=True)
    home = desk.blog.get_parent()
    return _copied(desk, home, home.get_parent(), publish_copies="on", copy_subpages="on")


def alias(desk: Desk, post: BlogPostPage) -> Any:
    BlogPostPage.objects.filter(pk=post.pk).update(live=True)
    return _copied(desk, post, desk.blog, alias="on")


def api_publish(desk: Desk, post: BlogPostPage) -> Any:
    return desk.ask(f"{post.pk}/actions/publish/")


def api_publish_scheduled(desk: Desk, post: BlogPostPage) -> Any:
    post.go_live_at = timezone.now() + timedelta(days=1)
    post.save_revision()
    return desk.ask(f"{post.pk}/actions/publish/")


def api_edit(desk: Desk, post: BlogPostPage) -> Any:
    return Client().patch(
        f"{API}{post.pk}/",
        {"meta": {"type": "blog.BlogPostPage", "action": "publish"}, "title": "Other words"},
        content_type="application/json",
        headers=desk.token,
    )


def api_copy(desk: Desk, post: BlogPostPage) -> Any:
    BlogPostPage.objects.filter(pk=post.pk).update(live=True)
    return desk.ask(f"{post.pk}/actions/copy/", {"keep_live": True, "slug": "copy"})


def api_alias(desk: Desk, post: BlogPostPage) -> Any:
    BlogPostPage.objects.filter(pk=post.pk).update(live=True)
    return desk.ask(f"{post.pk}/actions/create_alias/", {"slug": "copy"})


def command(desk: Desk, post: BlogPostPage) -> Any:
    """Wagtail's own command, for a schedule that stood before the category asked for a review."""
    post.category.requires_review = False
    post.category.save()
    post.go_live_at = timezone.now() + timedelta(hours=1)
    post.save_revision().publish()
    post.category.requires_review = True
    post.category.save()
    post.latest_revision.refresh_from_db()
    Page.objects.get(pk=post.pk).revisions.update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1)
    )
    work_off_schedules(now=timezone.now())
    call_command("publish_scheduled", verbosity=0)


# What brings a post to the public, by the name that Wagtail has for it.
DOORS = {
    "admin edit": edit,
    "admin add": add,
    "admin schedule": schedule,
    "admin copy": copy,
    "admin copy with subpages": copy_with_subpages,
    "admin alias": alias,
    "bulk publish": bulk,
    "bulk publish with descendants": bulk_with_descendants,
    "api pages_actions_publish": api_publish,
    "api pages_actions_publish scheduled": api_publish_scheduled,
    "api pages_update": api_edit,
    "api pages_actions_copy": api_copy,
    "api pages_actions_create_alias": api_alias,
    "command publish_scheduled": command,
}
