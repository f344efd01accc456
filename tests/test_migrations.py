"""Migrations that the code of before can bear, while both run during an update."""

import pytest
from django.apps import apps
from django.db import connection
from django_migration_linter import MigrationLinter

OWN = [config.label for config in apps.get_app_configs() if "site-packages" not in str(config.path)]
# Written before the first release, when no older code ran beside a newer database.
BEFORE_THE_FIRST_RELEASE = {
    ("accounts", "0003_sessions_and_password_tries"),
    ("blog", "0002_initial"),
    ("blog", "0004_editorial_desk"),
    ("blog", "0006_category_shows_crisis_resources"),
    ("comments", "0003_outbox_and_salts_move"),
    ("comments", "0004_judged_as_seen"),
    ("comments", "0006_without_is_urgent"),
    ("core", "0001_initial"),
    ("delivery", "0003_page_once_a_site"),
    ("home", "0002_initial"),
    ("home", "0003_crisis_line"),
    ("images", "0002_originals_stored_once"),
}


@pytest.mark.django_db
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="what a table bears is PostgreSQL's to say"
)
def test_older_code_can_bear_each_migration(capsys: pytest.CaptureFixture[str]) -> None:
    linter = MigrationLinter(no_cache=True)
    wrong = {}
    for key, migration in sorted(linter.migration_loader.disk_migrations.items()):
        if migration.app_label not in OWN:
            continue
        before = linter.nb_erroneous
        linter.lint_migration(migration)
        said = capsys.readouterr().out
        if linter.nb_erroneous > before:
            wrong[key] = said

    told = "".join(said for key, said in wrong.items() if key not in BEFORE_THE_FIRST_RELEASE)
    assert not told, f"Expand first, contract in a later release (docs/upgrading.md):\n{told}"
    # Who is in the list without need would be forgiven the next time.
    assert set(wrong) == BEFORE_THE_FIRST_RELEASE
