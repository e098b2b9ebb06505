"""How much memory answering readers takes with very many pages in the store, beside nginx on the same files."""
