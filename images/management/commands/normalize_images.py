"""Store the images anew that were uploaded before files were normalized."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from images.models import CustomImage
from images.normalizing import ImageRefused, normalize
from images.storing import is_addressed


class Command(BaseCommand):
    """Does for older images what each upload does now; done twice, it does nothing more."""

    help = (
        "Store older images anew: upright, without place and device, each under an address of its "
        "own. What can't be read stays as it is and is listed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what can be chosen."""
        parser.add_argument(
            "--dry-run", action="store_true", help="Only say what would become of the images."
        )

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        """Go through the library."""
        done, kept, failed = 0, 0, 0
        for image in CustomImage.objects.order_by("pk").iterator(chunk_size=100):
            try:
                with image.open_file() as file:
                    if is_addressed(image.file.name, file):
                        kept += 1
                        continue
                    # Pages always showed its first frame.
                    normalized = normalize(file, name=image.file.name, may_move=True)
            except (ImageRefused, OSError) as error:
                failed += 1
                self.stdout.write(f"{image.pk} “{image.title}” stays as it is: {error}")
                continue
            done += 1
            if not dry_run:
                _store_again(image, normalized)
        words = "would be stored anew" if dry_run else "stored anew"
        self.stdout.write(f"{done} {words}, {kept} were in order, {failed} stay as they are.")


@transaction.atomic
def _store_again(image: CustomImage, normalized: Any) -> None:
    """Put a file in the place of an image's own; the picture is the same to who looks at it."""
    storage, before = image.file.storage, image.file.name
    pixels = image.width * image.height
    image.file.save(before, normalized, save=False)
    focal = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
    scale = (image.width * image.height / pixels) ** 0.5 if pixels else 1
    for name in focal:
        if (value := getattr(image, name)) is not None:
            setattr(image, name, round(value * scale))
    # Without signals: no reviewer has to look again. Deleting the renditions makes the documents
    # anew that name their files.
    fields = ("file", "width", "height", "file_size", "file_hash")
    CustomImage.objects.filter(pk=image.pk).update(
        **{name: getattr(image, name) for name in (*fields, *focal)}
    )
    image.renditions.all().delete()
    if before != image.file.name:
        transaction.on_commit(lambda: storage.delete(before))
