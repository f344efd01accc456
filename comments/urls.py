"""Addresses of replies."""

from django.urls import path

from comments import views

app_name = "comments"
urlpatterns = [
    path("token/", views.token, name="token"),
    path("<int:page_id>/", views.reply, name="reply"),
    path("<int:page_id>/reply/<int:comment_id>/", views.reply, name="reply_to"),
    path("<int:page_id>/thanks/", views.thanks, name="thanks"),
]
