"""What was sent by a form, as the admin lists and exports it."""

from wagtail.contrib.forms.views import SubmissionsListView

from accounts.spreadsheets import HarmlessExportMixin


class HarmlessSubmissionsListView(HarmlessExportMixin, SubmissionsListView):
    """Wagtail's list; what people wrote is no formula in its export."""
