"""Accounts for gifts, bank statements, and which gift each transfer is."""
