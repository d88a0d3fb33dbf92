"""samhandling: what services write together about a child, in one safe place."""
