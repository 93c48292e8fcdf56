"""`Reading` to quads, and what keeps and answers them: the truths, the store, the keyword index."""
