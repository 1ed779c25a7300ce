"""What changed between two states of an inventory, in its verdicts and in its rows."""
