"""Stores the demo content. What is there already, by slug, stays as it is."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from accounts.roles import CLINICAL_REVIEWER, make_roles
from blog.clinical_review.services import record, refresh
from blog.clinical_review.texts import texts_of
from blog.clinical_review.workflow import make_workflow
from blog.models import (
    BlogIndexPage,
    BlogPostPage,
    Category,
    ClinicalReviewSettings,
    FurtherReading,
    Person,
)
from comments.models import CommentSettings
from delivery.models import PublishedDocument
from delivery.published import staleness
from delivery.published.tasks import render_stale
from demo.categories import CATEGORIES
from demo.comments import add_comments
from demo.content import Post
from demo.pages import BLOG, CARE, EMERGENCIES, FORM, HOME, NAVIGATION, ORGANISATION, STANDARD_PAGES
from demo.people import PEOPLE
from demo.posts import POSTS
from demo.values import image, logo_image, portrait_image, source, stream
from demo.warm import warm
from home.models import (
    CareSettings,
    EmergencySettings,
    FeaturedPost,
    FormField,
    FormPage,
    HomePage,
    NavigationSettings,
    OrganisationSettings,
    StandardPage,
)

Say = Callable[[str], None]
MORNING = time(9, 0)


def load(*, say: Say) -> None:
    """Add what is missing of the demo content, and make the images' sizes that pages show.

    Args:
        say: told what is being done.
    """
    with transaction.atomic():
        site = set_address()
        if BlogPostPage.objects.filter(slug=POSTS[-1].slug).exists():
            render_documents()
            return
        say("Loading the demo content …")
        home = make_home(site)
        make_form(home)
        for values in STANDARD_PAGES:
            make_page(home, StandardPage, values, streams=("body",))
        make_people()
        for category in CATEGORIES:
            Category.objects.get_or_create(
                slug=category.slug,
                defaults={
                    "name": category.name,
                    "description": category.description,
                    "shows_crisis_resources": category.shows_crisis_resources,
                },
            )
        blog = make_page(home, BlogIndexPage, BLOG)
        make_workflow(make_roles()[CLINICAL_REVIEWER])
        # Oldest first, so that keys follow time.
        posts = sorted(POSTS, key=lambda post: post.published)
        # All pages before any section: a post may link to a later one.
        pages = [make_draft(blog, post) for post in posts]
        # Before the replies: their mails say what the settings say.
        fill_settings(site)
        for page, post in zip(pages, posts, strict=True):
            publish(page, post)
        complete_home(home)
        say_how_we_review(site)
    say("Making images in the sizes and formats that pages need (once) …")
    warm(site)
    render_documents()


def render_documents() -> None:
    """Render what the API and the feeds give, so that they are whole from the first request."""
    if not PublishedDocument.objects.exists():
        staleness.mark_posts()
    render_stale.call(most=BlogPostPage.objects.count() * 2)


def set_address() -> Site:
    """Give the site the address at which the demo is served now."""
    parts = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    site = Site.objects.get(is_default_site=True)
    before = (site.hostname, site.port, site.site_name)
    site.hostname = str(parts.hostname)
    site.port = parts.port or (443 if parts.scheme == "https" else 80)
    site.site_name = settings.WAGTAIL_SITE_NAME
    # Every document holds the address: without a change none is rendered anew.
    if before != (site.hostname, site.port, site.site_name):
        site.save()
    return site


def make_page(parent: Page, model: type[Any], values: dict[str, Any], streams: Any = ()) -> Any:
    """Make and publish a page below `parent`, unless it has one with this slug.

    Args:
        parent: the page above.
        model: the page's class.
        values: its fields by name.
        streams: the names of those that are stream fields.
    """
    if existing := model.objects.child_of(parent).filter(slug=values["slug"]).first():
        return existing
    page = model(**{name: value for name, value in values.items() if name not in streams})
    for name in streams:
        setattr(page, name, stream(model, name, values[name]))
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    return page


def make_home(site: Site) -> HomePage:
    """Make the home page the site's root, in the place of Wagtail's welcome page."""
    if existing := HomePage.objects.first():
        return existing
    welcome = site.root_page
    home: HomePage = make_page(
        Page.get_first_root_node(),
        HomePage,
        {
            "title": HOME["title"],
            "slug": "clinic",
            "hero_heading": HOME["hero_heading"],
            "hero_text": HOME["hero_text"],
        },
    )
    site.root_page = home
    site.save()
    welcome.delete()
    return home


def complete_home(home: HomePage) -> None:
    """Add what links to pages that did not exist when the home page was made."""
    home = HomePage.objects.get(pk=home.pk)
    for name, value in HOME.items():
        if name in ("hero_links", "services", "closing"):
            setattr(home, name, stream(HomePage, name, value))
        elif name == "hero_image":
            home.hero_image = image(value)
        elif name == "featured_posts":
            home.featured_posts = [
                FeaturedPost(post=Page.objects.get(slug=slug), sort_order=order)
                for order, slug in enumerate(value)
            ]
        else:
            setattr(home, name, value)
    home.save_revision().publish()


def make_form(home: HomePage) -> None:
    """Make the form page with its fields."""
    values = {name: value for name, value in FORM.items() if name != "fields"}
    page: FormPage = make_page(home, FormPage, values)
    if not page.form_fields.exists():
        page.form_fields = [
            FormField(sort_order=order, **field) for order, field in enumerate(FORM["fields"])
        ]
        page.save_revision().publish()


def make_people() -> None:
    """Make authors and reviewers with their portraits."""
    for person in PEOPLE:
        if not Person.objects.filter(slug=person.slug).exists():
            Person.objects.create(
                slug=person.slug,
                name=person.name,
                credentials=person.credentials,
                job_title=person.job_title,
                biography=person.biography,
                photo=portrait_image(person.slug, person.name),
            )


def make_draft(blog: BlogIndexPage, post: Post) -> BlogPostPage:
    """Make a post without its sections, unless the blog has it."""
    if existing := BlogPostPage.objects.child_of(blog).filter(slug=post.slug).first():
        return existing
    page = BlogPostPage(
        live=False,
        slug=post.slug,
        title=post.title,
        summary=post.summary,
        seo_title=post.seo_title,
        search_description=post.search_description,
        focus_phrase=post.focus_phrase,
        hero_image=image(post.hero),
        category=Category.objects.get(slug=post.category),
        author=Person.objects.get(slug=post.author),
        reviewer=Person.objects.get(slug=post.reviewer),
    )
    BlogIndexPage.objects.get(pk=blog.pk).add_child(instance=page)
    return page


def publish(page: BlogPostPage, post: Post) -> None:
    """Add sections and tags to a post that is not published yet, and publish it with comments."""
    if page.live:
        return
    page.body = stream(BlogPostPage, "body", post.body)
    page.further_reading = [  # type: ignore[misc]
        FurtherReading(source=source(key), sort_order=order)
        for order, key in enumerate(post.further_reading)
    ]
    page.tags.add(*post.tags)
    page.save_revision().publish()
    page.refresh_from_db()
    published = _moment(post.published)
    BlogPostPage.objects.filter(pk=page.pk).update(
        first_published_at=published,
        last_published_at=_moment(post.updated) if post.updated else published,
    )
    sign(page, post)
    add_comments(page, post.comments, published=published)


def sign(page: BlogPostPage, post: Post) -> None:
    """Sign a post as its reviewer, on the day of its review."""
    person = Person.objects.get(slug=post.reviewer)
    record(page, texts_of(page), person=person, now=_moment(post.reviewed))
    refresh(page.pk)


def fill_settings(site: Site) -> None:
    """Fill in the settings of the site that nobody has saved yet."""
    for model, values in (
        (OrganisationSettings, ORGANISATION),
        (CareSettings, CARE),
        (EmergencySettings, EMERGENCIES),
        (NavigationSettings, NAVIGATION),
    ):
        if model.objects.filter(site=site).exists():
            continue
        setting = model(site=site)
        for name, value in values.items():
            is_stream = isinstance(value, list)
            setattr(setting, name, stream(model, name, value) if is_stream else value)
        if isinstance(setting, OrganisationSettings):
            setting.logo = logo_image()
        setting.save()
    replies = CommentSettings.for_site(site)
    if replies.policy_page is None:
        replies.policy_page = Page.objects.get(slug="comment-policy")
        replies.save()


def say_how_we_review(site: Site) -> None:
    """Link the editorial policy beside each review."""
    review_settings = ClinicalReviewSettings.for_site(site)
    if review_settings.how_we_review is None:
        review_settings.how_we_review = Page.objects.get(slug="editorial-policy")
        review_settings.save()


def _moment(day: date) -> datetime:
    moment = datetime.combine(day, MORNING, tzinfo=ZoneInfo(settings.TIME_ZONE))
    # The posts of a day each have a minute of their own: lists are ordered by time.
    return moment + timedelta(minutes=day.toordinal() % 7)
