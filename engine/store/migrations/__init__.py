"""Migrations of the database, run by the program itself when it opens one that lacks them."""
