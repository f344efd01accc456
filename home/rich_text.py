"""Which rich text features make sense where: an editor is offered these and no others."""

# A phrase inside a list, a table or a card.
INLINE = ["bold", "italic", "superscript", "subscript", "link"]
# A few sentences in a box: no headings, which would break the order of the page's own.
SHORT = [*INLINE, "ol", "ul"]
# Running text under a section's heading (level 2).
PROSE = ["h3", "h4", *SHORT, "document-link"]
