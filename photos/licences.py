"""Under which terms we have a photo, and what they mean for showing it and for handing it on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """Left empty the terms are not known: credited like everybody's, and given to nobody.

    Finnish law gives whoever took a photo the right to be named (Copyright Act 404/1961, section 3), so a credit is
    needed unless the terms say that it is not.
    """

    OWN = "own", _("Our own, for our own use")
    PRESS = "press", _("Press photo: free to publish with credit")
    COMMISSIONED = "commissioned", _("Commissioned: for our own use as agreed")
    AGENCY = "agency", _("From a picture agency: for our own use as agreed")
    CC_BY = "cc-by-4.0", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    CC0 = "cc0-1.0", "CC0 1.0"
    PUBLIC_DOMAIN = "public-domain", _("In the public domain")

    @property
    def url(self) -> str:
        """Where the terms can be read; "" where they are an agreement of ours."""
        return _ADDRESSES.get(self, "")

    @property
    def terms(self) -> object:
        """What others may do with the photo, in a sentence; "" where they may do nothing."""
        return _TERMS.get(self, "")

    @property
    def is_open_to_press(self) -> bool:
        """Whether readers may take the photo away and publish it."""
        return bool(self.terms)


_ADDRESSES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
    Licence.PUBLIC_DOMAIN: "https://creativecommons.org/publicdomain/mark/1.0/",
}
_TERMS = {
    Licence.PRESS: _("Free to publish in news and stories about the subject, with this credit."),
    Licence.CC_BY: _("Free to use and change, with this credit."),
    Licence.CC_BY_SA: _("Free to use and change with this credit; what is made from it has the same licence."),
    Licence.CC0: _("Free to use without conditions."),
    Licence.PUBLIC_DOMAIN: _("Free to use: nobody holds a copyright."),
}
# Nobody has to be named; a name that is known is printed all the same.
WITHOUT_CREDIT = (Licence.CC0, Licence.PUBLIC_DOMAIN)
