"""Floor 1: the world outside, one adapter each behind one small interface. The first is the archive's folder."""
