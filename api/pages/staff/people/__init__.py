"""The pages on who works here: for administrators, and for the managers of a unit."""
