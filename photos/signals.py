"""What the apps above hear of photos; each is sent within the transaction of what it tells."""

from django.dispatch import Signal

# A photo shows another picture than before, or none: `photo`, and `people`, the `PersonShown` who are in it now.
shows_another_picture = Signal()
