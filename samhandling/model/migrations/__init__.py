"""Alembic's folder: the migrations, run by model/migrate.py."""
