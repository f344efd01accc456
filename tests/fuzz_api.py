"""Asks the running Content API everything that its description allows, and more.

`python -m tests.postgresql python -m tests.fuzz_api` serves the demo on PostgreSQL and lets
schemathesis try it: boundary values and random ones, with all of its checks, for a few minutes.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 240
# Of each operation, in the phase of random values.
EXAMPLES = 150


def main() -> int:
    """Serve, try, stop; return schemathesis's exit code."""
    url = f"http://127.0.0.1:{free_port()}"
    with tempfile.TemporaryDirectory(prefix="clinic-blog-fuzzing-") as folder:
        log = Path(folder) / "server.log"
        environment = os.environ | {
            "SITE_URL": url,
            "VAR_DIR": folder,
            "API_REQUESTS_PER_MINUTE": "100000000",
        }
        with open(log, "w") as file:
            server = subprocess.Popen(
                [sys.executable, "manage.py", "demo", "--serve", "--port", url.rsplit(":", 1)[1]],
                cwd=ROOT,
                env=environment,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        try:
            _wait_for(url, server, log)
            token = _token(environment)
            code = subprocess.call(
                [
                    str(Path(sys.executable).parent / "schemathesis"),
                    "run",
                    f"{url}/api/content/v1/openapi.json",
                    "--phases=coverage,fuzzing",
                    "--checks=all",
                    f"--max-examples={EXAMPLES}",
                    "--seed=1",
                    f"--header=Authorization: Bearer {token}",
                    "--continue-on-failure",
                ],
                cwd=ROOT,
            )
        finally:
            server.terminate()
            server.wait(20)
        said = log.read_text()
        if "Traceback" in said:
            print(said)
            return code or 1
        return code


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(f"{url}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise SystemExit(f"The demo did not start:\n{log.read_text()}")


def _token(environment: dict[str, str]) -> str:
    """Return a token that opens everything, of the database that is served."""
    script = (
        "from django.utils import timezone\n"
        "from delivery.models.tokens import Scope\n"
        "from delivery.tokens import issue\n"
        "scopes = list(Scope.values)\n"
        "print(issue(name='Fuzzing', scopes=scopes, by=None, now=timezone.now())[1])"
    )
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", script]
    return subprocess.check_output(command, cwd=ROOT, env=environment, text=True).strip()


if __name__ == "__main__":
    sys.exit(main())
