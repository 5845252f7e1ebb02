"""What a reader may choose: the settings, their file, and which source decided each."""
