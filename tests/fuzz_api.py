"""Asks the running Content API everything that its description allows, and more.

`python -m tests.postgresql python -m tests.fuzz_api` serves the demo on PostgreSQL and lets
schemathesis try it: boundary values and random ones, with all of its checks, for a few minutes.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.demo import ROOT, DidNotStart, serve_demo

# Of each operation, in the phase of random values.
EXAMPLES = 150


def main() -> int:
    """Serve, try, stop; return schemathesis's exit code."""
    variables = {"API_REQUESTS_PER_MINUTE": "100000000"}
    if database := os.environ.get("DATABASE_URL"):
        variables["DATABASE_URL"] = database
    try:
        with serve_demo(variables) as demo:
            code = _try(demo.url, _token(demo.environment))
            said = (demo.folder / "server.log").read_text()
    except DidNotStart as error:
        raise SystemExit(f"The demo did not start:\n{error}") from None
    if "Traceback" in said:
        print(said)
        return code or 1
    return code


def _try(url: str, token: str) -> int:
    return subprocess.call(
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


def _token(environment: dict[str, str]) -> str:
    """Return a token that opens everything, of the database that is served."""
    script = (
        "from django.utils import timezone\n"
        "from delivery.models.tokens import Scope\n"
        "from delivery.api.tokens import issue\n"
        "scopes = list(Scope.values)\n"
        "print(issue(name='Fuzzing', scopes=scopes, by=None, now=timezone.now())[1])"
    )
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", script]
    return subprocess.check_output(command, cwd=ROOT, env=environment, text=True).strip()


if __name__ == "__main__":
    sys.exit(main())
