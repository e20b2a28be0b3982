"""Pictures from a routine alone: picture data, DOT, SVG and PNG."""
