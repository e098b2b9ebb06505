"""The sections a paper is divided into, and its tags."""
