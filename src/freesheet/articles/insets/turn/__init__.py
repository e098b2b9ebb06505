"""What one of the speakers of an interview says, until another one does."""
