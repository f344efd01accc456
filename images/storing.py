"""How files of pictures are stored: normalized, and each under an address of its own for ever."""

import hashlib
import re
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.utils.text import get_valid_filename

from core.wagtail_internals import WagtailImageFieldFile, hash_filelike, string_to_ascii
from core.wagtail_internals import WagtailImageModelField as WagtailImageField

from .normalizing import normalize

HASH = 16  # hexadecimal digits of SHA-256: two pictures of a library never share them
# With what Django's storage adds to a name that is taken.
HASHED = re.compile(rf"-[0-9a-f]{{{HASH}}}(?:_\w{{7}})?$")


def addressed(name: str, content: File, *, longest: int) -> str:
    """Return a file's name with the hash of its content.

    A name that becomes free, by replacing or deleting, can so be taken by the same bytes only:
    whoever keeps a file by its address, as browsers and proxies do for a year, keeps the right one.

    Args:
        name: the file's name as it came.
        content: what it holds.
        longest: characters that are kept of the part before the ending.
    """
    path = PurePath(name)
    stem = HASHED.sub("", get_valid_filename(string_to_ascii(path.stem) or "image"))[:longest]
    return f"{stem}-{_digest(content)}{path.suffix.lower()}"


def is_addressed(name: str, content: File) -> bool:
    """Return whether a stored file's name follows from its content.

    Args:
        name: as it is stored.
        content: what it holds.
    """
    found = HASHED.search(PurePath(name).stem)
    return found is not None and found[0].startswith(f"-{_digest(content)}")


def _digest(content: File) -> str:
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    return digest.hexdigest()[:HASH]


class AddressedFile(WagtailImageFieldFile):
    """A file whose name follows from its content."""

    longest_stem = 60  # with its folder, ending and hash it fits the field's 100 characters

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store a file.

        Args:
            name: as it came; the hash is added.
            content: what it holds.
            save: whether to save the model too.
        """
        name = addressed(name, content, longest=self.longest_stem)
        super().save(name, content, save)


class OriginalFile(AddressedFile):
    """The file of which a picture's sizes are made. All that is stored passes here."""

    longest_stem = 40

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Normalize a file and store it; its size and hash are the stored file's.

        Args:
            name: as it came.
            content: what it holds.
            save: whether to save the model too.

        Raises:
            ImageRefused: for what can't be shown; forms ask before.
        """
        normalized = normalize(content, name=name)
        super().save(str(normalized.name), normalized, save=False)
        image: Any = self.instance
        image.file_size = normalized.size
        image.file_hash = hash_filelike(normalized)
        if save:
            image.save()


class AddressedImageField(WagtailImageField):
    """A field whose files are named by their content."""

    attr_class = AddressedFile


class OriginalImageField(WagtailImageField):
    """A field whose files are normalized first."""

    attr_class = OriginalFile
