"""Runs the tests with the newest Wagtail and Django: `python -m tests.newest`.

They want a newer Python than this project runs on, so the newest one of this machine is taken.
What the next release of either will break is known before it is due. It fails by nothing: what
does not pass is printed, and the exit code is 0.
"""

import json
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "var" / "newest"
# `wagtail>=8.0.1,<8.1` without what it must be below.
BOUND = re.compile(r"^(?P<name>wagtail|Django)>=(?P<least>[\d.]+),<[\d.]+", re.MULTILINE)
LOCKED = re.compile(r"^(wagtail|django)==(\S+)", re.MULTILINE)
SECONDS = int(os.environ.get("NEWEST_SECONDS", "1200"))
UV = Path(sys.executable).parent / "uv"
TESTS = ("-m", "pytest", "-q", "-n", "2", "-m", "not browser and not faults and not exhaustive")


def main() -> int:
    """Resolve, install, run, and print what fails; return 0."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted, newest = FOLDER / "requirements.in", FOLDER / "requirements.txt"
    lines = "\n".join(
        BOUND.sub(r"\g<name>>=\g<least>", (ROOT / name).read_text())
        for name in ("requirements.in", "requirements-dev.in")
    )
    wanted.write_text(lines.replace("-r requirements.txt\n", ""))
    base, python = _newest_python(), FOLDER / "venv" / "bin" / "python"
    if _run(
        *(UV, "pip", "compile", "-q", "--upgrade", "--python", base),
        *("--output-file", newest, wanted),
    ):
        print("The newest releases can't be used together; the reason stands above.")
        return 0
    found = dict(LOCKED.findall(newest.read_text()))
    told = f"Wagtail {found['wagtail']} and Django {found['django']}"
    if all(version(name) == number for name, number in found.items()):
        print(f"{told} are the newest for this Python, and those that make test runs with.")
        return 0
    print(f"{told} are tried.")
    if _run(UV, "venv", "-q", "--clear", "--python", base, FOLDER / "venv") or _run(
        UV, "pip", "install", "-q", "--python", python, "-r", newest
    ):
        print("The newest releases could not be installed; the reason stands above.")
        return 0
    try:
        # Warnings of things to come are not errors of today.
        code = _run(python, *TESTS, "-o", "filterwarnings=default", seconds=SECONDS)
    except subprocess.TimeoutExpired:
        print(f"Stopped after {SECONDS} seconds; what failed until then stands above.")
        return 0
    print("All tests pass." if code == 0 else "What fails stands above; docs/upgrading.md helps.")
    return 0


def _newest_python() -> str:
    """Return the newest Python there is here; nobody downloads one for it."""
    # uv meets pyenv's programs of the search path, which answer for one version only.
    listed = subprocess.run(
        [UV, "python", "list", "--only-installed", "--no-python-downloads", "--output-format=json"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    found = [row["path"] for row in json.loads(listed or "[]") if row["path"]]
    found += [str(path) for path in Path.home().glob(".pyenv/versions/3.*/bin/python")]
    return max((_version_of(path), path) for path in {sys.executable, *found})[1]


def _version_of(python: str) -> tuple[int, ...]:
    command = "import sys; print(*sys.version_info[:3]) if sys.version_info[3] == 'final' else None"
    said = subprocess.run([python, "-c", command], capture_output=True, text=True, check=False)
    return tuple(int(part) for part in said.stdout.split())


def _run(*command: str | Path, seconds: int | None = None) -> int:
    return subprocess.call([str(part) for part in command], cwd=ROOT, timeout=seconds)


if __name__ == "__main__":
    sys.exit(main())
