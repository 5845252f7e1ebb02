"""What outlives the process: the data file, and where files are kept."""
