"""Pages as Wagtail's own tutorial makes them."""

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page


class SectionPage(Page):  # type: ignore[misc]  # Wagtail ships no types
    """The front page, and the sections below it."""


class ArticleTag(TaggedItemBase):  # type: ignore[misc]
    """That an article carries a tag."""

    content_object = ParentalKey("plain.ArticlePage", on_delete=models.CASCADE, related_name="tagged_items")


class ArticlePage(Page):  # type: ignore[misc]
    """An article, with the same texts as ours."""

    standfirst = models.TextField(max_length=1000, blank=True)
    author = models.CharField(max_length=200, blank=True)
    body = StreamField(
        [
            ("paragraph", blocks.RichTextBlock()),
            ("heading", blocks.StructBlock([("text", blocks.CharBlock()), ("level", blocks.CharBlock())])),
        ],
        blank=True,
    )
    tags = ClusterTaggableManager(through=ArticleTag, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("standfirst"),
        FieldPanel("author"),
        FieldPanel("body"),
        FieldPanel("tags"),
    ]
