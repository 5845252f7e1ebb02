"""What surrounds a story: licences, headers, legends; and what they say about it."""
