"""What the register answers to readers."""

from django.http import Http404, HttpRequest, HttpResponse

from directory.models import ContactPerson
from directory.vcards import vcard
from publishing import clock
from publishing.addresses import slug_from
from publishing.translated import reading_language
from publishing.usage import is_used_publicly


def contact_vcard(request: HttpRequest, pk: int) -> HttpResponse:
    """The card of somebody whom a public page shows today; a leaver, or one whom none shows yet, has none."""
    at = clock.now()
    person = ContactPerson.objects.visible_to(None, at).filter(pk=pk).select_related("organisation").first()
    if person is None or not is_used_publicly(person, at):
        raise Http404
    response = HttpResponse(vcard(person, reading_language()), content_type="text/vcard; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug_from(person.name) or "contact"}.vcf"'
    return response
