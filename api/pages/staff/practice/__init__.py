"""The pages of practice: coming in to a group, and the trainer's own."""
