"""Django's admin, as a project of its own; it runs in .venv-bench, from this folder."""
