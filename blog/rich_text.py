"""Which rich text features a post's sections offer: the site's own, and citing a source."""

from home import rich_text

CITE = "source"

INLINE = [*rich_text.INLINE, CITE]
SHORT = [*rich_text.SHORT, CITE]
PROSE = [*rich_text.PROSE, CITE]
