"""What travels between a reader's machines, and how it merges."""
