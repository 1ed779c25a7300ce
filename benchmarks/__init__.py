"""Speed and memory: measured by hand, never by a test."""
