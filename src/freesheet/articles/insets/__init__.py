"""Blocks of an article that are not its running text: turns of an interview, boxes, words pulled out of it."""
