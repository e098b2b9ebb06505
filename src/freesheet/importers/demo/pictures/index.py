"""Every picture by its name: drawings as JPEG, diagrams as SVG in the language of the page."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from freesheet.importers.demo.pictures import fields, letters, portraits, sea, seabed, skies, states, trade
from freesheet.importers.demo.pictures.diagrams.index import DIAGRAMS
from freesheet.importers.demo.pictures.plates import jpeg

DRAWINGS: dict[str, Callable[[], Image.Image]] = {
    "undersea-cables": sea.undersea_cables,
    "typhoon-names": skies.typhoon_names,
    "leap-second": skies.leap_second,
    "salt-farmers": fields.salt_farmers,
    "rice-terraces-water": fields.rice_terraces_water,
    "indus-treaty": fields.indus_treaty,
    "container-box": trade.container_box,
    "harbour-pilots": sea.harbour_pilots,
    "vaccine-cold-chain": trade.vaccine_cold_chain,
    "night-market-economics": trade.night_market_economics,
    "script-reform": letters.script_reform,
    "lighthouse-keeper": sea.lighthouse_keeper,
    "monsoon-forecast": fields.monsoon_forecast,
    "central-bank-rate": trade.central_bank_rate,
    "map-projections": states.map_projections,
    "election-count": states.election_count,
    "translator-interview": letters.translator_interview,
    "semiconductor-water": skies.semiconductor_water,
    "earthquake-early-warning": skies.earthquake_early_warning,
    "strait-of-malacca": sea.strait_of_malacca,
    "tea-prices": trade.tea_prices,
    "open-data-maps": states.open_data_maps,
    "calligraphy-video": letters.calligraphy_video,
    "whale-fall": seabed.whale_fall,
    "passport-index": states.passport_index,
    "reef-interview": seabed.reef_interview,
    "wen-shu-fen": portraits.wen_shu_fen,
    "idris-calloway": portraits.idris_calloway,
    "meher-sandhu": portraits.meher_sandhu,
    "camille-aubert": portraits.camille_aubert,
    "haruto-minase": portraits.haruto_minase,
    "nor-aisyah-karim": portraits.nor_aisyah_karim,
}


class UnknownPicture(LookupError):
    """The demonstration newspaper has no picture of this name."""


def names() -> list[str]:
    """The names of all drawings, the six portraits included."""
    return sorted(DRAWINGS)


def diagram_names() -> list[str]:
    """The names of all diagrams."""
    return sorted(DIAGRAMS)


def draw(name: str) -> bytes:
    """A drawing as a JPEG file, the same bytes every time: 1600 by 1067 pixels, portraits 600 by 600.

    Raises :class:`UnknownPicture`.
    """
    if name not in DRAWINGS:
        raise UnknownPicture(f"There is no drawing called “{name}”. There are: {', '.join(names())}.")
    return jpeg(DRAWINGS[name]())


def diagram(name: str, language: str) -> bytes:
    """A diagram as an SVG file, 800 units wide, labelled in ``language`` (``en``, ``zh-hant``, ``ur``; else English).

    Raises :class:`UnknownPicture`.
    """
    if name not in DIAGRAMS:
        raise UnknownPicture(f"There is no diagram called “{name}”. There are: {', '.join(diagram_names())}.")
    return DIAGRAMS[name](language).encode()
