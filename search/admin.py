"""The desk's part of the search: synonyms, and what readers did not find."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from core.exports import HarmlessExportMixin
from search.models import SynonymSet, UnfoundSearch
from search.models.unfound import LEAST_SEARCHES, LONGEST_SEARCH


class SynonymCreateView(CreateView):
    """A new set; what readers did not find is filled in, when the report led here."""

    def get_initial_form_instance(self) -> SynonymSet:
        """Begin with the words of the address."""
        return SynonymSet(words=self.request.GET.get("words", "")[:LONGEST_SEARCH])


class SynonymViewSet(SnippetViewSet):
    """Synonyms."""

    model = SynonymSet
    add_view_class = SynonymCreateView
    icon = "tag"
    menu_label = "Synonyms"
    menu_name = "synonyms"
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["__str__", "broader", "is_mistaken", "is_in_use"]
    list_filter = ["is_mistaken", "is_in_use"]
    search_backend_name = None  # parts of words
    search_fields = ["words", "broader"]


class UnfoundSearchesView(HarmlessExportMixin, ReportView):
    """What readers searched for and did not find, the most frequent first."""

    model = UnfoundSearch
    page_title = "Searches without result"
    header_icon = "search"
    index_url_name = "unfound_searches_report"
    index_results_url_name = "unfound_searches_report_results"
    export_filename = "searches-without-result"
    list_export = ["words", "count", "last_on"]
    export_headings = {"words": "Words", "count": "How often", "last_on": "Last on"}
    is_searchable = False
    columns = [
        Column("words", label="Words"),
        Column("count", label="How often"),
        DateColumn("last_on", label="Last on"),
        TitleColumn(
            "add",
            label="What to do",
            accessor=lambda row: "Add a synonym",
            get_url=lambda row: add_url(row.words),
        ),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Admit who keeps the synonyms."""
        if not keeps_synonyms(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_queryset(self) -> QuerySet[UnfoundSearch]:
        """Return the words that enough people typed."""
        return UnfoundSearch.objects.filter(count__gte=LEAST_SEARCHES).exclude(words="")


def keeps_synonyms(user: Any) -> bool:
    """Return whether a user may add synonyms."""
    return bool(user.has_perm("search.add_synonymset"))


def add_url(words: str) -> str:
    """Return the address of the form for a new set that begins with some words."""
    return f"{reverse('wagtailsnippets_search_synonymset:add')}?{urlencode({'words': words})}"


register_snippet(SynonymViewSet)
