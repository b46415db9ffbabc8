"""What the register answers to readers."""

from django.http import Http404, HttpRequest, HttpResponse

from directory.models import ContactPerson
from directory.vcards import vcard
from publishing import clock
from publishing.addresses import slug_from
from publishing.translated import reading_language


def contact_vcard(request: HttpRequest, pk: int) -> HttpResponse:
    """The card of somebody who is shown to the public today; of a leaver as little as of nobody."""
    person = ContactPerson.objects.visible_to(None, clock.now()).filter(pk=pk).select_related("organisation").first()
    if person is None:
        raise Http404
    response = HttpResponse(vcard(person, reading_language()), content_type="text/vcard; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug_from(person.name) or "contact"}.vcf"'
    return response
