"""Headings, and the chapters they begin."""
