"""How messages leave the house: mail, SMS and webhooks, each to what the settings name and to nothing else."""
