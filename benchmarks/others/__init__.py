"""Other durable engines on the same visit, measured in the same run: `make compare`."""
