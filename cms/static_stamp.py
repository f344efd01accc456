"""Whether collectstatic has anything to do; it takes seconds that a second start can save."""

import hashlib
from pathlib import Path

from django.conf import settings

STAMP = "static-files-stamp"


def static_files_are_current() -> bool:
    """Return whether the collected files are those of the present sources and packages."""
    try:
        return (Path(settings.STATIC_ROOT) / STAMP).read_text() == _digest()
    except OSError:
        return False


def stamp_static_files() -> None:
    """Note that the collected files are current."""
    (Path(settings.STATIC_ROOT) / STAMP).write_text(_digest())


def _digest() -> str:
    """Hash our own sources, and the lock file that stands for those of the packages."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for prefix, folder in settings.STATICFILES_DIRS:
        digest.update(prefix.encode())
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    digest.update((settings.BASE_DIR / "cms" / "static_files.py").read_bytes())
    return digest.hexdigest()
