"""The exposure of a whole inventory: who is exposed and by which way, what is not known, and what to cut."""
