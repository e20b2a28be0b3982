"""What `rutin check` found, told to those who read it: people, code hosts, other programs. One module for each."""
