"""Flask-Admin as it comes; it runs from this folder."""
