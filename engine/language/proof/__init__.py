"""Proofs over what a routine can do: explored configurations, and the faults that they show."""
