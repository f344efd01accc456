"""How fast the reply area is, beside django-comments-xtd as it is shipped."""
