"""Many comments at once, written past the service: for tests of reading, and benchmarks."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.db import connection, transaction
from django.utils import timezone
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment
from wagtail.models import Page

from comments.models import STEP, Status
from comments.text import as_html

BATCH = 500
TEXT = "This is a **reply** of an ordinary length, as people write them below a post.\n\nThank you."


@transaction.atomic
def add_comments(page: Page, *, threads: int, replies: int, same_time: bool = False) -> None:
    """Add approved threads, each with direct replies, a minute apart.

    Args:
        page: the page.
        threads: how many threads.
        replies: how many replies in each.
        same_time: whether all are of the same moment.
    """
    number = threads * (replies + 1)
    start = timezone.now() - timedelta(minutes=number + 1)
    last = Comment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    keys = range(last + 1, last + number + 1)
    moments = [start if same_time else start + timedelta(minutes=n) for n in range(number)]
    common = {
        "content_type_id": ContentType.objects.get_for_model(page).pk,
        "object_pk": str(page.pk),
        "site_id": Site.objects.get_current().pk,
        "is_public": True,
    }
    first_of = {key: key - (key - last - 1) % (replies + 1) for key in keys}
    names = [f"Reader {key}" for key in keys]
    base = [
        Comment(pk=key, user_name=name, comment=TEXT, submit_date=moment, **common)
        for key, name, moment in zip(keys, names, moments, strict=True)
    ]
    Comment.objects.bulk_create(base, batch_size=BATCH)
    rows: list[tuple[int, ...]] = []
    leaves = []
    html = as_html(TEXT)
    adapted = [connection.ops.adapt_datetimefield_value(moment) for moment in moments]
    for key, moment in zip(keys, adapted, strict=True):
        root = first_of[key]
        level = int(key != root)
        rows.append((key, root, root, level, 1, False, 0))
        path = f"{root:0{STEP}x}" + (f"{key:0{STEP}x}" if level else "")
        leaves.append((key, page.pk, path, root if level else None, moment, level, html))
    _insert(XtdComment, rows)
    with connection.cursor() as cursor:
        columns = (
            "xtdcomment_ptr_id, page_id, path, reply_to_id, posted_at, thread_count, html, status, "
            "by_staff, by_author, follow, attention, danger, held_because, verdict, "
            "verdict_reason, helpful_count, report_count, email_hash, address_hash, text_hash, "
            "reaction_salt, first_approved_at"
        )
        cursor.executemany(
            f"INSERT INTO comments_readercomment ({columns}) VALUES "
            "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '', 0, 0, '', '', '', 0, 0, '', '', '', '', "
            "%s)",
            [
                (
                    key,
                    page_id,
                    path,
                    reply_to,
                    moment,
                    0 if level else replies + 1,
                    html,
                    Status.APPROVED.value,
                    False,
                    False,
                    moment,
                )
                for key, page_id, path, reply_to, moment, level, html in leaves
            ],
        )
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('django_comments', 'id'), %s)", [keys[-1]]
            )
            cursor.execute("ANALYZE")


def _insert(model: type[XtdComment], rows: list[tuple[int, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {model._meta.db_table} (comment_ptr_id, thread_id, parent_id, level, "
            '"order", followup, nested_count) VALUES (%s, %s, %s, %s, %s, %s, %s)',
            rows,
        )
