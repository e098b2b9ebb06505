"""The day's letter: one e-mail a day for each person, with what needs them, and only if something does."""
