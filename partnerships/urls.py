"""Addresses of the partnerships, below the language and the word for partnerships in it."""

from django.urls import path

from partnerships.views import partnership_detail, partnership_list

app_name = "partnerships"

urlpatterns = [
    path("", partnership_list, name="partnership-list"),
    path("<slug:slug>/", partnership_detail, name="partnership-detail"),
]
