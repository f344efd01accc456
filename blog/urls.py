"""Addresses of the blog beside its pages."""

from django.urls import path

from blog.reader_reports.views import report_problem

app_name = "blog"
urlpatterns = [path("<key:post_id>/", report_problem, name="report_problem")]
