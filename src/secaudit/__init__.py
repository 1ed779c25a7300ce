"""secaudit: judges the inventory of an organisation against the duties of cybersecurity law."""

__version__ = "0.1.0"
