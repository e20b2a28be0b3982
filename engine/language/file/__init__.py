"""A tree becomes a routine file: its keys and values, each in its place."""
