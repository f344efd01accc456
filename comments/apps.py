"""Reader comments."""

from django.apps import AppConfig
from django.db.models.signals import pre_save


class CommentsConfig(AppConfig):
    """Replies below pages, threaded and moderated."""

    name = "comments"
    verbose_name = "Reader comments"

    def ready(self) -> None:
        """Take out the receivers of django-comments-xtd 2.10.13 that the write service replaces.

        Saving a parent would make its hidden replies public again, and posting would mail links
        that hold a pickle. This app stands after both upstream apps so that they are connected by
        now.
        """
        from django_comments.signals import comment_was_posted, comment_will_be_posted
        from django_comments_xtd import views
        from django_comments_xtd.models import (
            TmpXtdComment,
            publish_or_unpublish_on_pre_save,
        )

        from . import alarms, outbox  # noqa: F401 - they register what they do
        from .privacy import register_holdings

        register_holdings()
        from .models import ReaderComment

        pre_save.disconnect(publish_or_unpublish_on_pre_save, sender=ReaderComment._meta.label)
        comment_will_be_posted.disconnect(views.on_comment_will_be_posted, sender=TmpXtdComment)
        comment_was_posted.disconnect(views.on_comment_was_posted, sender=TmpXtdComment)
