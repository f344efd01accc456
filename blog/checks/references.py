"""What a post refers to, loaded in bulk however many sections it has."""

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db.models import Model
from django.urls import Resolver404, resolve
from wagtail.blocks import URLBlock
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction
from wagtail.views import serve

from blog.models import BlogPostPage
from blog.templatetags.section_tags import PARTS_OF_THE_PAGE, anchors
from core.keys import stored_key
from core.streams import section_titles
from core.wagtail_internals import CollectionViewRestriction
from images.blocks import DocumentChooserBlock, PageChooserBlock
from images.models import CustomDocument, CustomImage

if TYPE_CHECKING:
    from blog.checks.draft import Draft, Link, Part

SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Targets:
    """The pages, documents and images of one post, each kind by one query.

    Args:
        draft: the post.
    """

    def __init__(self, draft: "Draft") -> None:
        self.draft = draft

    @cached_property
    def hero_image(self) -> CustomImage | None:
        """The image at the top, which may not be saved with the post yet."""
        return CustomImage.objects.filter(pk=self.draft.post.hero_image_id or 0).first()

    def fault_of_link(self, link: "Link") -> str:
        """Return what is wrong with where a link of rich text leads, or an empty text."""
        kind, key = link.attributes.get("linktype"), link.attributes.get("id", "")
        if kind == "page":
            return self.fault_of_page(key)
        if kind == "document":
            return self.fault_of_document(key)
        return self._fault_of_address(link.attributes.get("href", "")) if kind is None else ""

    def fault_of_choice(self, part: "Part") -> str:
        """Return what is wrong with a page, document or address of a field, or an empty text."""
        if part.value and isinstance(part.block, PageChooserBlock):
            return self.fault_of_page(part.value)
        if part.value and isinstance(part.block, DocumentChooserBlock):
            return self.fault_of_document(part.value)
        if part.value and isinstance(part.block, URLBlock):
            return self._fault_of_address(part.value)
        return ""

    def address_of_link(self, link: "Link") -> str:
        """Return where a link of rich text inside the site leads, absolute where it can be."""
        kind, key = link.attributes.get("linktype"), link.attributes.get("id", "")
        if kind == "page":
            return self._address_of_page(key)
        if kind == "document":
            return self._address_of_document(key)
        return self._absolute(link.attributes.get("href", ""))

    def address_of_choice(self, part: "Part") -> str:
        """Return where a field inside the site leads, absolute where it can be."""
        if isinstance(part.block, PageChooserBlock):
            return self._address_of_page(part.value)
        if isinstance(part.block, DocumentChooserBlock):
            return self._address_of_document(part.value)
        return self._absolute(part.value)

    @cached_property
    def outside_addresses(self) -> list[str]:
        """The addresses of other sites on the web that the text and its fields link to."""
        return [
            address
            for address in self._typed
            if address.lower().startswith(("http://", "https://"))
            and self._inside(address)[0] is None
        ]

    def _address_of_page(self, key: Any) -> str:
        page = self._pages.get(str(key))
        return str((page and page.full_url) or f"Page {key}")

    def _address_of_document(self, key: Any) -> str:
        document = self._documents.get(str(key))
        return self._absolute(document.url) if document else f"Document {key}"

    def _absolute(self, address: str) -> str:
        post_url = self.draft.post.full_url or f"{self.draft.site.root_url}/"
        return urljoin(post_url, address.strip())

    def fault_of_page(self, key: Any) -> str:
        """Return why readers do not reach a page, or an empty text."""
        return self._fault(self._pages.get(str(key)))

    def fault_of_document(self, key: Any) -> str:
        """Return why readers do not reach a document, or an empty text."""
        document = self._documents.get(str(key))
        if document is None:
            return "The document was deleted."
        private = any(
            document.collection.path.startswith(path) for path in self._private_collections
        )
        return f"The document “{document.title}” is private." if private else ""

    def _fault(self, page: Page | None) -> str:
        if page is None:
            return "The page was deleted."
        if not page.live:
            return f"The page “{page.title}” is not published."
        if any(page.path.startswith(path) for path in self._private_pages):
            return f"The page “{page.title}” is private."
        return ""

    def _fault_of_address(self, address: str) -> str:
        path, anchor = self._inside(address)
        if path is None:
            return ""
        page = self._pages_by_address.get(path) if path else None
        if path and page is None:
            return "" if self._is_served(path) else f"There is no page at {path}"
        if fault := self._fault(page) if page else "":
            return fault
        known = self._anchors(page)
        if anchor and known is not None and anchor not in known:
            return f"There is no heading with the anchor #{anchor}"
        return ""

    def _inside(self, address: str) -> tuple[str | None, str]:
        """Return path and anchor of an address in this site; the path of another site is None."""
        try:
            parts = urlsplit(address.strip())
        except ValueError:  # brackets without an address of IPv6
            return None, ""
        if parts.netloc:
            hosts = {self.draft.site.hostname, urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}
            if parts.hostname not in hosts:
                return None, ""
        elif SCHEME.match(address) or not address.startswith(("/", "#")):
            return None, ""
        path = parts.path
        if path and not path.endswith("/") and "." not in path.rsplit("/", 1)[-1]:
            path += "/"
        return path, parts.fragment

    def _is_served(self, path: str) -> bool:
        """Return whether something answers at a path that is no page's: a view, or a redirect."""
        if path.rstrip("/") in self._redirects:
            return True
        try:
            if resolve(path).func is not serve:
                return True
        except Resolver404:
            return False
        # A page with addresses of its own below it, such as the listings of the blog.
        above = path
        while len(above) > 1:
            above = above.rstrip("/").rsplit("/", 1)[0] + "/"
            if page := self._pages_by_address.get(above):
                return above != "/" and hasattr(page.specific_class, "resolve_subpage")
        return False

    def _anchors(self, page: Page | None) -> set[str] | None:
        """Return the anchors of the post itself or of another one; None when they are not known."""
        if page is None or page.pk == self.draft.post.pk:
            headings = [section.heading for section in self.draft.sections]
            return {*anchors(headings), *PARTS_OF_THE_PAGE}
        return self._anchors_of_posts.get(page.pk)

    @cached_property
    def _links(self) -> list["Link"]:
        sections = self.draft.sections
        return [link for section in sections for part in section.parts for link in part.links]

    @cached_property
    def _typed(self) -> list[str]:
        """The addresses that somebody typed, in the text and in fields of their own."""
        parts = [part for section in self.draft.sections for part in section.parts]
        fields = [part.value for part in parts if part.value and isinstance(part.block, URLBlock)]
        return [*(link.attributes.get("href", "").strip() for link in self._links), *fields]

    def _keys(self, kind: str, chooser: type[Any]) -> set[str]:
        chosen = {
            str(part.value)
            for section in self.draft.sections
            for part in section.parts
            if isinstance(part.block, chooser) and part.value
        }
        linked = {
            link.attributes.get("id", "")
            for link in self._links
            if link.attributes.get("linktype") == kind
        }
        return {key for key in chosen | linked if stored_key(key)}

    def _by_key(self, model: type[Model], keys: set[str], *related: str) -> dict[str, Any]:
        found = model._default_manager.select_related(*related).filter(pk__in=keys) if keys else []
        return {str(thing.pk): thing for thing in found}

    @cached_property
    def _pages(self) -> dict[str, Page]:
        return self._by_key(Page, self._keys("page", PageChooserBlock))

    @cached_property
    def _documents(self) -> dict[str, CustomDocument]:
        return self._by_key(
            CustomDocument, self._keys("document", DocumentChooserBlock), "collection"
        )

    @cached_property
    def _addresses(self) -> set[str]:
        """The paths in this site that the text links to, with all that stand above them."""
        paths = set()
        for address in self._typed:
            path, _ = self._inside(address)
            while path and path not in paths:
                paths.add(path)
                path = path.rstrip("/").rsplit("/", 1)[0] + "/"
        return paths

    @cached_property
    def _pages_by_address(self) -> dict[str, Page]:
        if not self._addresses:
            return {}
        root = self.draft.site.root_page.url_path.rstrip("/")
        pages = Page.objects.filter(url_path__in=[root + path for path in self._addresses])
        return {page.url_path.removeprefix(root): page for page in pages}

    @cached_property
    def _redirects(self) -> set[str]:
        paths = {Redirect.normalise_path(path) for path in self._addresses}
        return set(
            Redirect.get_for_site(self.draft.site)
            .filter(old_path__in=paths)
            .values_list("old_path", flat=True)
        )

    @cached_property
    def _anchors_of_posts(self) -> dict[int, set[str]]:
        """The anchors of the posts that are linked with one."""
        posts = BlogPostPage.objects.filter(pk__in=[p.pk for p in self._pages_by_address.values()])
        return {
            post.pk: {
                *anchors(section_titles(post.body)),
                *PARTS_OF_THE_PAGE,
            }
            for post in posts
        }

    @cached_property
    def _private_pages(self) -> list[str]:
        return list(PageViewRestriction.objects.values_list("page__path", flat=True))

    @cached_property
    def _private_collections(self) -> list[str]:
        return list(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
