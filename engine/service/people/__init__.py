"""Who works here, and as what: known before they first sign in, told by file, and let in by a manager."""
