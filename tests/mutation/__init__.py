"""Small faults put into the program one at a time, to see that the tests notice each: `make mutants`."""
