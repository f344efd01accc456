"""The synonyms that a new site has."""

from django.db import migrations

from search.shipped import shipped_sets


def fill(apps, schema_editor):
    SynonymSet = apps.get_model("search", "SynonymSet")
    SynonymSet.objects.bulk_create(SynonymSet(**each._asdict()) for each in shipped_sets())


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
