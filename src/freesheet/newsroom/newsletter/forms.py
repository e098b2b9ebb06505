"""What an editor writes and chooses for a letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from freesheet.articles.models import ArticlePage
from freesheet.newsletters.composing import proposed, readable
from freesheet.newsletters.models import Issue


class IssueForm(forms.ModelForm[Issue]):
    """Subject and greeting."""

    class Meta:
        model = Issue
        fields = ("subject", "greeting")
        widgets = {"greeting": forms.Textarea(attrs={"rows": 6, "dir": "auto"})}


@dataclass(frozen=True)
class Offered:
    """An article that a letter may have, and its place in it."""

    article: ArticlePage
    place: int
    chosen: bool


def offered(issue: Issue) -> list[Offered]:
    """What is in a draft, in order, and below it what has been published besides since the last letter."""
    inside = list(issue.articles)
    besides = [pk for pk in proposed(issue.language) if pk not in inside]
    articles = readable([*inside, *besides], issue.language)
    return [Offered(each, place, each.pk in inside) for place, each in enumerate(articles, 1)]


def chosen(issue: Issue, form: Mapping[str, Any], ticked: list[str]) -> list[int]:
    """The ids of the articles that were ticked, by the places that were written beside them."""

    def place(row: Offered) -> tuple[int, int]:
        told = str(form.get(f"place-{row.article.pk}", "")).strip()
        # Digits of every script are digits.
        return (int(told) if told.isdecimal() and len(told) < 5 else row.place, row.place)

    rows = [row for row in offered(issue) if str(row.article.pk) in ticked]
    return [row.article.pk for row in sorted(rows, key=place)]
