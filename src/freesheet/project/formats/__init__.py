"""How dates are written in the newsroom in languages of which Django knows no more than the names of months."""
