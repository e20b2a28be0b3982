"""What a storyboard says: a scenario is played and told, card by card."""
