"""Engines that evaluate expressions: one interface, one file for each."""
