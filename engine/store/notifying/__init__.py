"""What is on its way to people, and what each has chosen of it, in the stores."""
