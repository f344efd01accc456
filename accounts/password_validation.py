"""What a password must be, said so that one can do it; see docs/decisions/0018."""

import re
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
)
from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

# Of zxcvbn's scores from 0 to 4: more than 10 ** 10 guesses, which holds even where a thief has
# the hash (https://github.com/dropbox/zxcvbn#usage).
LEAST_SCORE = 4
# Beyond this zxcvbn refuses to look; the rest makes a password no worse.
LOOKED_AT = 72
HOW = "Four words that have nothing to do with each other are long, and easy to remember."


class LengthValidator(MinimumLengthValidator):
    """Long, with a way to get there."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what is short.

        Raises:
            ValidationError: with the remedy.
        """
        if len(password) < self.min_length:
            raise ValidationError(
                f"Use {self.min_length} characters or more; this has {len(password)}. {HOW}",
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        """Return what to do."""
        return f"Use {self.min_length} characters or more. {HOW}"


class KnownPasswordValidator(CommonPasswordValidator):
    """None of the 20,000 passwords most found in breaches, also with something put behind it."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what is in the list.

        Raises:
            ValidationError: with the remedy.
        """
        plain = password.lower().strip()
        # “password1234567” is “password” to who guesses.
        bare = {re.sub(signs, "", plain) for signs in (r"[\W_]+$", r"[\d\W_]+$")}
        if self.passwords & {plain, *bare}:
            raise ValidationError(
                "This is one of the passwords that are tried first, with or without figures behind "
                f"it. {HOW}",
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        """Return what to do."""
        return "Not a password that many people have, with or without figures behind it."


class StrengthValidator:
    """Hard to guess for a program that knows words, names, dates, keyboards and this site."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what is guessed soon.

        Raises:
            ValidationError: with the reason and the remedy.
        """
        found = zxcvbn(password[:LOOKED_AT], user_inputs=_words_around(user))
        if found["score"] < LEAST_SCORE:
            reason = found["feedback"]["warning"] or "This is guessed soon."
            raise ValidationError(
                f"{reason.rstrip('.')}. Add words that have nothing to do with each other.",
                code="password_too_weak",
            )

    def get_help_text(self) -> str:
        """Return what to do."""
        return "No pattern, repetition, date or name that a program would try."


def _words_around(user: Any) -> list[str]:
    """Return what a guesser knows: the site's name and the person's."""
    own = [getattr(user, name, "") or "" for name in ("email", "first_name", "last_name")]
    words = re.findall(r"\w{3,}", " ".join([settings.WAGTAIL_SITE_NAME, *own]))
    return [word.lower() for word in words] + [text.lower() for text in own if text]
