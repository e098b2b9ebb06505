"""The proof that no gift is lost or doubled.

Real processes that are killed, a provider that tells of things late, twice or never, and a mail server; afterwards our
books are held to what these two know. ``python -m tests.contributions.soaking`` runs it.
"""
