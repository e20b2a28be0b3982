"""Text → Routine."""
