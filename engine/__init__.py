"""The engine: text → routine → step → unit of work."""
