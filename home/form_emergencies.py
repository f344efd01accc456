"""Forms in which somebody may be in danger, for who looks at emergencies."""

from django.urls import reverse

from core.wagtail_internals import FormSubmission
from home import emergencies
from home.emergencies import Kind, Message
from home.models.form_page import FORM


def message_of(key: int) -> Message | None:
    """Return what somebody sent, answer by answer."""
    submission = FormSubmission.objects.filter(pk=key).first()
    if submission is None:
        return None
    answers = [f"{name}: {value}" for name, value in submission.form_data.items()]
    url = reverse("wagtailforms:list_submissions", args=[submission.page_id])
    return Message(words="\n".join(answers), writer="", url=url)


emergencies.kinds[FORM] = Kind(label="Form", message=message_of)
