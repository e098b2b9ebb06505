"""Visual aids: what shows instead of tells. Each is a folder, and ``registry`` finds it."""
