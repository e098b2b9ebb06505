"""Gifts, for who looks after money: what came, from which pages, and what went wrong."""
