"""The press's keys for gifts."""

SHOWN = "gifts:shown"
"""The figures that readers are told."""

QUARTERS = "gifts:quarters"
"""The quarters whose accounts readers are shown, and the figures of each."""
