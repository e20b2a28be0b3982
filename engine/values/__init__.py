"""What texts, numbers, days and lengths of time are, wherever people write them."""
