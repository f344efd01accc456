"""The demo's users, one for each role."""

import os
import secrets
from pathlib import Path

from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import (
    ADMINISTRATOR,
    CLINICAL_REVIEWER,
    EDITOR,
    FRONT_DESK,
    MODERATOR,
    make_roles,
)
from blog.models import Person

FILE = "demo-logins.txt"
USERS = (
    # role as the file names it, group, e-mail, name
    ("editor", EDITOR, "editor@example.com", ("Elena", "Editor")),
    ("clinical-reviewer", CLINICAL_REVIEWER, "reviewer@example.com", ("Samuel", "Adeyemi")),
    ("moderator", MODERATOR, "moderator@example.com", ("Mona", "Moderator")),
    ("front-desk", FRONT_DESK, "frontdesk@example.com", ("Flora", "Frontdesk")),
    ("administrator", ADMINISTRATOR, "administrator@example.com", ("Ada", "Administrator")),
)


def make_log_ins(folder: Path) -> list[tuple[str, str, str]]:
    """Make the users of all roles.

    A password is made by chance at the first run and kept: whoever reaches the demo over a
    network can't look it up in the source. When the file of log-ins is lost, new ones are made.

    Args:
        folder: where the file of log-ins is.

    Returns:
        (role, username, password) of each.
    """
    known = _read(folder / FILE)
    groups = make_roles()
    log_ins = []
    for role, group, email, (first_name, last_name) in USERS:
        password = known.get(email) or secrets.token_urlsafe(15)  # 20 characters
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(
                email, password, first_name=first_name, last_name=last_name
            )
            user.groups.add(Group.objects.get(pk=groups[group].pk))
        elif not user.check_password(password):
            user.set_password(password)
            user.save()
        if group == CLINICAL_REVIEWER:
            # Readers are told this name, by which most posts of the demo are signed.
            Person.objects.filter(slug="samuel-adeyemi", user=None).update(user=user)
        log_ins.append((role, email, password))
    return log_ins


def write_log_ins(log_ins: list[tuple[str, str, str]], folder: Path) -> Path:
    """Write one `role username password` a line, readable for the owner only; return the path."""
    path = folder / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{' '.join(log_in)}\n" for log_in in log_ins)
    with open(path, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(text)
    return path


def _read(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return {}
    return {parts[1]: parts[2] for line in lines if len(parts := line.split()) == 3}
