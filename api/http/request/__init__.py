"""What a request says, read: who sends it, its headers, its numbers and days, which page of a list it wants."""
