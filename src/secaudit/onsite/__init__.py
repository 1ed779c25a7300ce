"""What an inspection takes along: the points to look at and the devices drawn for it."""
