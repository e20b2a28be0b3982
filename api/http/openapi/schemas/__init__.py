"""What the API answers, as OpenAPI shows it. The engine writes the answers; tests hold them to these."""
