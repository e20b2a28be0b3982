"""Text becomes a tree with places; what is no YAML is told in the owner's words."""
