"""The press's keys for gifts."""

SHOWN = "gifts:shown"
"""The figures that readers are told."""
