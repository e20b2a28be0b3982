"""What pictures and material say, in both languages."""
