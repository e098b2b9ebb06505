"""The newsroom's first screen: what needs whoever looks, what they wait for, today, and what readers have."""
