"""An empty blog to be measured, in a database of its own."""

from django.core.management import call_command
from wagtail.models import Page, Site

from blog.models import BlogIndexPage
from tests import factories


def make_blog() -> BlogIndexPage:
    """Migrate an empty database and return the index of a blog in it."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    site = Site.objects.get(is_default_site=True)
    site.root_page = factories.HomePageFactory(parent=Page.get_first_root_node())
    site.save()
    return factories.BlogIndexPageFactory(parent=site.root_page)
