"""What a developer's machine needs around the house: set-up, third-party files, translations. Never imported by it."""
