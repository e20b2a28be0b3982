"""Letters, sizes, colours and icons."""
