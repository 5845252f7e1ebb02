"""What a terminal is before and apart from the screen library."""
