"""The way back in for who forgot the password: below /admin/, before the back office itself."""

from django.contrib.auth import views
from django.urls import path

from accounts.forms import ForgottenPasswordForm
from publishing.csp import BACK_OFFICE, csp_override

own_pages = csp_override(BACK_OFFICE)

urlpatterns = [
    path(
        "password_reset/",
        own_pages(views.PasswordResetView.as_view(form_class=ForgottenPasswordForm)),
        name="admin_password_reset",
    ),
    path("password_reset/done/", own_pages(views.PasswordResetDoneView.as_view()), name="password_reset_done"),
    path(
        "password_reset/<uidb64>/<token>/",
        own_pages(views.PasswordResetConfirmView.as_view()),
        name="password_reset_confirm",
    ),
    path(
        "password_reset/complete/", own_pages(views.PasswordResetCompleteView.as_view()), name="password_reset_complete"
    ),
]
