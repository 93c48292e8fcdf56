"""The vocabulary: the OWL ontology, its SHACL shapes, and both as names in Python. Knows no other room."""
