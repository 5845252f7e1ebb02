"""Folders of stories: what lies in them, and which of it is known already."""
