"""The registers' rows: read, changed field by field, never deleted; and their history as differences."""
