from django.db import migrations
from django.utils import timezone


def mark_stale(apps, schema_editor):
    """Have all documents rendered anew: they say now where crisis resources stand first."""
    documents = apps.get_model("delivery", "PublishedDocument")
    stale = apps.get_model("delivery", "StaleDocument")
    keys = documents.objects.filter(is_public=True).order_by().values_list("page_id", flat=True)
    now = timezone.now()
    stale.objects.bulk_create(
        [stale(page_id=key, marked_at=now) for key in sorted(set(keys))], batch_size=500
    )


class Migration(migrations.Migration):

    dependencies = [
        ("delivery", "0003_page_once_a_site"),
        ("blog", "0006_category_shows_crisis_resources"),
    ]

    operations = [migrations.RunPython(mark_stale, migrations.RunPython.noop)]
