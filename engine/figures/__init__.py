"""What is counted: how often and how long, over many instances."""
