"""A routine file becomes a routine: names resolved, states, choices, ways, machines."""
