"""Who is this: a name, and the people met, from what was read so far and nothing else."""
