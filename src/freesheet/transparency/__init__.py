"""What the paper owns up to: corrections, why a published article changed, and which translations are behind it."""
