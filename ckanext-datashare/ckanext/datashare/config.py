"""One reader a configuration option."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def second_person_reviews() -> bool:
    """Return whether whoever submitted an agreement may not register it."""
    return bool(tk.config["ckanext.datashare.review.second_person"])


def notice_working_days() -> int:
    """Return for how many working days named bodies can ask for parts to be withheld."""
    return int(tk.config["ckanext.datashare.review.notice_working_days"])
