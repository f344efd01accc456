"""Posts: pages, blocks, people, categories, clinical review, structured data."""

from django.apps import AppConfig


class BlogConfig(AppConfig):
    """The clinic's blog."""

    name = "blog"

    def ready(self) -> None:
        """Connect what follows from publishing."""
        from blog import receivers  # noqa: F401
        from blog.forms import PostForm
        from blog.models import BlogIndexPage, BlogPostPage
        from blog.names import protect_names
        from blog.publishing import floor  # noqa: F401 - connects it
        from blog.publishing.copying import PublishingCopyForm
        from blog.reader_reports import emergencies  # noqa: F401 - registers its kind
        from blog.reader_reports.privacy import register_holdings

        # The forms ask the guard, which stands on the models: they can't name them in the class.
        BlogPostPage.base_form_class = PostForm
        BlogPostPage.copy_form_class = BlogIndexPage.copy_form_class = PublishingCopyForm
        protect_names()
        register_holdings()
