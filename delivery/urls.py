"""Addresses of Content API v1."""

from django.urls import path

from delivery.api import api

urlpatterns = [path("", api.urls)]
