"""Lays Django's own tables in the database that BENCH_DATABASE tells, and the one superuser."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")

import django
from django.core.management import call_command

django.setup()

from django.contrib.auth.models import User  # noqa: E402 - models exist only now

call_command("migrate", verbosity=0)
if not User.objects.filter(username="bench").exists():
    User.objects.create_superuser("bench", "bench@eksempel.example", "bench")
