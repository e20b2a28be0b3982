"""What `rutin training` does: the files of a whole folder made at once, and only those that must be."""
