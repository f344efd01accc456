"""The outbox and the salts of addresses, which were tables of `comments`."""

from django.db import migrations, models

ID = models.BigAutoField(
    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
)


class Migration(migrations.Migration):

    initial = True
    dependencies = [("comments", "0003_outbox_and_salts_move")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="AddressSalt",
                    fields=[
                        ("id", ID.clone()),
                        ("day", models.DateField(unique=True)),
                        ("salt", models.CharField(max_length=64)),
                    ],
                ),
                migrations.CreateModel(
                    name="OutboxItem",
                    fields=[
                        ("id", ID.clone()),
                        ("kind", models.CharField(max_length=10)),
                        ("key", models.CharField(help_text="Names the effect, so that it happens once.", max_length=120, unique=True)),
                        ("payload", models.JSONField(help_text="Emptied when it is done.")),
                        ("created_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("done_at", models.DateTimeField(null=True)),
                        ("last_error", models.CharField(blank=True, max_length=200)),
                    ],
                ),
            ]
        ),
        migrations.AlterField(
            "OutboxItem",
            "kind",
            models.CharField(help_text="Who does it; see `core.outbox.does`.", max_length=20),
        ),
        migrations.AddIndex(
            "OutboxItem",
            models.Index(
                condition=models.Q(done_at__isnull=True), fields=["due_at"], name="core_outbox_due"
            ),
        ),
    ]
