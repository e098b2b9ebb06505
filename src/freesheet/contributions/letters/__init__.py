"""Letters to who gives: their words, the receipt on paper, and how they are handed to the mail server."""
