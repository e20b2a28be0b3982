"""All that is kept about somebody, told: the page, and its words."""
