"""What was found urgent stays at the top of the queue."""

from django.db import migrations

EMERGENCY = 3  # comments.models.Danger.EMERGENCY
URGENT_BEFORE, URGENT = 3, 4  # comments.models.Attention.URGENT


def urgent_to_danger(apps, schema_editor):
    """Keep what was found urgent at the top of the queue."""
    comments = apps.get_model("comments", "ReaderComment")
    comments.objects.filter(is_urgent=True).update(danger=EMERGENCY)
    comments.objects.filter(attention=URGENT_BEFORE).update(attention=URGENT)


class Migration(migrations.Migration):

    dependencies = [("comments", "0004_judged_as_seen")]

    operations = [migrations.RunPython(urgent_to_danger, migrations.RunPython.noop)]
