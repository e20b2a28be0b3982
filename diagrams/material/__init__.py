"""What is handed out, the plan of all of it, and when it is made anew."""
