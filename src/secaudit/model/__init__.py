"""What the tool talks about: tables, statuses, findings, actions. Frozen types, no input or output."""
