"""Mail to people, sent by the worker: how long an answer takes must not tell who has an account."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import override
from django_tasks import task

from accounts.models import User

# Whoever floods the form fills nobody's mailbox. One worker, one memory: the default cache is enough.
MINUTES_BETWEEN_MAILS = 5


@task()
def mail_password_link(address: str) -> None:
    """Send the link for choosing a new password to the person with that address, in the language of their back office.

    The token is made here, so that the queue never holds one. Nothing happens for an address that nobody has, or that
    was written to a few minutes ago.
    """
    user = User.objects.filter(email__iexact=address, is_active=True).first()
    if user is None or not user.has_usable_password():
        return
    if not cache.add(f"password-link:{user.pk}", True, MINUTES_BETWEEN_MAILS * 60):
        return
    context = {
        "person": user,
        # The configured address, not the one that a browser asked for: that one is chosen by whoever sends the request.
        "site_url": settings.SITE_URL,
        "uid": urlsafe_base64_encode(force_bytes(user.pk)),
        "token": default_token_generator.make_token(user),
    }
    with override(user.language):
        subject = render_to_string("registration/password_reset_subject.txt", context).strip()
        send_mail(subject, render_to_string("registration/password_reset_email.txt", context), None, [user.email])
