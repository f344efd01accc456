"""`manage.py reset_two_factor someone@example.com`: for a lost device."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.two_factor import reset, standing


class Command(BaseCommand):
    """Takes the codes out of a log-in, where no administrator can do it in the admin."""

    help = "Reset the two-factor log-in of somebody who lost their device."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add whose."""
        parser.add_argument("email", help="The e-mail address that they log in with.")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        """Reset it.

        Raises:
            CommandError: when there is no such user.
        """
        try:
            user = User.objects.get_by_natural_key(email)
        except User.DoesNotExist:
            raise CommandError(
                f"Nobody logs in as {email}. Check the address; the admin lists all users."
            ) from None
        if not reset(user=user, by=None):
            self.stdout.write(f"{user.email} has no two-factor log-in; nothing changed.")
        elif standing(user).is_required:
            self.stdout.write(f"{user.email} sets up a new device at the next log-in.")
        else:
            self.stdout.write(f"{user.email} logs in with the password alone now.")
