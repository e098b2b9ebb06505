"""The front page as readers will see it: arranged, looked at, and published by itself."""
