"""Names for people and texts that can be compared but not read."""

import hashlib

from django.conf import settings
from django.utils.crypto import salted_hmac


def email_hash(email: str) -> str:
    """Return a keyed hash of an e-mail address, the same for all its spellings.

    Its key is a setting of its own: whoever changes SECRET_KEY still finds what is kept about a
    person, to show or to erase it.
    """
    if not email:
        return ""
    # The first argument is what stored hashes were made with; it names no module.
    return salted_hmac(
        "comments.email",
        email.strip().casefold(),
        secret=settings.HASH_KEY,
        algorithm="sha256",
    ).hexdigest()


def text_hash(text: str) -> str:
    """Return a hash that is the same for the same words."""
    return hashlib.sha256(
        " ".join(text.casefold().split()).encode(errors="surrogatepass")
    ).hexdigest()


def token_hash(token: str) -> str:
    """Return the form in which a random token is kept; it has too many bits to be guessed back."""
    # Half of a surrogate pair, from a broken client, is hashed like anything else.
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
