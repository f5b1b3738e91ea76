"""What a person reads when a service that a write needs is away: what happened, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchIndexError


@contextmanager
def nothing_kept_without_search() -> Iterator[None]:
    """Refuse the whole write inside the block when search does not take its document.

    A public agreement that cannot be found, or a withdrawn one that still can, is worse than a
    write that has to be made again. The rollback comes first: a caller that swallows the error
    must not commit half of the write.

    :raises ckan.logic.ValidationError: with a sentence under ``search``
    """
    try:
        yield
    except SearchIndexError as error:
        model.Session.rollback()
        sentence = tk._(
            "Search is not available, so nothing was saved. Try again in a few minutes. "
            "If this goes on, tell the people who run this site."
        )
        raise tk.ValidationError({"search": [sentence]}) from error
