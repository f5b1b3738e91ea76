"""For how long a sign-in with a second factor counts, and where a page may send people back to."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

# How long after password and second factor a person may sign (design: fresh authentication).
FRESH_FOR = timedelta(minutes=10)

_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")  # printable ASCII without the backslash


def is_fresh(then: datetime, *, at: datetime) -> bool:
    """Return whether a moment lies within the last ten minutes; one yet to come does not."""
    return timedelta(0) <= at - then < FRESH_FOR


def local_path(back: str | None, *, otherwise: str) -> str:
    """Return ``back`` when it is a path of this very site, else ``otherwise``.

    Browsers read ``//host`` and ``/\\host`` as another site and drop tabs and line breaks.
    """
    if not back or len(back) > 2000 or not _PATH.fullmatch(back):
        return otherwise
    parts = urlsplit(back)
    return otherwise if parts.scheme or parts.netloc else back
