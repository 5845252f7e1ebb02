"""Find words in a story or in all of them, as they are remembered, not as they were typed.

The rule: every hit is a range of `Story.text`.
"""
