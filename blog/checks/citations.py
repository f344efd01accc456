"""Whether a section says where its facts come from."""

from blog.blocks.rich_text import cited_keys
from blog.checks.draft import Section


def cites(section: Section) -> bool:
    """Return whether a section cites a source in its text.

    Args:
        section: the section as it is being edited.
    """
    return any(cited_keys(str(part.value)) for part in section.parts if part.is_rich)
