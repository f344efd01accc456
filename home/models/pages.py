"""The home page and the standard pages: about, policy, privacy, disclaimer."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.models import Orderable, Page
from wagtail.search import index

from core.routing import LoadedAncestorsMixin, WholePathRoutingMixin
from core.stream_fields import UnmigratedStreamField
from home.blocks import CallToActionBlock, LinksBlock, PageBodyBlock, ServiceBlock
from home.navigation import breadcrumbs


class HomePage(WholePathRoutingMixin, Page):
    """The entrance: who we are, what we wrote last, what we offer, what to do next."""

    hero_heading = models.CharField(max_length=120, help_text="The clinic's promise in a line.")
    hero_text = models.TextField(max_length=400, help_text="Two sentences below the heading.")
    hero_image = models.ForeignKey(
        "images.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Decoration: it is not read aloud by screen readers.",
    )
    hero_links = UnmigratedStreamField(LinksBlock(required=False, min_num=0), blank=True)
    services_heading = models.CharField(max_length=80, default="How we can help")
    services = UnmigratedStreamField([("service", ServiceBlock())], blank=True)
    closing = UnmigratedStreamField(
        [("call_to_action", CallToActionBlock())],
        blank=True,
        max_num=1,
        verbose_name="Call to action",
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("hero_heading"),
                FieldPanel("hero_text"),
                FieldPanel("hero_image"),
                FieldPanel("hero_links"),
            ],
            heading="Hero",
        ),
        InlinePanel(
            "featured_posts",
            heading="Featured posts",
            label="Featured post",
            max_num=3,
            help_text="Up to three. Posts that are not published are left out by themselves.",
        ),
        MultiFieldPanel([FieldPanel("services_heading"), FieldPanel("services")], "Services"),
        FieldPanel("closing"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("hero_heading"),
        index.SearchField("hero_text"),
        index.SearchField("services"),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "blog.BlogIndexPage",
        "home.StandardPage",
        "home.FormPage",
    ]
    max_count_per_parent = 1
    serve_select_related = ("hero_image",)
    template = "home/home_page.html"

    class Meta:
        verbose_name = "home page"


class FeaturedPost(Orderable):
    """A post that the home page shows first."""

    home_page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured_posts")
    # The post's own class lives in an app that stands above this one.
    post = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")

    panels: ClassVar[list[Any]] = [PageChooserPanel("post", "blog.BlogPostPage")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["home_page", "post"], name="home_featured_post_once")
        ]

    def clean(self) -> None:
        """Refuse a post that is featured twice."""
        super().clean()
        twins = [row for row in self.home_page.featured_posts.all() if row.post_id == self.post_id]
        if len(twins) > 1:
            raise ValidationError({"post": "This post is featured already; choose another one."})


class StandardPage(LoadedAncestorsMixin, Page):
    """A page of its own: about us, editorial policy, privacy, disclaimer."""

    introduction = models.TextField(
        max_length=400, blank=True, help_text="One or two sentences below the title."
    )
    body = UnmigratedStreamField(PageBodyBlock())

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]
    template = "home/standard_page.html"

    class Meta:
        verbose_name = "standard page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the way up."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"breadcrumbs": breadcrumbs(self, request)}
