"""The newsroom's door: logging in, the second factor, and the gate that asks for one."""
