"""Who is known, and who holds which role where: read out of SQL, and of memory."""
