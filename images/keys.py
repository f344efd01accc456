"""Keys of stored things, as rich text names them: what an editor sends need not be one."""

LARGEST = 2**63 - 1  # what the databases' integers hold


def stored_key(text: object) -> int:
    """Return the key that a text names; 0, which nothing has, when it names none.

    A database fails at a number that its integers can't hold, and Python at digits that are not
    decimal: either way a page with such a link or citation could not be shown any more.

    Args:
        text: an attribute of rich text, such as `7`; None when it is missing.
    """
    digits = str(text)
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(LARGEST))):
        return 0
    key = int(digits)
    return key if key <= LARGEST else 0
