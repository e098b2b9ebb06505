"""Who works on what, until when, and where every piece stands between the pitch and the reader."""
