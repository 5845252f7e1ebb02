"""A story being read: opening it, its pages and moves, its search, its bookmarks; no screen.

The rule: values in, values out; only the `Store` that is passed in is ever changed.
"""
