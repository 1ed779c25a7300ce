"""What two places of an inventory say of one thing."""
