"""The engineers' view: all states and transitions."""
