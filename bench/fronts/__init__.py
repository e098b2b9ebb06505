"""Which of Granian's interfaces to build the stand on: WSGI, ASGI or RSGI."""
