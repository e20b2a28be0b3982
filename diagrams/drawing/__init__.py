"""A placed picture becomes a sheet: boxes, arrows, sections."""
