"""Requests that the site itself sends, to addresses that somebody typed."""
