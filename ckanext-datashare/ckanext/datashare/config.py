"""One reader a configuration option."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from . import bodies
from .domain.document import Limits


def second_person_reviews() -> bool:
    """Return whether whoever submitted an agreement may not register it."""
    return bool(tk.config["ckanext.datashare.review.second_person"])


def notice_working_days() -> int:
    """Return for how many working days named bodies can ask for parts to be withheld."""
    return int(tk.config["ckanext.datashare.review.notice_working_days"])


def endorsing_body() -> str:
    """Return the id of the body whose IG lead endorses for all parties; empty without one."""
    named = str(tk.config["ckanext.datashare.endorsing_body"] or "").strip()
    return (bodies.find_id(named) or "") if named else ""


def document_limits() -> Limits:
    """Return how large a document may be, and how much of it is read.

    The public copy becomes a resource, so what CKAN takes for a resource bounds it too.
    """
    option = "ckanext.datashare.document."
    return Limits(
        megabytes=min(
            int(tk.config[f"{option}max_megabytes"]), int(tk.config["ckan.max_resource_size"])
        ),
        pages=int(tk.config[f"{option}max_pages"]),
        characters=int(tk.config[f"{option}max_characters"]),
        seconds=int(tk.config[f"{option}max_seconds"]),
    )


def scanner() -> str:
    """Return the address of the malware scanner, empty without one."""
    address = str(tk.config["ckanext.datashare.document.scanner"] or "").strip()
    return "" if address == "none" else address


def scanner_required() -> bool:
    """Return whether documents are refused while the scanner is away."""
    return bool(tk.config["ckanext.datashare.document.scanner_required"])


def trusted_amr() -> list[str]:
    """Return what of the login provider's word is trusted; nothing unless it is set.

    :returns: the session key of its ``amr``, that of its ``auth_time``, and the values that count
    :raises ValueError: for a setting without a value that counts
    """
    words = str(tk.config["ckanext.datashare.second_factor.trusted_amr"] or "").split()
    if words and len(words) < 3:
        raise ValueError("second_factor.trusted_amr names two session keys and a value at least")
    return words
