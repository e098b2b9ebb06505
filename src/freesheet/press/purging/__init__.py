"""Telling a content delivery network (CDN), or a cache of one's own, which pages it has to ask for again.

The press notes each address whose stored bytes changed or went away, in the transaction that says it is printed; a
thread of the worker sends what is noted, and forgets it when the CDN has confirmed. Nothing here waits for a CDN
while it prints. Each kind of CDN is a file in ``providers``: a further one is a copy of one of them.
"""
