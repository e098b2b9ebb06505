"""The newsletter: letters to readers who asked for one, the articles in them, the appeal, and sending them."""
