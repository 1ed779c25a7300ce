"""Pictures of many units on paper: sorted bars, a line to reach, and where it burns. See `reporting/charts`.

Black and white, each with its numbers or sizes beside the shades, and words for those who cannot see it.
"""
