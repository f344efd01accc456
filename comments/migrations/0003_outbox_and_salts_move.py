"""The outbox and the salts of addresses serve other apps too, and move to `core`."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("comments", "0002_limits_of_days")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RemoveIndex("OutboxItem", "comments_outbox_due"),
                migrations.AlterModelTable("OutboxItem", "core_outboxitem"),
                migrations.AlterModelTable("AddressSalt", "core_addresssalt"),
            ],
            state_operations=[
                migrations.DeleteModel("OutboxItem"),
                migrations.DeleteModel("AddressSalt"),
            ],
        )
    ]
