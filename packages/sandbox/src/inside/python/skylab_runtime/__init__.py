"""What our bootstrap is made of; a package, so that no name of its modules is taken from functions."""
