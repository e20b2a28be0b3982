"""What the API is guarded by: how much, how often and how slowly somebody may ask, and what no answer goes without."""
