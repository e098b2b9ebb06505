"""Web servers that stand before the stand: nginx, Caddy. A module for each, and what they all need to know.

A front answers readers from the very files of the store, and passes on what is no plain file. Another one is another
module with the functions of ``program.Program``, and a line in ``known.py``.
"""
