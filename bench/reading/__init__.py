"""How fast readers are answered, beside a bare Granian application and nginx, each with the very same bytes."""
