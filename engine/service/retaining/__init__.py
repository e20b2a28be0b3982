"""What is kept for how long: rules, holds, what is erased by its age, and the receipts of that."""
