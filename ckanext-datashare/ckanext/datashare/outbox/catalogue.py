"""Every notice that may be sent: the register's own and those its siblings declare."""

from __future__ import annotations

import ckan.plugins as p

from ..domain.notice import NoticeRefused, NoticeType
from ..domain.notice_catalogue import FAMILIES, REGISTER
from ..interfaces import IDataShare

_OWN = {kind.name: kind for kind in REGISTER}


def notice_type(name: str) -> NoticeType:
    """Return the declaration of a notice.

    :raises NoticeRefused: when nobody declares it.
    """
    found = _OWN.get(name) or _of_siblings().get(name)
    if found is None:
        raise NoticeRefused(f"notice {name} is not declared")
    return found


def families() -> dict[str, str]:
    """Return the families people can choose by, each with its words (untranslated)."""
    siblings = {
        family: words
        for plugin in p.PluginImplementations(IDataShare)
        for family, words in plugin.datashare_notice_families().items()
    }
    return {**siblings, **FAMILIES}


def _of_siblings() -> dict[str, NoticeType]:
    return {
        kind.name: kind
        for plugin in p.PluginImplementations(IDataShare)
        for kind in plugin.datashare_notices()
    }
