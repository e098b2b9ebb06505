"""A chart from a table: drawn here, with the table itself beside it."""
