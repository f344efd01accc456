"""Addresses of the log-in and the account, in the places of Wagtail's and below them."""

from django.urls import path
from django.views.decorators.cache import never_cache

from accounts.views.account import AccountView, EndSessionsView
from accounts.views.log_in import CodeView, EnrolAtLogInView, LogInView
from accounts.views.resetting import ResetConfirmView, ResetView
from core.wagtail_internals import require_admin_access

urlpatterns = [
    path("login/", never_cache(LogInView.as_view()), name="wagtailadmin_login"),
    path("login/code/", never_cache(CodeView.as_view()), name="log_in_code"),
    path("login/set-up/", never_cache(EnrolAtLogInView.as_view()), name="log_in_enrol"),
    path("password_reset/", never_cache(ResetView.as_view()), name="wagtailadmin_password_reset"),
    path(
        "password_reset/confirm/<uidb64>/<token>/",
        never_cache(ResetConfirmView.as_view()),
        name="wagtailadmin_password_reset_confirm",
    ),
    path(
        "account/",
        never_cache(require_admin_access(AccountView.as_view())),
        name="wagtailadmin_account",
    ),
    path(
        "account/end-sessions/",
        never_cache(require_admin_access(EndSessionsView.as_view())),
        name="end_sessions",
    ),
]
