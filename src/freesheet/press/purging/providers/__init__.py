"""A file for each kind of CDN. The file's name is what ``cdn`` in the settings calls it.

A file has ``NEEDS_ZONE``, ``NEEDS_TOKEN`` and ``NEEDS_ADDRESSES`` (what its settings must say), and ``providers``,
which makes a ``freesheet.press.purging.provider.Provider`` for each place that is to be told.
"""
