"""One reader a configuration option."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from .domain.document import Limits


def second_person_reviews() -> bool:
    """Return whether whoever submitted an agreement may not register it."""
    return bool(tk.config["ckanext.datashare.review.second_person"])


def notice_working_days() -> int:
    """Return for how many working days named bodies can ask for parts to be withheld."""
    return int(tk.config["ckanext.datashare.review.notice_working_days"])


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
