"""Included under the address that the storage `renditions` gives its files."""

from django.urls import path

from photos import views

app_name = "media"
urlpatterns = [path("<path:name>", views.rendition, name="rendition")]
