"""Floor 2: how rows, bytes and keys are kept, for SQLite and PostgreSQL."""
