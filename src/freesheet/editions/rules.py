"""Rules for the colours of a publication."""

from __future__ import annotations

import colorsys
import re

HEX = re.compile(r"#[0-9a-fA-F]{6}")
PAPER, PAPER_DARK = "#ffffff", "#111417"
TINT, TINT_DARK = "#f3f4f1", "#1a1e22"
AA = 4.5
"""Least contrast of text, WCAG 2.2, success criterion 1.4.3."""


def _channels(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))  # type: ignore[return-value]


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, of a ``#rrggbb`` colour (WCAG 2.2, "relative luminance")."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21, of two ``#rrggbb`` colours (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable_on(colour: str, *grounds: str, at_least: float = AA) -> str:
    """``colour``, lightened or darkened just enough to be read on every one of ``grounds``.

    Returns ``#rrggbb`` of the same hue; black or white where no shade of that hue will do.
    """
    hue, light, saturation = colorsys.rgb_to_hls(*_channels(colour))
    towards = 1.0 if luminance(grounds[0]) < 0.18 else 0.0
    for step in range(101):
        shade = light + (towards - light) * step / 100
        red, green, blue = colorsys.hls_to_rgb(hue, shade, saturation)
        candidate = f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
        if all(contrast(candidate, ground) >= at_least for ground in grounds):
            return candidate
    return "#ffffff" if towards else "#000000"


def ink_on(colour: str) -> str:
    """Black or white, whichever is read better on ``colour``."""
    return "#ffffff" if contrast("#ffffff", colour) >= contrast("#0c1020", colour) else "#0c1020"
