"""A condition or a value as text becomes a checked tree of types."""
