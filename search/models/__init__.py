"""What the search keeps: its index, the desk's synonyms, and what readers did not find."""

from search.models.entries import SearchEntry, SearchPosting, SearchTerm
from search.models.synonyms import SynonymSet
from search.models.unfound import UnfoundSearch

__all__ = ["SearchEntry", "SearchPosting", "SearchTerm", "SynonymSet", "UnfoundSearch"]
