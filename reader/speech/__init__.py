"""A story read aloud: what is said, by which engine, and how that is heard and silenced."""
