"""How fast a reader reads, by the pages turned: what counts, what is left, what was read."""
