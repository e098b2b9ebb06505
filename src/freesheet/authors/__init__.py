"""The people whose names stand over articles, with or without an account."""
