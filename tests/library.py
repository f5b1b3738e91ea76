"""The library that comes with the extension, on the site of the tests."""

from __future__ import annotations

from . import factories


def loaded() -> str:
    """Load the library once, and return the id of the body that keeps it."""
    from ckanext.igtemplates import publishing
    from ckanext.igtemplates.cli import FILES

    stored = publishing.dataset("pan-london")
    owner = (
        stored.owner_org if stored is not None else factories.body(title="Saffron Council")["id"]
    )
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        factories.call("igtemplates_template_import", owner_org=owner, text=text)
    return str(owner)
