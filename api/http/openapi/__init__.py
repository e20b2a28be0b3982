"""What requests and answers look like, as the API describes itself."""
