"""The assembly: settings, addresses, command line, server, and the one switchboard of signals."""
