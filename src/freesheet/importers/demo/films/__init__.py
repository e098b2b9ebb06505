"""The films of the demonstration newspaper: drawn here, picture by picture; ``tools/make-films`` makes files of them.

The files lie in ``content/films``, for whoever installs Freesheet has nothing to make a film with.
"""
