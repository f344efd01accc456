"""Whether a section says where its facts come from."""

import re

from blog.checks.draft import Section

# Rich text keeps a citation as a link of this type.
CITATION = re.compile(r'linktype="source"')


def cites(section: Section) -> bool:
    """Return whether a section has a source: cited in its text, or in the post's list of sources.

    Args:
        section: the section as it is being edited.
    """
    return any(CITATION.search(str(part.value)) for part in section.parts if part.is_rich) or any(
        other.type == "sources" for other in section.draft.sections
    )
