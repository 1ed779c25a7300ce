"""The result as pages for a browser: a file for a few units, a folder for a city, and no network."""
