"""Freesheet: an open newsroom in a box for small, independent, reader-funded news outlets."""

from importlib.metadata import version

__version__ = version("freesheet")
