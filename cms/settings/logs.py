"""Logging to standard error; what collects it is the operator's choice."""

from typing import Any


def logging_for(level: str) -> dict[str, Any]:
    """Return Django's LOGGING at a level such as INFO."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        # Each index update is a task that tells its start and its end.
        "loggers": {"django_tasks": {"level": "WARNING"}},
    }
