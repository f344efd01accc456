"""The first step of both commands: what it says when it can't go on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

OLD_PYTHON = (
    "import runpy, sys; sys.version_info = (3, 9, 2); sys.version = '3.9.2';"
    "runpy.run_path('bootstrap.py', run_name='__main__')"
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the bootstrap and a requirement that no network is there to fetch."""
    shutil.copy(settings.BASE_DIR / "bootstrap.py", tmp_path)
    (tmp_path / "requirements.txt").write_text(f"nothing==1 --hash=sha256:{'0' * 64}\n")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_old_python_is_named_with_the_one_that_is_needed(checkout: Path) -> None:
    done = run(checkout, "-c", OLD_PYTHON)

    assert done.returncode == 1
    assert "Python 3.11 or newer is needed, this is 3.9.2" in done.stderr
    assert "make demo PYTHON=" in done.stderr
    assert not (checkout / ".venv").exists()


def test_missing_network_is_told_and_the_next_run_tries_again(checkout: Path) -> None:
    for _ in range(2):
        done = run(checkout, "bootstrap.py")

        assert done.returncode == 1
        assert "check the connection and run the same command again" in done.stderr


def test_second_run_installs_nothing(checkout: Path) -> None:
    (checkout / "requirements.txt").write_text("")
    assert "Installing" in run(checkout, "bootstrap.py").stdout

    done = run(checkout, "bootstrap.py")

    assert (done.returncode, done.stdout) == (0, "")
