"""The tests' databases: migrated once for each state of the migrations, then copied.

Migrating takes half a minute and would be done by each process of each run. What comes out is kept
in var/tests/, by a name that follows from all migrations and settings, so that nobody ever tests on
an old one; `make clean` deletes it.
"""

import hashlib
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

KEPT = Path(__file__).parent.parent / "var" / "tests"


def make_database(*, furnish: Callable[[], None], remember: bool = False) -> None:
    """Point the default connection at a migrated database of this process's own.

    Args:
        furnish: stores what all tests find.
        remember: whether tests that commit put that back (serialized_rollback).
    """
    if connection.vendor == "sqlite":
        _make_in_memory()
    else:
        _make_on_server()
    furnish()
    if remember:
        contents = connection.creation.serialize_db_to_string()
        connection._test_serialized_contents = contents


def delete_database() -> None:
    """Delete what `make_database` made."""
    name = str(connection.settings_dict["NAME"])
    _disconnect()
    if connection.vendor != "sqlite":
        with _server() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _make_in_memory() -> None:
    kept = KEPT / f"{_state()}.sqlite3"
    _use(f"file:tests-{os.getpid()}?mode=memory&cache=shared")
    if kept.exists():
        with closing(sqlite3.connect(kept)) as source:
            source.backup(connection.connection)
        return
    _migrate()
    KEPT.mkdir(parents=True, exist_ok=True)
    # Two processes may do this at once: the later one replaces a file that is the same.
    unfinished = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(unfinished)) as target:
        connection.connection.backup(target)
    unfinished.replace(kept)


def _make_on_server() -> None:
    state = _state()
    template, name = f"clinic_tests_{state}", f"clinic_tests_{state}_{os.getpid()}"
    with _server() as cursor:
        # Of two processes, the second waits for the first one's template.
        cursor.execute("SELECT pg_advisory_lock(1)")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if cursor.fetchone() is None:
            # Of a run that was stopped there.
            cursor.execute(f'DROP DATABASE IF EXISTS "{template}_unfinished" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{template}_unfinished"')
            _use(f"{template}_unfinished")
            _migrate()
            _disconnect()
            cursor.execute(f'ALTER DATABASE "{template}_unfinished" RENAME TO "{template}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    _use(name)


@contextmanager
def _server() -> Iterator[Any]:
    """Talk to the server itself, outside of any transaction."""
    with connection._nodb_cursor() as cursor:
        yield cursor


def _disconnect() -> None:
    """End all connections: those of a pool stay open beyond `close()`."""
    connection.close()
    if close_pool := getattr(connection, "close_pool", None):
        close_pool()


def _use(name: str) -> None:
    _disconnect()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()


def _migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)


def _state() -> str:
    """Return a name for what migrating makes, from the files of all migrations."""
    migrations = MigrationLoader(None).disk_migrations
    digest = hashlib.sha256()
    for key in sorted(migrations):
        file = Path(str(sys.modules[migrations[key].__module__].__file__))
        digest.update(repr(key).encode() + file.read_bytes())
    return digest.hexdigest()[:16]
