"""Foreign keys, by string too, lead downwards through the house, and leave no trace on the lower model."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.apps import apps
from django.db.models import Field, Model
from taggit.managers import TaggableManager

ROOT = Path(__file__).resolve().parents[2]


def rows() -> dict[str, int]:
    """Room to height, from the very contract that import-linter holds."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = contracts[0]["layers"]
    return {room.strip(): -row for row, line in enumerate(layers) for room in line.split("|")}


def our_relations() -> list[tuple[type[Model], Field, type[Model]]]:
    ours = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("freesheet.")]
    found = []
    for model in ours:
        for field in model._meta.get_fields():
            if getattr(field, "auto_created", False) and not getattr(field, "concrete", False):
                continue
            target = getattr(field, "related_model", None)
            if isinstance(target, type) and target.__module__.startswith("freesheet."):
                found.append((model, field, target))
    return found


def inherited(model: type[Model], field: Field) -> bool:
    """Whether Wagtail or Django declared the field, and not we."""
    elsewhere = [
        each for each in model.__mro__ if hasattr(each, "_meta") and not each.__module__.startswith("freesheet.")
    ]
    return any(field.name == known.name for each in elsewhere for known in each._meta.get_fields())


def test_keys_lead_downwards() -> None:
    height = rows()
    relations = our_relations()
    assert relations
    upwards = [
        f"{model.__name__}.{field.name} names {target.__name__}"
        for model, field, target in relations
        if model._meta.app_label != target._meta.app_label
        and height[target._meta.app_label] >= height[model._meta.app_label]
    ]
    assert not upwards, upwards


def test_keys_leave_no_accessor_on_a_lower_room() -> None:
    marks = [
        f"{model.__name__}.{field.name} grows {field.remote_field.get_accessor_name()} on {target.__name__}"
        for model, field, target in our_relations()
        if model._meta.app_label != target._meta.app_label
        and not field.remote_field.hidden
        and not inherited(model, field)
        # taggit's manager insists on being found from the tag.
        and not isinstance(field, TaggableManager)
    ]
    assert not marks, marks
