"""What runs until it is told to leave: serving in one process or several, a worker, their log and their traces."""
