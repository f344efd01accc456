"""Makes `.venv` with the locked requirements, or says in one sentence why it can't.

Run as `python3 bootstrap.py [requirements-dev.txt]` by the Makefile; it needs nothing but the
standard library, and runs on old Pythons far enough to name the one that is needed. A second run
with unchanged requirements installs nothing and needs no network.
"""

import hashlib
import os
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(FOLDER, "Scripts" if os.name == "nt" else "bin", "python")


def main(requirements):
    """Prepare the environment for a requirements file and return nothing.

    Raises:
        SystemExit: with a sentence that names the remedy, and exit code 1.
    """
    if sys.version_info < OLDEST:
        sys.exit(
            "Python %d.%d or newer is needed, this is %s. Install it and name it, for example: "
            "make demo PYTHON=python3.12" % (OLDEST + (sys.version.split()[0],))
        )
    if not os.access(ROOT, os.W_OK):
        sys.exit("%s cannot be written. Make the folder yours, or clone into one that is." % ROOT)
    stamp = os.path.join(FOLDER, "installed-" + requirements)
    wanted = _digest(requirements)
    if _read(stamp) == wanted and os.path.exists(PYTHON):
        return
    if not os.path.exists(PYTHON):
        _make_environment()
    print("Installing %s into .venv (once; it takes a minute or two) …" % requirements)
    sys.stdout.flush()
    # No --upgrade: what a larger set of requirements put there stays.
    code = subprocess.call(
        [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        + ["--require-hashes", "--requirement", os.path.join(ROOT, requirements)]
    )
    if code:
        sys.exit(
            "The requirements could not be installed; the reason stands above. The first run "
            "needs the network: check the connection and run the same command again."
        )
    with open(stamp, "w") as file:
        file.write(wanted)


def _make_environment():
    code = subprocess.call([sys.executable, "-m", "venv", FOLDER])
    if code:
        sys.exit(
            "The virtual environment could not be made. On Debian and Ubuntu install the module "
            "it needs: apt-get install python3-venv"
        )


def _digest(requirements):
    """Hash the requirements with the Python they are installed for."""
    with open(os.path.join(ROOT, requirements), "rb") as file:
        return hashlib.sha256(file.read() + sys.version.encode()).hexdigest()


def _read(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "requirements.txt")
