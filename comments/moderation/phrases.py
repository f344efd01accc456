"""The desk's phrases of danger: listed, edited and exported by moderators."""

from typing import ClassVar

from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from core.exports import HarmlessExportMixin
from core.models import RecognitionPhrase


class RecognitionPhraseIndexView(HarmlessExportMixin, IndexView):
    """The phrases, newest change first when asked."""


class RecognitionPhraseViewSet(ModelViewSet):
    """What the recogniser is to know beside the lists that come with the program."""

    model = RecognitionPhrase
    name = "recognition_phrases"
    url_prefix = "recognition-phrases"
    icon = "warning"
    menu_label = "Phrases of danger"
    menu_order = 250
    copy_view_enabled = False
    index_view_class = RecognitionPhraseIndexView
    list_display: ClassVar[list[str]] = [
        "phrase",
        "meaning",
        "language",
        "is_active",
        "changed_at",
        "note",
    ]
    list_filter: ClassVar[list[str]] = ["meaning", "language", "is_active"]
    search_fields: ClassVar[list[str]] = ["phrase", "note"]
    list_export: ClassVar[list[str]] = [
        "phrase",
        "meaning",
        "language",
        "is_active",
        "note",
        "added_at",
        "changed_at",
    ]
    export_filename = "phrases-of-danger"
    list_per_page = 100
