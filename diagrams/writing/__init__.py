"""Files that others read: SVG, PNG, PDF, Office, HTML, Mermaid."""
