"""What a routine is once it is compiled: states, choices, facts and conditions that run; frozen values."""
