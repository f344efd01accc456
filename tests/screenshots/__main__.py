"""`python -m tests.screenshots [FILE …]`: serve a demo and take its pictures."""

import sys

from home.guide.reading import PICTURES as FOLDER
from tests.demo import NO_CHROMIUM, Demo, find_chromium, run_chromium, serve_demo
from tests.screenshots.pictures import PICTURES
from tests.screenshots.taking import take

PREPARE = "from tests.screenshots.day import prepare; prepare()"


def main(names: list[str]) -> int:
    """Take all pictures, or those that are named; return the exit code."""
    unknown = set(names) - {picture.file for picture in PICTURES}
    if unknown:
        return _fail(f"Not in tests/screenshots/pictures.py: {', '.join(sorted(unknown))}")
    path = find_chromium()
    if path is None:
        return _fail(f"There is {NO_CHROMIUM}")
    FOLDER.mkdir(exist_ok=True)
    with serve_demo() as demo, run_chromium(path) as browser:
        _prepare(demo)
        for picture in PICTURES:
            if not names or picture.file in names:
                size = take(picture, browser=browser, demo=demo, folder=FOLDER).stat().st_size
                print(f"{picture.file:<24} {size / 1000:6.0f} kB", flush=True)
    total = sum(file.stat().st_size for file in FOLDER.glob("*.png"))
    print(f"{'all':<24} {total / 1000:6.0f} kB")
    return 0


def _prepare(demo: Demo) -> None:
    process = demo.manage("shell", "--no-imports", "--command", PREPARE)
    said, _ = process.communicate()
    if process.returncode:
        raise SystemExit(said)


def _fail(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
