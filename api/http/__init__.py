"""The API over HTTP, and what every answer has in common."""
