"""What staff enter about people."""

from typing import Any

from directory.models import ContactPerson
from publishing.forms import VersionedForm


class ContactPersonForm(VersionedForm):
    """Shows the phone number as it was typed, for that is what readers see."""

    class Meta:
        model = ContactPerson
        exclude = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["phone"] = self.instance.phone_printed
