"""What a file is refused for, in a sentence for whoever brought it."""


class UnfitPicture(ValueError):
    """A file that cannot be taken as a picture."""


class UnfitRecording(ValueError):
    """A file that cannot be taken as a film, a sound, or captions. Its message may have several lines."""
