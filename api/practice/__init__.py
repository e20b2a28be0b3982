"""Practice: the same routines and pages in a store of their own, on a clock that the trainer moves; nothing leaves the house."""
