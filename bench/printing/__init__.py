"""How fast everything is printed anew, beside Hugo building the same newspaper."""
