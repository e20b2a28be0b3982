"""Where everything lies: Graphviz places the boxes, we pack the panels."""
