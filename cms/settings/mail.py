"""Outgoing mail, chosen by EMAIL_URL."""

from pathlib import Path
from typing import Any

import environ

from .environment import Environment


def email(environment: Environment) -> dict[str, Any]:
    """Return Django's EMAIL_* settings for the environment."""
    config: dict[str, Any] = dict(
        environ.Env.email_url_config(environment.email_url or "filemail://")
    )
    if config["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
        # django-environ 0.14 drops the slash that a path begins with.
        path = config["EMAIL_FILE_PATH"]
        config["EMAIL_FILE_PATH"] = Path("/") / path if path else environment.var_dir / "mail"
    return config
