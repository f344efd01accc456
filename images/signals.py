"""What the media library tells other parts."""

from django.dispatch import Signal

# A picture in use became another one; sent once, in the transaction that saves it. Argument:
# `image`. A file that is only stored anew, with the same pixels, is no other picture.
image_replaced = Signal()
