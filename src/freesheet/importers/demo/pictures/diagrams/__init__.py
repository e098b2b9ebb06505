"""Explanatory figures: SVG with real text, in the language of the page, light or dark as the reader prefers.

``figure`` is the drawing board. Each figure is a function of the language; its words stand at its side, as
(English, Traditional Chinese, Urdu).
"""
