"""Addresses of the lists of posts below the blog's index."""

from typing import Any

from blog.models import BlogIndexPage, Category, Person
from blog.models.post import Tag

ROUTES = {Category: "category", Tag: "tag", Person: "author"}


def listing_url(blog_url: str, subject: Any) -> str:
    """Return the address of the posts of a category or tag, or of a person's profile.

    Args:
        blog_url: the index's own address, absolute or from the root.
        subject: a Category, Tag or Person.
    """
    route = ROUTES[type(subject)]
    return f"{blog_url}{BlogIndexPage.get_resolver().reverse(route, subject.slug)}"
