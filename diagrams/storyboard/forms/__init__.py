"""A storyboard as files: HTML, PDF, slides, and the drawings in them."""
