"""The demonstration newspaper: Tideline, written and drawn here, filed like any other import."""
