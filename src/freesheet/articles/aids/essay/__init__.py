"""Large pictures with text between them."""
