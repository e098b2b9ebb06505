"""A rule in each file. It says what it looks for (``NAME``), how strict it is by itself (``LEVEL``), and finds it.

A rule is a module with these two and one function ``check(article) -> Iterator[Finding]``. Whatever lies in this
folder is a rule; nothing else has to be told of it.
"""
