"""Runs the tests with the newest Wagtail and Django: `python -m tests.newest`.

What the next release of either will break is known before it is due. It fails by nothing: what
does not pass is printed, and the exit code is 0.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "var" / "newest"
# `wagtail>=8.0.1,<8.1` without what it must be below.
BOUND = re.compile(r"^(?P<name>wagtail|Django)>=(?P<least>[\d.]+),<[\d.]+", re.MULTILINE)
SECONDS = int(os.environ.get("NEWEST_SECONDS", "1200"))


def main() -> int:
    """Install, run, and print what fails; return 0."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    python = FOLDER / "bin" / "python"
    uv = Path(sys.executable).parent / "uv"
    wanted = "\n".join(
        BOUND.sub(r"\g<name>>=\g<least>", (ROOT / name).read_text())
        for name in ("requirements.in", "requirements-dev.in")
    ).replace("-r requirements.txt\n", "")
    (FOLDER / "requirements.in").write_text(wanted)
    for command in (
        [uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, FOLDER],
        [
            *(uv, "pip", "install", "--quiet", "--upgrade", "--prerelease", "if-necessary"),
            *("--python", python, "-r", FOLDER / "requirements.in"),
        ],
    ):
        if subprocess.call([str(part) for part in command]):
            print("The newest releases could not be installed; the reason stands above.")
            return 0
    versions = "import django, wagtail; print('Wagtail', wagtail.__version__, 'Django', "
    subprocess.call([str(python), "-c", f"{versions}django.__version__)"])
    tests = [str(python), "-m", "pytest", "-q", "-n", "2", "-m", "not browser and not faults"]
    try:
        # Warnings of things to come are not errors of today.
        code = subprocess.call([*tests, "-W", "default"], cwd=ROOT, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        print(f"Stopped after {SECONDS} seconds; what failed until then stands above.")
        return 0
    print("All tests pass." if code == 0 else "What fails stands above; docs/upgrading.md helps.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
