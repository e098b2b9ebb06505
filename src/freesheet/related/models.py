"""What is remembered of how alike articles are. All of it can be made again from the articles: ``rebuild``."""

from __future__ import annotations

from django.db import models


class Term(models.Model):
    """That an article has a term, and how much it weighs there: see ``rules.terms``.

    ``number`` stands for the term and its language: ``rules.number_of``.
    """

    article = models.ForeignKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.BigIntegerField()
    weight = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="related_term_once")]
        indexes = [models.Index(fields=["number", "article", "weight"], name="related_term_holders")]

    def __str__(self) -> str:
        return f"{self.number}: {self.weight}"


class Likeness(models.Model):
    """That ``earlier`` is among the articles most like ``later`` of those that came before it.

    ``score`` is ``rules.likeness``. Earlier and later go by id, which never changes.
    """

    later = models.ForeignKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="+", db_index=False)
    earlier = models.ForeignKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="+")
    score = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["later", "earlier"], name="related_likeness_once"),
            models.CheckConstraint(condition=models.Q(later__gt=models.F("earlier")), name="related_likeness_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.later_id} is like {self.earlier_id}: {self.score}"
