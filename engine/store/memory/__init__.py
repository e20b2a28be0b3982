"""The store in memory: the same tables as dictionaries, for tests, practice and trying out."""
