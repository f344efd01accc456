"""The moderator's desk in Wagtail's admin."""
