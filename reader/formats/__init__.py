"""File to story: safe reading, encoding, cleaning, reflow, structure, front matter."""
