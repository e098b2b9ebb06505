"""Letters: those to givers that somebody has to decide about, the words of receipts, and mail that nobody sends."""
