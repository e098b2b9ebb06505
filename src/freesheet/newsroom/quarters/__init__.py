"""The accounts of a quarter, for who enters and publishes them."""
