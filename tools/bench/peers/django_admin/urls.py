"""The admin, and nothing else; gunicorn loads `application` from here."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")

from django.contrib import admin
from django.core.wsgi import get_wsgi_application
from django.urls import path

application = get_wsgi_application()
urlpatterns = [path("admin/", admin.site.urls)]
