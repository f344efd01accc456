"""What the desk and its reviewer do with a post, through the admin."""

import json
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from blog.models import BlogPostPage


def read_of(response: Any) -> str:
    """Return what the form says was read."""
    field = BeautifulSoup(response.content, "html.parser").select_one("input[name=read]")
    assert field
    return str(field["value"])


def rewritten(post: BlogPostPage, old: str, new: str) -> BlogPostPage:
    """Return the post with other words in its sections, ready to be saved."""
    post = BlogPostPage.objects.get(pk=post.pk).get_latest_revision_as_object()
    post.body = json.loads(json.dumps(list(post.body.raw_data)).replace(old, new))
    return post


def sign(client: Client, post: BlogPostPage, decision: str = "full", **values: str) -> Any:
    """Read a post as a reviewer and decide about it."""
    address = f"/admin/clinical-review/{post.pk}/"
    read = read_of(client.get(address))
    return client.post(address, {"read": read, "decision": decision} | values)
