"""Addresses of the newsroom, below the language and the word for news in it."""

from django.urls import path

from news.feeds import article_feed
from news.views import article_detail, article_list

app_name = "news"

urlpatterns = [
    path("", article_list, name="article-list"),
    path("feed.atom", article_feed, name="article-feed"),
    path("<int:year>/<slug:slug>/", article_detail, name="article-detail"),
]
