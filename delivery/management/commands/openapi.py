"""`manage.py openapi`: the API's description as committed."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from delivery.api import api


class Command(BaseCommand):
    """Prints the OpenAPI description; `manage.py openapi > delivery/openapi.json` commits it."""

    help = "Print the OpenAPI description of Content API v1."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(openapi())


def openapi() -> str:
    """Return the description as JSON text."""
    return json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False, default=str)
