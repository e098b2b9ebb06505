"""The press: prints pages into a store of plain files, and knows only addresses, keys and bytes.

Domains name keys (``articles.keys`` and its like). While a page is made, ``depends_on`` notes what it showed
and asked; when something changes, ``changed`` puts its key in the outbox, in the same transaction; the
worker then prints again every page that holds the key.
"""
