"""Every address of the admin, with the numbers of things that a test has made."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, get_resolver, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.viewsets import viewsets
from wagtail.contrib.settings.registry import registry as settings_registry

ADMIN = "/admin/"
# A placeholder of a path, or a group of a regular expression.
PLACEHOLDER = re.compile(r"<(?:\w+:)?(?P<path>\w+)>|\(\?P<(?P<group>\w+)>[^)]*\)")
# How placeholders end that stand for a kind of thing: the table names it.
KIND = ("app_label", "app_name", "model_name", "action_name")
# The last pattern of Wagtail's, for whatever does not exist.
CATCH_ALL = re.compile(r"\^?\.\*/?\$?$")


@dataclass(frozen=True)
class Address:
    """One address of the admin.

    Args:
        pattern: as the table has it, `#` in the place of a thing's number.
        path: the same with a thing's number, as it is asked for.
        is_own: whether this project made the view, its viewset or what it is about, not Wagtail.
    """

    pattern: str
    path: str
    is_own: bool


@dataclass(frozen=True)
class Route:
    """A pattern of the URL configuration.

    Args:
        route: the pattern from the site's root on.
        is_own: as with an address.
    """

    route: str
    is_own: bool


class Unknown(Exception):  # noqa: N818 - what it is
    """The test has nothing to put into an address."""


def addresses(things: dict[str, Any], *, own_only: bool = False) -> list[Address]:
    """Return every address below /admin/, one for each kind of thing that it is about.

    Args:
        things: the number of a thing by the beginning of a pattern and the placeholder's name, or
            by the name alone: `{"page_id": 3, "/admin/users/ pk": 7}`.
        own_only: leave out what is Wagtail's.

    Raises:
        Unknown: with what to add, when a placeholder is of no known thing.
    """
    found: dict[str, Address] = {}
    for route in _routes():
        for spelled in _spelled_out(route):
            if spelled.is_own or not own_only:
                address = _filled(spelled, things)
                found.setdefault(address.pattern, address)
    return list(found.values())


def _routes() -> Iterator[Route]:
    """Yield the patterns below /admin/."""
    patterns = get_resolver().url_patterns  # registers the viewsets
    viewset_modules = {}
    for viewset in viewsets.viewsets:
        # Wagtail's own viewset of pages has no addresses.
        with suppress(ImproperlyConfigured):
            viewset_modules[viewset.url_namespace] = type(viewset).__module__

    def walk(found: list[Any], prefix: str, module: str, viewset: str) -> Iterator[Route]:
        for pattern in found:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                # A view, or a class's; Wagtail's decorators may hide where it comes from.
                view = getattr(pattern.callback, "view_class", pattern.callback)
                yield Route(route, any(map(_is_own, (view.__module__, module, viewset))))
            else:
                name = str(getattr(pattern.urlconf_name, "__name__", ""))
                below = viewset_modules.get(pattern.namespace, viewset)
                yield from walk(pattern.url_patterns, route, name, below)

    for route in walk(patterns, "/", settings.ROOT_URLCONF, ""):
        if route.route.startswith(ADMIN) and not CATCH_ALL.search(route.route):
            yield route


def _is_own(module: str) -> bool:
    """Return whether a module is of this project."""
    name = module.partition(".")[0]
    return bool(name) and apps.is_installed(name) and not name.startswith(("wagtail", "django"))


def _spelled_out(route: Route) -> Iterator[Route]:
    """Name the models of a pattern that is for many: each has rights of its own."""
    if route.route.startswith("/admin/bulk/"):
        bulk_action_registry.get_bulk_actions_for_model("", "")  # collects them
        for app_label, models in bulk_action_registry.actions.items():
            for model, actions in models.items():
                for action, action_class in actions.items():
                    path = reverse("wagtail_bulk_action", args=[app_label, model, action])
                    yield Route(f"{path}?id=<bulk>", _is_own(action_class.__module__))
    elif route.route.startswith("/admin/settings/<"):
        for model in settings_registry:
            name = f"{model._meta.app_label}/{model._meta.model_name}"
            spelled = route.route.replace("<slug:app_name>/<slug:model_name>", name)
            yield Route(spelled, _is_own(model.__module__))
    else:
        yield route


def _filled(found: Route, things: dict[str, Any]) -> Address:
    route = found.route

    def value(match: re.Match[str]) -> str:
        name = match["path"] or match["group"]
        places = [key.split(" ")[0] for key in things if key.endswith(f" {name}")]
        place = max((place for place in places if route.startswith(place)), key=len, default="")
        key = f"{place} {name}" if place else name
        if key not in things:
            raise Unknown(f'{route}: add what "{name}" is there to `things` in test_access.py')
        return str(things[key])

    plain = route.replace("^", "").replace("$", "").replace("\\.", ".")
    path = PLACEHOLDER.sub(value, plain)

    def shown(match: re.Match[str]) -> str:
        is_kind = (match["path"] or match["group"]).endswith(KIND)
        return value(match) if is_kind else "#"

    return Address(PLACEHOLDER.sub(shown, plain), path, found.is_own)
