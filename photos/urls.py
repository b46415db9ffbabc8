"""What the press takes away, below the language of its words."""

from django.urls import path

from photos import views

app_name = "photos"
urlpatterns = [
    path("<int:pk>.jpg", views.press_photo, name="press-photo"),
    path("<int:pk>.txt", views.press_words_as_text, name="press-words"),
]
