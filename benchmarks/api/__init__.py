"""How fast the Content API answers, beside Wagtail's API v2."""
