"""The log-in: what a password must be, who checks it, how long a session lasts."""

from typing import Any

from .environment import Environment

# Without a page to go back to: a member of a private page has no business in the admin.
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["accounts.backends.ThrottledBackend"]
PASSWORD_HASHERS = ["accounts.hashers.BoundedPBKDF2PasswordHasher"]
WAGTAILADMIN_USER_LOGIN_FORM = "accounts.forms.LogInForm"

# NIST SP 800-63B-4, 3.1.1.2: 15 characters where the password is all that is asked for, which it
# is for whoever has no two-factor log-in; no rules of composition; a list of what is known to
# attackers. See docs/decisions/0018.
SHORTEST_PASSWORD = 15
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "accounts.password_validation.LengthValidator",
        "OPTIONS": {"min_length": SHORTEST_PASSWORD},
    },
    {"NAME": "accounts.password_validation.KnownPasswordValidator"},
    {"NAME": "accounts.password_validation.StrengthValidator"},
]


def sessions(environment: Environment) -> dict[str, Any]:
    """Return the settings of sessions for the environment."""
    # A browser takes a cookie of this name only over TLS, from this host and for all of it.
    prefix = "__Host-" if environment.https else ""
    return {
        "SESSION_COOKIE_NAME": f"{prefix}sessionid",
        "CSRF_COOKIE_NAME": f"{prefix}csrftoken",
        "SESSION_COOKIE_AGE": environment.session_longest_hours * 60 * 60,
    }
