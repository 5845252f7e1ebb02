"""How fast a reader reads, by the pages they turned: what counts, what is left, what was read."""
