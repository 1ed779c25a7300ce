"""What would settle an unknown: the very cells and declarations, found from the expression downwards."""
