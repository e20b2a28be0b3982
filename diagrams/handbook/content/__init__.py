"""What a handbook says: chapters, entries, instructions, practice questions."""
