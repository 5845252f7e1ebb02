"""The shelf: its entries, order and filter, its picture, and what can be done with it; no screen.

The rule: values in, values out; only the `Store` that is passed in is ever changed.
"""
