"""What was sent by a form, as the admin lists and exports it."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.ui.tables import Column
from wagtail.contrib.forms.views import SubmissionsListView

from core.exports import HarmlessExportMixin
from core.wagtail_internals import FormPagesListView
from home.form_permissions import may_read_submissions


class FormsView(FormPagesListView):
    """Wagtail's list of forms, for who reads what was sent, whether they edit pages or not."""

    any_permission_required: ClassVar[Any] = None
    columns: ClassVar[list[Column]] = [
        column
        for column in FormPagesListView.columns
        # Nothing can be done to the pages here, and their editor is not open to the front desk.
        if column.name in ("title", "latest_revision_created_at", "status")
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in who has the permission.

        Raises:
            PermissionDenied: to others.
        """
        if not may_read_submissions(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class HarmlessSubmissionsListView(HarmlessExportMixin, SubmissionsListView):
    """Wagtail's list; what people wrote is no formula in its export."""
