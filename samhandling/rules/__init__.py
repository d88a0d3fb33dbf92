"""Floor 3: what is allowed and owed: access, deadlines, law, the log."""
