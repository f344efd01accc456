"""Where a list goes on: signed, so that nobody can make one up, and bound to its list."""

from typing import Any

from django.core import signing

from delivery.http_problems import Refused

SALT = "delivery.cursor"


def make(place: list[Any], *, of: str) -> str:
    """Return a cursor; the same place has the same one, so that answers can be compared.

    Args:
        place: what the list is ordered by, of its last entry; in JSON's terms.
        of: names the list and its order.
    """
    return signing.Signer(salt=SALT).sign_object([of, *place], compress=True)


def read(cursor: str, *, of: str, field: str = "cursor", source: str = "next") -> list[Any]:
    """Return the place that a cursor was made for.

    Args:
        cursor: the cursor.
        of: the list that it must belong to.
        field: the parameter that it came in.
        source: the field of an answer that such cursors are taken from.

    Raises:
        Refused: for one that was not made for this list.
    """
    try:
        made_for, *place = signing.Signer(salt=SALT).unsign_object(cursor)
    except (signing.BadSignature, ValueError, TypeError):
        made_for, place = None, []
    if made_for != of:
        raise Refused(
            404,
            f"There is no such place in this list: the {field} cannot be read.",
            [(field, f"Take it from `{source}`, with the same parameters, or leave it out.")],
        )
    return list(place)
