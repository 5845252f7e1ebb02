"""Widgets: each is given what it shows, looks nothing up, and imports no screen."""
