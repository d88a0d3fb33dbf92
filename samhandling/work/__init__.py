"""Floor 4: what people do; each function is one write transaction, or reads in a session it is given."""
