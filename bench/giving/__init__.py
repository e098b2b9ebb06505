"""How many gifts a minute can be taken, entered and receipted, beside bare transactions in the same database."""
