"""The form of what is stored: routines, instances, commands, the rows of the history; read by every later version of the program."""
