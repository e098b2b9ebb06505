"""Every diagram by its name."""

from __future__ import annotations

from collections.abc import Callable

from freesheet.importers.demo.pictures.diagrams import earth, hills, maps, papers, things

DIAGRAMS: dict[str, Callable[[str], str]] = {
    "cable-cross-section": things.cable_cross_section,
    "terrace-water-path": hills.terrace_water_path,
    "terrace-wall-section": hills.terrace_wall_section,
    "indus-rivers": hills.indus_rivers,
    "container-dimensions": things.container_dimensions,
    "cold-chain-steps": things.cold_chain_steps,
    "monsoon-winds": hills.monsoon_winds,
    "map-projections-surfaces": maps.map_projections_surfaces,
    "map-projections-tissot": maps.map_projections_tissot,
    "world-mercator": maps.world_mercator,
    "world-equal-earth": maps.world_equal_earth,
    "earthquake-blind-zone": earth.earthquake_blind_zone,
    "earthquake-wave-timing": earth.earthquake_wave_timing,
    "passport-data-page": papers.passport_data_page,
}
