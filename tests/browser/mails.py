"""The mails that the demo sends; without a mail server each becomes a file."""

import email
import re
import time
from email.message import Message

from tests.browser.conftest import PATIENCE, Demo

END = b"-" * 79  # stands after each mail in a file of Django's


def mail_to(demo: Demo, address: str, words: str) -> str:
    """Return the text of the newest mail to somebody that holds some words, once it is sent."""
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline:
        files = sorted((demo.folder / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime)
        for file in reversed(files):
            for part in reversed(file.read_bytes().split(END)):
                message = email.message_from_bytes(part.strip())
                if message["To"] == address and words in (text := _text(message)):
                    return text
        time.sleep(0.2)  # waits for another process, not for a behaviour under test
    raise AssertionError(f"No mail with “{words}” came to {address}.")


def path_in(text: str, kind: str) -> str:
    """Return the path of a link in a mail: `path_in(text, "confirm")`."""
    found = re.search(rf"https?://[^/\s]+(/comments/{kind}/\S+)", text)
    assert found, text
    return found[1]


def _text(message: Message) -> str:
    content = message.get_payload(decode=True)
    return content.decode() if isinstance(content, bytes) else ""
