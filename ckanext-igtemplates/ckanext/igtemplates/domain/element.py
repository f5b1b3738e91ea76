"""What the ICO's data sharing code says an agreement should cover.

The code is statutory: Data Protection Act 2018, section 121. Titles are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the code."""

    id: str
    title: str


_ALL = (
    Element("purpose", "What the sharing is for"),
    Element("benefits", "Benefits and risks, of sharing and of not sharing"),
    Element("organisations", "The organisations involved"),
    Element("joining-leaving", "How organisations join and leave"),
    Element("controllers", "Joint controllers and processors"),
    Element("data-items", "The data that is shared"),
    Element("lawful-basis", "Lawful basis and legal power"),
    Element("special-category", "Special category and criminal offence data"),
    Element("rights", "People's rights and access to information"),
    Element("accuracy", "Accuracy of the data"),
    Element("retention", "How long the data is kept, and its disposal"),
    Element("security", "Security of the data"),
    Element("staff", "Staff and training"),
    Element("breach", "What happens after a breach"),
    Element("complaints", "Complaints and questions"),
    Element("review", "Review of how the agreement works"),
    Element("ending", "How the agreement ends"),
    Element("governance", "Senior sign-off, records and details"),
)
# What other laws ask the text itself to say: UK GDPR Articles 26(1), 28(3)(a)-(h), 13(2)(b).
_OTHER = (
    Element("joint-duties", "Which controller does which duty"),
    Element("processor-instructions", "The processor acts on instructions"),
    Element("processor-confidence", "The processor's people keep secrets"),
    Element("processor-security", "The processor keeps the data safe"),
    Element("processor-others", "Other processors need consent"),
    Element("processor-rights", "The processor helps to answer people"),
    Element("processor-help", "The processor helps with other duties"),
    Element("processor-return", "The processor returns or deletes data"),
    Element("processor-audit", "The processor can be inspected"),
    Element("notice-rights", "People's rights, in a notice"),
)
ELEMENTS: Mapping[str, Element] = MappingProxyType({one.id: one for one in (*_ALL, *_OTHER)})
