"""The WSGI application."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")


class UTF8Request(WSGIRequest):
    """A request that is never decoded by a codec of the sender's choice.

    Django 5.2 decodes the query while it makes the request, before any middleware: a charset such
    as `hex` raises there. `CharsetMiddleware` refuses what names another one.
    """

    def _set_content_type_params(self, meta: dict[str, str]) -> None:
        self.content_type, self.content_params = parse_header_parameters(
            meta.get("CONTENT_TYPE", "")
        )


class Application(WSGIHandler):
    """The site."""

    request_class = UTF8Request


os.umask(0o077)  # as manage.py does
django.setup(set_prefix=False)
application = Application()
