from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("comments", "0005_urgent_to_danger")]

    operations = [migrations.RemoveField("ReaderComment", "is_urgent")]
