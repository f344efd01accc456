"""How a member of the team wants to hear of replies, in their account."""

from typing import Any

from django import forms
from wagtail.admin.views.account import BaseSettingsPanel

from comments.models import NotificationPreference
from core.wagtail_internals import notifications_tab


class NotificationPreferenceForm(forms.ModelForm):
    """The choice, stored beside the user."""

    class Meta:
        model = NotificationPreference
        fields = ["mode"]

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        preference = NotificationPreference.objects.filter(user=instance).first()
        kwargs["instance"] = preference or NotificationPreference(user=instance)
        super().__init__(*args, **kwargs)


class RepliesSettingsPanel(BaseSettingsPanel):
    """New replies: a mail for each, one a day, or none."""

    name = "replies"
    title = "Replies"
    help_text = "For moderators, and for the owners of posts. Emergencies are told at once."
    tab = notifications_tab
    order = 150
    form_class = NotificationPreferenceForm
