"""The web pages: templates and static files."""
