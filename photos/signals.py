"""What the apps above hear of photos; each is sent within the transaction of what it tells."""

from django.dispatch import Signal

# A photo shows another picture than before, or none: `photo`, and `like`, the photo whose picture it is now, or None.
shows_another_picture = Signal()
