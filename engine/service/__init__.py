"""`Engine`, the one door to what is stored, and its parts."""
