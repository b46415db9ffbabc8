"""Mail to people, sent by the worker: how long an answer takes must not tell who has an account."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import override
from django_tasks import task

from accounts.models import User


@task()
def mail_password_link(user_id: int) -> None:
    """Send the link for choosing a new password, in the language of the person's back office.

    The token is made here, so that the queue never holds one.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
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
