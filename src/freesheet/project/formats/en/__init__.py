"""Urdu, as it is written in Pakistan."""
