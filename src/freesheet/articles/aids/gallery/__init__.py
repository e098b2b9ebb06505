"""Pictures side by side, each with its words."""
