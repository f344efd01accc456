"""Keeping live posts whole: links that work, facts with a source."""
