"""Small topical modules that know nothing of Freesheet."""
