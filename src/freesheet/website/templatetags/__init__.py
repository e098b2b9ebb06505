"""What templates of themes may load."""
