"""What a film or a sound says of itself: reading its own file, piece by piece and within limits, without playing it."""
