"""Looking over an installation: each thing that has to be right, how it is, and what to do where it is not."""
