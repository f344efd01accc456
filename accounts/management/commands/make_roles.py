"""`manage.py make_roles`: the groups of the team, with what each may do."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.roles import PermissionsMissing, make_roles


class Command(BaseCommand):
    """Makes the roles, or brings them back to what accounts/roles.py says. Safe at any time."""

    help = "Make the roles and their permissions; say what changed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them.

        Raises:
            CommandError: when the migrations have not been run.
        """
        lines: list[str] = []
        try:
            make_roles(say=lines.append)
        except PermissionsMissing as error:
            raise CommandError(str(error)) from error
        for line in lines or ["The roles are as they should be; nothing changed."]:
            self.stdout.write(line)
