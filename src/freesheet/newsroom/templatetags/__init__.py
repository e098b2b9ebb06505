"""What the newsroom's own templates ask for."""
