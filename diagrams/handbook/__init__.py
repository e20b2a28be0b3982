"""The handbook: the official document, its training part and the role cards, made from routines."""
