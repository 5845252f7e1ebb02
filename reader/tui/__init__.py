"""The screen: the only part that knows Textual. Importing this package does not load it."""
