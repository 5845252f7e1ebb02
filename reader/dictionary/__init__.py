"""Dictionaries as they lie on the disk: which there are, and what they say of a word."""
