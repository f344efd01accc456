"""The site's settings, for every template."""

from typing import Any

from django.apps import apps
from django.conf import settings as project_settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from home.navigation import Navigation


def site_settings(request: HttpRequest) -> dict[str, Any]:
    """Give templates the settings that SITE_SETTINGS_IN_TEMPLATES names.

    All of them come by one query, made when the first of them is used. Wagtail's own context
    processor makes one for each. `has_session_cookie` is whether somebody may be logged in, for
    what must not ask for the session itself.
    """
    lazy = {
        name: SimpleLazyObject(lambda name=name: load_settings(request)[name])  # type: ignore[misc]
        for name in project_settings.SITE_SETTINGS_IN_TEMPLATES
    }
    cookie = project_settings.SESSION_COOKIE_NAME
    return lazy | {"has_session_cookie": cookie in request.COOKIES}


def load_settings(request: HttpRequest) -> dict[str, Any]:
    """Return the settings of the request's site, loaded once for each request."""
    if not hasattr(request, "_site_settings"):
        request._site_settings = _load(request)  # type: ignore[attr-defined]
    settings: dict[str, Any] = request._site_settings  # type: ignore[attr-defined]
    return settings


def _load(request: HttpRequest) -> dict[str, Any]:
    models: dict[str, Any] = {
        name: apps.get_model(label)
        for name, label in project_settings.SITE_SETTINGS_IN_TEMPLATES.items()
    }
    names = {name: model._meta.model_name for name, model in models.items()}
    site = Site.find_for_request(request)
    if site is not None:
        site = Site.objects.select_related(*names.values()).get(pk=site.pk)
    found: dict[str, Any] = {
        # A site whose settings nobody saved yet has their defaults.
        name: getattr(site, names[name] or "", None) or model(site=site)
        for name, model in models.items()
    }
    found["navigation"] = Navigation(found["navigation"], request)
    return found
