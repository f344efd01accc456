"""What the process is told from outside, through a real process: its exit code and its words."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command

CHECK = [sys.executable, "manage.py", "check"]


def run(command: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=kept | {"VAR_DIR": str(settings.ENVIRONMENT.var_dir)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("variable", "value", "example"),
    [
        ("SITE_URL", "example.com", "SITE_URL=https://www.example.com"),
        ("DATABASE_URL", "mysql://host/name", "DATABASE_URL=postgresql://"),
        ("DATABASE_URL", "postgresql://host:port/name", "DATABASE_URL=postgresql://"),
        ("CACHE_URL", "memcached", "CACHE_URL=redis://"),
        ("SECRET_KEY", "short", "SECRET_KEY=a-long-random-text"),
        ("SERVER_THREADS", "many", "SERVER_THREADS=8"),
        ("TIME_ZONE", "Mars/Olympus", "TIME_ZONE=America/New_York"),
        ("VAR_DIR", "/proc/nowhere", "VAR_DIR=/srv/clinic-blog/var"),
    ],
)
def test_wrong_variable_stops_the_start_with_one_sentence(
    variable: str, value: str, example: str
) -> None:
    done = run(CHECK, **{variable: value})

    assert done.returncode == 1
    assert done.stderr.startswith(variable)
    assert example in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_several_processes_without_a_shared_cache_are_refused() -> None:
    done = run(CHECK, SERVER_PROCESSES="2")

    assert done.returncode == 1
    assert "CACHE_URL=redis://localhost:6379/0" in done.stderr


def test_production_settings_pass_the_deployment_checks_silently() -> None:
    done = run(
        [*CHECK, "--deploy", "--fail-level", "INFO"],
        SITE_URL="https://www.example.com",
        SECRET_KEY="kZ8v-3qWm2xRt7yLp9sNd4fGh6jKc1bVaUeXoIwQzTrYuHnMb5",
        DATABASE_URL="postgresql://user:password@localhost/clinic",
        CACHE_URL="redis://localhost:6379/0",
        EMAIL_URL="smtp+tls://user:password@mail.example.com:587",
    )

    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_environment_example_is_what_the_settings_say(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("environment_example")

    assert (settings.BASE_DIR / ".env.example").read_text() == capsys.readouterr().out


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
