"""Addresses of the register, below the language and the word for contacts in it."""

from django.urls import path

from directory.views import contact_vcard

app_name = "directory"

urlpatterns = [path("<int:pk>.vcf", contact_vcard, name="contact-vcard")]
