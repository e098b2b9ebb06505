"""The paper's name on the newsroom's walls."""

from typing import Any

from django import template
from wagtail.models import Locale

from freesheet.editions.queries import default_language, publication
from freesheet.lib.browsers import browser
from freesheet.newsroom.entrance.gate import lacks_proof

register = template.Library()

register.filter("browser", browser)


@register.simple_tag
def paper_name() -> str:
    """The name of the publication in its default language."""
    locale = Locale.objects.filter(language_code=default_language()).first()
    return publication(locale).name if locale is not None else "Freesheet"


@register.simple_tag(takes_context=True)
def second_factor_due(context: Any) -> bool:
    """Whether whoever looks has yet to set up a second factor."""
    request = context.get("request")
    return request is not None and lacks_proof(request.user)


@register.simple_tag
def paper_language() -> str:
    """The language that name is in."""
    return default_language()
