"""What happens to the file of a picture before it is kept: it is looked at, turned upright, and loses what it tells."""
