"""What stands around a story: licences, headers, legends; and what they say about it."""
