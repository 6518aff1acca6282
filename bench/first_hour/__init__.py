"""How long the path of a new user takes."""
