"""A picture with numbered places, and what is to be seen there."""
