"""The board says its columns in Traditional Chinese and in Urdu."""

from __future__ import annotations

from django.utils.translation import override

from freesheet.planning.rules import Column


def test_the_newsroom_speaks_them() -> None:
    with override("zh-hant"):
        assert [str(column.label) for column in Column][:4] == ["提案", "撰寫", "查核", "編輯"]
    with override("ur"):
        assert str(Column.PITCH.label) == "تجویز"
        assert str(Column.EDIT.label) == "ادارت"
