"""What a front end needs beside posts: menus, the clinic's facts, crisis resources, redirects."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field
from wagtail.contrib.redirects.models import Redirect
from wagtail.rich_text import RichText

from delivery.api import cursors
from delivery.api.answers import answer
from delivery.api.parameters import PROBLEMS, PageParameters, check, site_of
from delivery.published import schemas
from delivery.published.resolving import Resolver
from delivery.published.sections import schema_of, value_of
from home.models import CareSettings, NavigationSettings, OrganisationSettings

router = Router(tags=["site"])


def _stream(model: type[Any], name: str) -> Any:
    return schema_of(model._meta.get_field(name).stream_block)


class MenuLink(Schema):
    """Words and where they lead."""

    text: str
    url: str


class Navigation(Schema):
    """The menus of the site; links to what is not public are left out."""

    header: list[MenuLink]
    header_button: list[MenuLink]
    footer: list[MenuLink]


class Organisation(Schema):
    """The clinic's facts."""

    name: str
    legal_name: str
    description: str
    logo: schemas.Image | None
    telephone: str
    email: str
    street_address: str
    locality: str
    region: str
    postal_code: str
    country: str
    medical_specialty: str
    opening_hours: _stream(OrganisationSettings, "opening_hours")  # type: ignore[valid-type]
    social_profiles: _stream(OrganisationSettings, "social_profiles")  # type: ignore[valid-type]


class Care(Schema):
    """What a reader in distress must find, and what every post must say."""

    crisis_line: str
    crisis_heading: str
    crisis_resources: _stream(CareSettings, "crisis_resources")  # type: ignore[valid-type]
    disclaimer: schemas.RichText
    comment_notice: str


class SiteSettings(Schema):
    """What every page shows."""

    site_name: str
    url: str
    organisation: Organisation
    care: Care


class RedirectLink(Schema):
    """An address that moved."""

    from_path: str
    to: str = Field(description="Absolute address.")
    permanent: bool


class RedirectList(Schema):
    """Addresses that moved, to what is public."""

    items: list[RedirectLink]
    next: str | None


@router.get(
    "navigation/",
    response={200: Navigation, **PROBLEMS},
    operation_id="getNavigation",
    summary="Get the menus",
)
def get_navigation(request: HttpRequest) -> Any:
    """Get the menus at the head and the foot of every page."""
    check(request)
    site = site_of(request)
    settings = NavigationSettings.for_site(site)
    resolver = Resolver(site)
    menus = {
        name: _links(getattr(settings, name), resolver)
        for name in ("header", "header_button", "footer")
    }
    return answer(request, lambda: menus, state=[menus], surrogate_keys=["navigation"])


@router.get(
    "settings/",
    response={200: SiteSettings, **PROBLEMS},
    operation_id="getSettings",
    summary="Get the clinic's facts and crisis resources",
)
def get_settings(request: HttpRequest) -> Any:
    """Get what every page shows: who the clinic is, where to turn in a crisis, the disclaimer."""
    check(request)
    site = site_of(request)
    resolver = Resolver(site)
    organisation = OrganisationSettings.for_site(site)
    care = CareSettings.for_site(site)
    settings = {
        "site_name": site.site_name,
        "url": f"{site.root_url}/",
        "organisation": _values(organisation, Organisation, resolver)
        | {"logo": resolver.image(organisation.logo)},
        "care": _values(care, Care, resolver)
        | {
            "crisis_resources": value_of(
                care.shown_crisis_resources.stream_block, care.shown_crisis_resources, resolver
            ),
            "disclaimer": {"html": resolver.rich_text(RichText(care.disclaimer))["html"]},
        },
    }
    return answer(request, lambda: settings, state=[settings], surrogate_keys=["settings"])


@router.get(
    "redirects/",
    response={200: RedirectList, **PROBLEMS},
    operation_id="listRedirects",
    summary="List redirects",
)
def list_redirects(request: HttpRequest, parameters: Query[PageParameters]) -> Any:
    """List the addresses that moved, by address; those that lead to what is not public are not."""
    check(request, PageParameters)
    site = site_of(request)
    resolver = Resolver(site)
    rows = Redirect.get_for_site(site).select_related("redirect_page").order_by("old_path", "pk")
    if parameters.cursor:
        old_path, key = cursors.read(parameters.cursor, of="redirects")
        rows = rows.filter(old_path__gte=old_path).exclude(old_path=old_path, pk__lte=key)
    found = list(rows[: parameters.limit + 1])
    following = None
    if len(found) > parameters.limit:
        found.pop()
        query = request.GET.copy()
        query["cursor"] = cursors.make([found[-1].old_path, found[-1].pk], of="redirects")
        following = f"{site.root_url}{request.path}?{query.urlencode()}"
    items = [
        {"from_path": row.old_path, "to": target, "permanent": row.is_permanent}
        for row in found
        if (target := _target(row, resolver))
    ]
    return answer(
        request,
        lambda: {"items": items, "next": following},
        state=[items, following],
        surrogate_keys=["redirects"],
    )


def _target(redirect: Redirect, resolver: Resolver) -> str:
    if redirect.redirect_page_id:
        page = resolver.page(redirect.redirect_page)
        return f"{page['url']}" if page else ""
    return resolver.absolute(redirect.redirect_link)


def _links(menu: Any, resolver: Resolver) -> list[dict[str, str]]:
    values = value_of(menu.stream_block, menu, resolver)
    return [
        {"text": item["value"]["text"], "url": item["value"]["href"]}
        for item in values
        if item["value"]["href"]
    ]


def _values(settings: Any, schema: type[Schema], resolver: Resolver) -> dict[str, Any]:
    """Return the fields of a settings object that a schema names, its streams resolved."""
    values = {}
    for name in schema.model_fields:
        value = getattr(settings, name)
        if hasattr(value, "stream_block"):
            value = value_of(value.stream_block, value, resolver)
        values[name] = value
    return values
