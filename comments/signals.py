"""What other apps may hear of replies, within the transaction of the change."""

from django.dispatch import Signal

# Arguments: `page_ids`, a set; `approved`, the comments that readers see for the first time; `now`.
shown_comments_changed = Signal()
