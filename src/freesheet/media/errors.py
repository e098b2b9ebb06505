"""What a file is refused for, in a sentence for whoever brought it."""


class UnfitPicture(ValueError):
    """A file that cannot be taken as a picture."""
