"""Who moves the money: a folder each, behind the interface in ``provider``."""
