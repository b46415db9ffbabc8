"""Verbs that write photos: those of people in `library`, those about files in `files`."""

from photos.actions.files import Swept, build, missing_originals, rehouse, sweep
from photos.actions.library import (
    add_photo,
    bring_back_original,
    complete,
    look_alikes,
    may_bin,
    may_change,
    move_to_bin,
    reinstate,
    replace_original,
    revise,
    store_photo,
    take_out_of_bin,
    twins,
    withdraw,
)

__all__ = [
    "Swept",
    "add_photo",
    "bring_back_original",
    "build",
    "complete",
    "look_alikes",
    "may_bin",
    "may_change",
    "missing_originals",
    "move_to_bin",
    "rehouse",
    "reinstate",
    "replace_original",
    "revise",
    "store_photo",
    "sweep",
    "take_out_of_bin",
    "twins",
    "withdraw",
]
