"""Who is this: a name, and the people met, told from what was read so far and nothing else."""
