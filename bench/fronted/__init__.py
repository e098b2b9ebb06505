"""How fast readers are served through ``serve --front``, beside nginx on the same files."""
