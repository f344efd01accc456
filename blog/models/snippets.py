"""People and categories: entered once, shown on many posts."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from home.rich_text import SHORT


class Person(index.Indexed, models.Model):
    """An author or clinical reviewer, with what entitles them to speak."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(
        unique=True,
        help_text="The last part of the profile's address. For example: ana-ruiz",
    )
    credentials = models.CharField(
        max_length=80, blank=True, help_text="After the name. For example: MD, FAPA"
    )
    job_title = models.CharField(max_length=120, blank=True)
    biography = RichTextField(features=SHORT, blank=True)
    photo = models.ForeignKey(
        "images.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="log-in",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Whose sign-offs are shown under this name. Reviewers need it to sign posts.",
    )
    website = models.URLField(
        "profile elsewhere",
        blank=True,
        help_text="For example a page of the medical board or a university.",
    )

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("slug"),
                FieldPanel("credentials"),
                FieldPanel("job_title"),
            ],
            heading="Who",
        ),
        FieldPanel("photo"),
        FieldPanel("biography"),
        FieldPanel("website"),
        FieldPanel("user", permission="accounts.change_user"),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("job_title"),
        index.SearchField("biography"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name


class Category(index.Indexed, models.Model):
    """A subject that posts are filed under."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(
        unique=True,
        help_text="The last part of the listing's address. For example: medicines",
    )
    description = models.TextField(
        max_length=300, blank=True, help_text="Shown above the posts of the category."
    )

    requires_review = models.BooleanField(
        "clinical review required",
        default=False,
        help_text="Posts filed here go live only with a text that a clinical reviewer signed.",
    )
    shows_crisis_resources = models.BooleanField(
        "crisis resources first",
        default=False,
        help_text="Posts filed here begin with the crisis resources, above their image, and "
        "nothing unrelated is offered to read next. Searches that speak of danger find them "
        "first. For suicide, self-harm and what to do in a crisis.",
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("description"),
        FieldPanel("requires_review"),
        FieldPanel("shows_crisis_resources"),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("description"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name
