"""A post."""

import re
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.models import Orderable, Page, Site
from wagtail.search import index

from blog.blocks import PostBodyBlock, WarningLevel
from blog.blocks.updates import UpdateBlock
from blog.citations import citing, sources_of
from blog.managers import BlogPostManager, BlogPostQuerySet
from blog.plain_text import stored_text
from comments.models import CommentableMixin
from core.routing import LoadedAncestorsMixin
from core.stream_fields import UnmigratedStreamField
from home.context_processors import load_settings
from home.navigation import breadcrumbs
from images.preloading import linked_pages, preloaded_references

from .review import PostReview
from .snippets import Person

# Mean silent reading speed of adults in English non-fiction: Brysbaert M, "How many words do we
# read per minute?", Journal of Memory and Language 2019;109:104047.
WORDS_PER_MINUTE = 238
RELATED_POSTS = 3
FRONT_END = "front-end"
WORD = re.compile(r"\w[\w'’-]*")


class Tag(TagBase):
    """A word that posts are tagged with; apart from the media library's own tags."""

    free_tagging = True

    class Meta:
        verbose_name = "tag"
        verbose_name_plural = "tags"


class PostTag(ItemBase):
    """The use of a tag by a post."""

    tag = models.ForeignKey(Tag, related_name="tagged_posts", on_delete=models.CASCADE)
    content_object = ParentalKey(
        "blog.BlogPostPage", related_name="tagged_items", on_delete=models.CASCADE
    )


class BlogPostPage(LoadedAncestorsMixin, CommentableMixin, Page):
    """A health post, built from structured sections and closed by its readers' replies."""

    summary = models.TextField(
        max_length=260,
        help_text="Two sentences below the title, in lists and in feeds: what the reader learns.",
    )
    hero_image = models.ForeignKey(
        "images.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Wide image at the top, in lists and when the post is shared.",
    )
    category = models.ForeignKey(
        "blog.Category", on_delete=models.PROTECT, related_name="posts", null=True
    )
    author = models.ForeignKey(
        "blog.Person", on_delete=models.PROTECT, related_name="posts", null=True
    )
    reviewer = models.ForeignKey(
        "blog.Person",
        on_delete=models.PROTECT,
        related_name="reviewed_posts",
        null=True,
        blank=True,
        verbose_name="clinical reviewer",
        help_text="Who is asked to review the post. Readers are told who signed it, once it is.",
    )
    body = UnmigratedStreamField(PostBodyBlock(), verbose_name="sections")
    updates = UnmigratedStreamField(
        [("update", UpdateBlock())],
        blank=True,
        verbose_name="what changed",
        help_text="Changes in substance since the post went live. Readers see them at its end.",
    )
    tags = ClusterTaggableManager(through=PostTag, blank=True)
    focus_phrase = models.CharField(
        max_length=80,
        blank=True,
        help_text="What somebody would type to find this post. The checks then say whether it is "
        "used, and whether it is used too often. For example: ketamine addiction",
    )

    objects = BlogPostManager()

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("hero_image"),
        MultiFieldPanel(
            [
                FieldPanel("author"),
                FieldPanel("reviewer"),
            ],
            heading="People",
        ),
        MultiFieldPanel([FieldPanel("category"), FieldPanel("tags")], heading="Filed under"),
        FieldPanel("body"),
        FieldPanel("updates"),
        InlinePanel(
            "further_reading",
            heading="Further reading",
            label="Source",
            help_text="Sources that the text does not cite. Those that it cites are listed by "
            "themselves, in their order.",
        ),
        InlinePanel(
            "related_posts",
            heading="Related posts",
            label="Related post",
            max_num=RELATED_POSTS,
            help_text="Up to three. What you leave open is filled by category, tags and date.",
        ),
    ]
    promote_panels: ClassVar[list[Any]] = [*Page.promote_panels, FieldPanel("focus_phrase")]
    settings_panels: ClassVar[list[Any]] = [
        *Page.settings_panels,
        *CommentableMixin.settings_panels,
    ]
    search_fields = [
        *Page.search_fields,
        index.AutocompleteField("title"),
        index.SearchField("summary", boost=1.5),
        index.AutocompleteField("summary"),
        index.SearchField("body"),
        index.RelatedFields("author", [index.SearchField("name"), index.AutocompleteField("name")]),
        index.RelatedFields(
            "category", [index.SearchField("name"), index.AutocompleteField("name")]
        ),
        index.RelatedFields("tags", [index.SearchField("name")]),
        index.FilterField("category_id"),
        index.FilterField("author_id"),
        index.FilterField("first_published_at"),
    ]
    parent_page_types: ClassVar[list[str]] = ["blog.BlogIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    serve_select_related = ("category", "author", "review__reviewer")
    template = "blog/blog_post_page.html"
    has_editorial_checks = True  # the editor's panel shows them

    class Meta:
        verbose_name = "post"

    def clean(self) -> None:
        """Require a reviewer other than the author."""
        super().clean()
        if self.reviewer_id and self.reviewer_id == self.author_id:
            raise ValidationError(
                {"reviewer": "Authors do not review their own posts; choose somebody else."}
            )

    @cached_property
    def plain_text(self) -> str:
        """The words of the post, for reading time and excerpts."""
        return stored_text(self.body.stream_block, list(self.body.raw_data))

    @property
    def reading_minutes(self) -> int:
        """How long an adult reads, in minutes, at least one."""
        return max(1, round(len(WORD.findall(self.plain_text)) / WORDS_PER_MINUTE))

    @property
    def updated_at(self) -> Any:
        """When the post was last published, if that was a day or more after the first time.

        A correction within the first day is part of publishing, not an update.
        """
        first, last = self.first_published_at, self.last_published_at
        return last if first and last and (last - first).days >= 1 else None

    @property
    def shown_review(self) -> "PostReview | None":
        """Where the review of the live text stands, once a reviewer has signed the post."""
        review: PostReview | None = getattr(self, "review", None)
        return review if review and review.was_reviewed else None

    @property
    def shown_people(self) -> list[Person]:
        """Who wrote the post, and who reviewed it while that is told to readers."""
        review = self.shown_review
        reviewer = review.reviewer if review and review.is_complete else None
        return [person for person in (self.author, reviewer) if person]

    @cached_property
    def shows_crisis_resources_first(self) -> bool:
        """Whether they stand above all else: its category or an emergency warning says so."""
        by_category = self.category is not None and self.category.shows_crisis_resources
        return by_category or self.holds_emergency_warning

    @cached_property
    def holds_emergency_warning(self) -> bool:
        """Whether one of its sections says what to do when a life is in danger."""
        return any(
            section["type"] == "warning_callout"
            and section["value"].get("level") == WarningLevel.EMERGENCY
            for section in self.body.raw_data
        )

    def related(self, site: Site) -> BlogPostQuerySet:
        """Return up to three posts to read next.

        First the chosen ones, then those of the category, then those with a tag in common, then
        the newest. Who reads about a crisis is offered nothing unrelated.
        """
        chosen = RelatedPost.objects.filter(post=self.pk, related=OuterRef("pk"))
        tags = PostTag.objects.filter(content_object=self.pk).values("tag")
        # One set for all rows: SQLite would work out a correlated subquery for each of them.
        tagged = PostTag.objects.filter(tag__in=tags).values("content_object")
        posts: BlogPostQuerySet = (
            public_posts(site)
            .exclude(pk=self.pk)
            .annotate(
                is_chosen=Exists(chosen),
                choice=Subquery(chosen.values("sort_order")[:1]),
                same_category=Case(
                    When(category_id=self.category_id, then=Value(0)), default=Value(1)
                ),
                same_tag=Case(When(pk__in=tagged, then=Value(0)), default=Value(1)),
            )
            .filter(
                Q(is_chosen=True) | Q(same_category=0) | Q(same_tag=0)
                if self.shows_crisis_resources_first
                else Q()
            )
            .order_by(
                "-is_chosen",
                models.F("choice").asc(nulls_last=True),
                "same_category",
                "same_tag",
                "-first_published_at",
                "-pk",
            )
            .select_related("category", "author", "content_type")
            .defer("body")[:RELATED_POSTS]
        )
        return posts

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The site's own page, and the front end of HEADLESS_PREVIEW_URL when there is one."""
        modes = [*self.DEFAULT_PREVIEW_MODES]
        if settings.ENVIRONMENT.headless_preview_url:
            modes.append((FRONT_END, "App or site that uses the API (last saved draft)"))
        return modes

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the post as it is being edited, or lead to the other front end."""
        if mode_name == FRONT_END:
            return redirect("front_end_preview", self.pk or 0)
        response: HttpResponse = super().serve_preview(request, mode_name)
        return response

    @cached_property
    def tag_list(self) -> list[Tag]:
        """Return the tags, asked for once."""
        return list(self.tags.all())

    @cached_property
    def update_list(self) -> list[Any]:
        """Return what changed, newest first."""
        updates = [child.value for child in self.updates]
        return sorted(updates, key=lambda update: update["changed_on"], reverse=True)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the way up and the posts to read next."""
        if prepared := kwargs.pop("prepared_context", None):
            return prepared
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        site = Site.find_for_request(request)
        context["breadcrumbs"] = breadcrumbs(self, request)
        context["related_posts"] = list(self.related(site)) if site else []
        context["sources"] = sources_of(self)
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Render the page at once, while what its sections refer to is loaded in bulk."""
        # Images of all posts and people on the page, and the pages of text and menus, are loaded
        # together with what the sections refer to.
        context = self.get_context(request, *args, **kwargs)
        posts = [self, *context["related_posts"]]
        people = self.shown_people
        images = {post.hero_image_id for post in posts} | {person.photo_id for person in people}
        pages = load_settings(request)["navigation"].page_keys
        for person in people:
            pages |= linked_pages(person.biography)
        with (
            preloaded_references(self, images=images, pages=pages) as loaded,
            citing(context["sources"]),
        ):
            for post in posts:
                post.hero_image = loaded.image(post.hero_image_id)
            for person in people:
                person.photo = loaded.image(person.photo_id)
            kwargs["prepared_context"] = context
            response: Any = super().serve(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
            return response


class RelatedPost(Orderable):
    """A post to read next, chosen by an editor."""

    post = ParentalKey(BlogPostPage, on_delete=models.CASCADE, related_name="related_posts")
    related = models.ForeignKey(BlogPostPage, on_delete=models.CASCADE, related_name="+")

    panels: ClassVar[list[Any]] = [PageChooserPanel("related")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["post", "related"], name="blog_related_post_once")
        ]

    def clean(self) -> None:
        """Refuse the post itself."""
        super().clean()
        if self.related_id and self.related_id == self.post_id:
            raise ValidationError({"related": "A post is not related to itself."})


def public_posts(site: Site) -> BlogPostQuerySet:
    """Return the posts of a site that anybody may read; everything anonymous goes through it."""
    posts: BlogPostQuerySet = BlogPostPage.objects.all().visible_to_everyone(site)
    return posts
