"""Gifts to the demonstration newspaper: invented, and given by the same verbs as real ones, each at its own time."""
