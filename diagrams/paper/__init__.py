"""A picture becomes pages that can be read in print."""
