"""Everything the product says no with: one tree, a room for each that refuses."""
