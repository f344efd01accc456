"""Makes the images' sizes and formats before the first reader would wait for them."""

from django.conf import settings
from django.core.management.base import CommandError
from django.test import Client
from wagtail.models import Page, Site

from search import indexing


def warm(site: Site) -> None:
    """Ask for each public page once, as a reader would; let the search know what they say.

    Raises:
        CommandError: when a page can't be shown; the demo would be broken.
    """
    while indexing.refresh_stale():
        pass
    secure = settings.WAGTAILADMIN_BASE_URL.startswith("https:")
    client = Client(raise_request_exception=True)
    for page in Page.objects.descendant_of(site.root_page, inclusive=True).live().public():
        response = client.get(page.get_url(), secure=secure, headers={"host": site.hostname})
        if response.status_code != 200:
            raise CommandError(f"{page.get_url()} answers {response.status_code} instead of 200.")
