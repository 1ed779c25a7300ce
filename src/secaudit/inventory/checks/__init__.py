"""Checks that need more than one cell: names, ids, references, trees, terms, observations."""
