"""Questions in Chinese: their words, their grammar, the SPARQL that they become and what it answers."""
