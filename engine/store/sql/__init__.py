"""The store on SQLite and PostgreSQL: how a database is opened, read and written, and what is said where that fails."""
