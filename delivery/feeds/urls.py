"""Addresses of the feeds."""

from django.urls import path

from delivery.feeds.comments import comments_feed
from delivery.feeds.posts import AtomPostsFeed, JSONPostsFeed, PostsFeed, feed_view

app_name = "feeds"
urlpatterns = [
    path("posts.rss", feed_view(PostsFeed()), name="posts_rss"),
    path("posts.atom", feed_view(AtomPostsFeed()), name="posts_atom"),
    path("posts.json", feed_view(JSONPostsFeed()), name="posts_json"),
    path("categories/<slug:slug>.rss", feed_view(PostsFeed()), name="category_rss"),
    path("categories/<slug:slug>.atom", feed_view(AtomPostsFeed()), name="category_atom"),
    path("categories/<slug:slug>.json", feed_view(JSONPostsFeed()), name="category_json"),
    path("pages/<key:page_id>/comments.atom", comments_feed, {"kind": "atom"}, name="comments"),
    path("pages/<key:page_id>/comments.rss", comments_feed, {"kind": "rss"}),
    path("pages/<key:page_id>/comments.json", comments_feed, {"kind": "json"}),
]
