"""Word lists of the genre, as data files."""
