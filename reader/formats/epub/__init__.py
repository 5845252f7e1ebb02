"""EPUB to a story."""
