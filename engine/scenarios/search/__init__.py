"""What a scenario could be, found by trying: everything that a routine can come to, what no scenario takes, one put right."""
