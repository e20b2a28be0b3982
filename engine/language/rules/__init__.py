"""Every rule that a finding can name, with its words."""
