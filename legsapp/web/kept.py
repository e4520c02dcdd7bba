"""{% kept TEMPLATE VALUE %}: an include that is rendered once for each value, and then taken from memory.

For pieces of the content that stand many times on a page and say nothing about anybody. In the template the value is
``value``; it is hashable, and all that the piece depends on.
"""

from collections.abc import Hashable
from functools import lru_cache

from django import template
from django.template.loader import get_template
from django.utils.translation import get_language

register = template.Library()
MOST_KEPT = 2000


@register.simple_tag
def kept(name: str, value: Hashable) -> str:
    return _rendered(name, value, get_language())


@lru_cache(MOST_KEPT)
def _rendered(name: str, value: Hashable, language: str | None) -> str:
    return get_template(name).render({"value": value})
