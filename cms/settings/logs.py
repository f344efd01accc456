"""Logging to standard error; what collects it is the operator's choice."""

import logging
import re
from typing import Any

# What follows in such an address opens something for one person.
SECRET_ADDRESS = re.compile(
    r"(/comments/(?:confirm|own|unsubscribe|preferences|my-data)/|/admin/password_reset/confirm/)"
    r"[^\s'\"]+"
)


class SecretAddresses(logging.Filter):
    """Keeps the tokens of mailed links out of the log, where a warning names their address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask them and let the record pass."""
        message = record.getMessage()
        masked = SECRET_ADDRESS.sub(r"\1…", message)
        if masked != message:
            record.msg, record.args = masked, ()
        return True


def logging_for(level: str) -> dict[str, Any]:
    """Return Django's LOGGING at a level such as INFO."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "format": "{asctime} {levelname} {name} {message}",
                "style": "{",
                # With the time zone: lines of several machines are put side by side (ASVS 16.2.2).
                "datefmt": "%Y-%m-%dT%H:%M:%S%z",
            }
        },
        "filters": {"secret_addresses": {"()": SecretAddresses}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["secret_addresses"],
            }
        },
        "root": {"handlers": ["console"], "level": level},
        # Each index update is a task that tells its start and its end.
        "loggers": {
            "django_tasks": {"level": "WARNING"},
            # Who came in is kept as well as who did not, however little else is logged.
            "accounts.security": {"level": "INFO"},
        },
    }
