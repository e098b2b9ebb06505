"""The board, the calendar, and the form of a piece, for who plans and who writes."""
