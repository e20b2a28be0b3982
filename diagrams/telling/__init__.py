"""A routine becomes a picture: its flows, boxes, numbers, heat and the way taken."""
