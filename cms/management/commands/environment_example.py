"""`manage.py environment_example`: `.env.example` from the settings' own description."""

import textwrap
from typing import Any

from django.core.management.base import BaseCommand

from cms.settings.environment import BASE_DIR, Environment

HEAD = """\
# Settings of the site. Copy this file to .env and change what you need; without any variable
# the site runs on SQLite, local files and one process.
# Written by `make environment-example` from cms/settings/environment.py.
"""


class Command(BaseCommand):
    """Prints an example of every environment variable with its type, default and effect."""

    help = "Print .env.example: each variable with its type, default and effect."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(environment_example(), ending="")


def environment_example() -> str:
    """Return the text of `.env.example`."""
    parts = [HEAD]
    for name, field in Environment.model_fields.items():
        kind = getattr(field.annotation, "__name__", str(field.annotation))
        if choices := getattr(field.annotation, "__args__", None):
            names = [getattr(choice, "__name__", str(choice)) for choice in choices]
            kind = "list" if kind == "list" else " | ".join(names).removesuffix(" | NoneType")
        default = field.default
        if name == "var_dir":
            default = default.relative_to(BASE_DIR)
        shown = str(default).lower() if isinstance(default, bool) else default or "none"
        text = textwrap.fill(
            field.description or "", 98, initial_indent="# ", subsequent_indent="# "
        )
        example = field.examples[0] if field.examples else ""
        parts.append(f"\n{text}\n# {kind}, default: {shown}\n# {name.upper()}={example}\n")
    return "".join(parts)
