"""The writing rules: whether an instruction begins with a verb, says one thing, is short and puts its condition first."""
