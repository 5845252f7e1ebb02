"""Machines that agree through a folder."""
