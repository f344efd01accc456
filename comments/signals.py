"""What other apps may hear of replies, within the transaction of the change."""

from django.dispatch import Signal

# Arguments: `page_ids`, a set; lists of comments: `approved`, which readers see from now on,
# `updated`, whose text is another one, `hidden`, which they see no more; `now`.
shown_comments_changed = Signal()
# Arguments: `keys`, of comments whose words and writers were erased; `now`.
comments_erased = Signal()
