"""Dictionaries on the disk: which there are, and what they say about a word."""
