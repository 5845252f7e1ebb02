"""Commands as data: ids, keys and words, the user's keymap, and the tables made from them."""
