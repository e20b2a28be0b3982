"""A routine walked in the terminal, as staff meet it."""
