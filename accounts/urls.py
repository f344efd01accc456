"""Addresses of the log-in, in the place of Wagtail's and below it."""

from django.urls import path
from django.views.decorators.cache import never_cache

from accounts.views.log_in import CodeView, EnrolAtLogInView, LogInView

urlpatterns = [
    path("", never_cache(LogInView.as_view()), name="wagtailadmin_login"),
    path("code/", never_cache(CodeView.as_view()), name="log_in_code"),
    path("set-up/", never_cache(EnrolAtLogInView.as_view()), name="log_in_enrol"),
]
