"""How often the search finds the right page, and how long it takes."""
