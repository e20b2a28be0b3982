"""Which behaviour of the engine answers a step."""

BEHAVIOUR = 2
"""Raised in the commit that changes what a step answers to the same command in the same place: what happens, what changes, what is refused.

Every row of the history says which behaviour it was written by. Only those of today's are replayed; what older ones did stands in them.
"""
