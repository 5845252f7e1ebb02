"""Plain text: bytes to a story, in steps that each live in their own module."""
