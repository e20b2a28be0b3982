"""The pure run: what an instance is, what a command leads to, what can be done now."""
