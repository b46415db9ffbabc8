"""All addresses, in two groups: for staff and machines, without language; for readers, below the language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import pgettext_lazy

from portal import views

urlpatterns = [
    path("", views.choose_language, name="root"),
    path("admin/", include("portal.staff_urls")),
    path("admin/", admin.site.urls),
    path("media/", include("photos.media_urls")),
    path("robots.txt", views.robots),
    *i18n_patterns(
        path("", views.home, name="home"),
        path(pgettext_lazy("address", "news/"), include("news.urls")),
        path(pgettext_lazy("address", "partnerships/"), include("partnerships.urls")),
        path(pgettext_lazy("address", "contacts/"), include("directory.urls")),
        path(pgettext_lazy("address", "photos/"), include("photos.urls")),
    ),
]

handler400 = "portal.views.bad_request"
handler403 = "portal.views.forbidden"
handler404 = "portal.views.not_found"
handler500 = "portal.views.server_error"
