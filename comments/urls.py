"""Addresses of replies."""

from django.urls import path

from comments.views import following, own, privacy, reactions, reading, tokens, writing

app_name = "comments"
urlpatterns = [
    path("token/", tokens.token, name="token"),
    path("<key:page_id>/", writing.reply, name="reply"),
    path("<key:page_id>/reply/<key:comment_id>/", writing.reply, name="reply_to"),
    path("<key:page_id>/thanks/", writing.thanks, name="thanks"),
    path("<key:page_id>/thread/<key:key>/", reading.thread, name="thread"),
    path("comment/<key:comment_id>/", reading.permalink, name="permalink"),
    path("comment/<key:comment_id>/helpful/", reactions.helpful, name="helpful"),
    path("comment/<key:comment_id>/report/", reactions.report, name="report"),
    path("confirm/<str:token>/", own.confirm, name="confirm"),
    path("own/<str:token>/", own.own, name="own"),
    path("unsubscribe/<str:token>/", following.unsubscribe, name="unsubscribe"),
    path("preferences/<str:token>/", following.preferences, name="preferences"),
    path("my-data/", privacy.request_data, name="request_data"),
    path("my-data/sent/", privacy.data_link_sent, name="data_link_sent"),
    path("my-data/<str:token>/", privacy.my_data, name="my_data"),
]
