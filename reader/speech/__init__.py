"""A story read aloud: what is said of it, by which engine, and how one is heard and silenced."""
