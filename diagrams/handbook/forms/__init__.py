"""A handbook and its role cards as files: HTML, PDF, DOCX."""
