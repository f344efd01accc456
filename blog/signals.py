"""What the blog tells other parts."""

from django.dispatch import Signal

# A source became withdrawn; sent once, in the transaction that saves it. Argument: `source`.
source_withdrawn = Signal()
