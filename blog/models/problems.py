"""What readers say is wrong with a post: tasks for the desk."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel


class ProblemReport(models.Model):
    """A reader's word that something in a post is wrong, until the desk has dealt with it."""

    class State(models.TextChoices):
        """Where the desk stands with it."""

        OPEN = "open", "Open"
        DONE = "done", "Done"
        DECLINED = "declined", "Nothing to change"

    post = models.ForeignKey(
        "blog.BlogPostPage", on_delete=models.CASCADE, related_name="problem_reports"
    )
    text = models.TextField("what is wrong", max_length=4000)
    email = models.EmailField("e-mail", blank=True)
    reported_at = models.DateTimeField("reported", default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    note = models.TextField(blank=True, help_text="What was done; for the desk only.")
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("post", read_only=True),
        FieldPanel("text", read_only=True),
        FieldPanel("email", read_only=True),
        FieldPanel("reported_at", read_only=True),
        FieldPanel("state"),
        FieldPanel("note"),
    ]

    class Meta:
        ordering: ClassVar[list[str]] = ["-reported_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.post}: {self.text[:60]}"
