"""Folders of stories: what they contain, and which of it is known already."""
