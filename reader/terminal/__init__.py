"""What a terminal is before and beside the screen library."""
