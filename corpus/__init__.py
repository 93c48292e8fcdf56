"""Articles: what one is, the readers that make one from a file, and the sample articles."""
