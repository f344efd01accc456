"""The button "Cite a source" of the rich text editor, and its token there and as it is stored."""

from typing import Any

from django.urls import reverse_lazy
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from blog.citations import SourceHandler
from blog.models import Source
from blog.rich_text import CITE
from core.keys import stored_key
from core.wagtail_internals import KEEP_WHITESPACE

ENTITY = "SOURCE"
MISSING = "missing source"


class CitationElementHandler(InlineEntityElementHandler):
    """Shows a stored citation as a token with its source's name of today."""

    mutability = "IMMUTABLE"

    def __init__(self) -> None:
        super().__init__(ENTITY)

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        """Return what the editor keeps of a citation; the name is empty when its source is gone."""
        key = stored_key(attrs.get("id"))
        source = Source.objects.filter(pk=key).first()
        return {"id": str(key), "name": source.short_name if source else ""}

    def handle_starttag(self, name: str, attrs: Any, state: Any, contentstate: Any) -> None:
        """Write the token; the stored tag has no text of its own."""
        super().handle_starttag(name, attrs, state, contentstate)
        entity = contentstate.entity_map[contentstate.entity_count - 1]
        state.current_block.text += f"[{entity.data['name'] or MISSING}]"
        state.leading_whitespace = KEEP_WHITESPACE


def stored_citation(props: dict[str, Any]) -> Any:
    """Return a token as it is stored: which source, and none of its words."""
    attributes = {"embedtype": SourceHandler.identifier, "id": props.get("id")}
    return DOM.create_element("embed", attributes)


def register_citing(features: FeatureRegistry) -> None:
    """Add the feature to Wagtail's editor, its conversions and its rendering."""
    features.register_embed_type(SourceHandler)
    features.register_editor_plugin(
        "draftail",
        CITE,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "openquote",
                "description": "Cite a source",
                "chooserUrls": {
                    "sourceChooser": reverse_lazy("wagtailsnippetchoosers_blog_source:choose")
                },
            },
            js=["wagtailadmin/js/chooser-modal.js", "js/admin/cite-source.js"],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        CITE,
        {
            "from_database_format": {
                f'embed[embedtype="{SourceHandler.identifier}"]': CitationElementHandler()
            },
            "to_database_format": {"entity_decorators": {ENTITY: stored_citation}},
        },
    )
