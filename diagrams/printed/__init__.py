"""Forms to fill in by hand when nothing else works: a routine from its start, and all that a unit has open now."""
