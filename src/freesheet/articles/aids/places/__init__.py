"""A map with numbered places, drawn here, from nobody’s tiles."""
