"""Which article belongs beside which, and where in a text it may stand."""
