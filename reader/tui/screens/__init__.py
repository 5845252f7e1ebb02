"""Screens: each joins widgets to the parts below; none imports the app."""
