"""What the ICO's data sharing code asks of an agreement.

Source: the code under section 121 of the Data Protection Act 2018, chapter on agreements.
"""

from __future__ import annotations

from .element import ELEMENTS
from .requirement import Requirement, Standard, asked


def _of(
    id: str,
    gap: str,
    *needs: str,
    name: str = "",
    by_text: bool = False,
    only_if: tuple[str, tuple[str, ...]] | None = None,
) -> Requirement:
    title = name or ELEMENTS[id].title
    return asked(id, title, gap, "ICO data sharing code", *needs, by_text=by_text, only_if=only_if)


SHARING = Standard(
    "sharing",
    "The ICO's data sharing code",
    "Data Protection Act 2018, section 121",
    (
        _of(
            "purpose",
            "Say why the data has to be shared, and list each permitted use.",
            "purpose",
            "purposes",
        ),
        _of(
            "benefits",
            "Say who will be better off, and what happens if nothing is shared.",
            "benefits_expected",
        ),
        _of(
            "organisations",
            "Name every organisation that shares.",
            "parties",
        ),
        _of(
            "joining-leaving",
            "Say how an organisation joins later and how it leaves.",
            "joining_procedure",
            "leaving_procedure",
            by_text=True,
        ),
        _of(
            "controllers",
            "Say which organisations are controllers, joint controllers or processors.",
        ),
        _of(
            "data-items",
            "List each item of data, and whom it is about.",
            "data_items",
            "data_subjects",
        ),
        _of(
            "lawful-basis",
            "Name the law that lets you share, and the lawful basis.",
            "legal_powers|legal_powers_other",
            "article_6",
        ),
        _of(
            "special-category",
            "Choose the Article 9 condition for special category data.",
            "article_9",
            name="Special category data",
            only_if=("data_types", ("special",)),
        ),
        _of(
            "criminal-offence",
            "Choose the Schedule 1 condition for criminal offence data.",
            "schedule_1",
            name="Criminal offence data",
            only_if=("data_types", ("criminal",)),
        ),
        _of(
            "rights",
            "Say who answers when people ask for their data or object.",
            "rights_contact",
        ),
        _of(
            "privacy-information",
            "Link each organisation's privacy notice.",
            "privacy_notices",
            name="What people are told",
        ),
        _of(
            "assessment",
            "Link the impact assessment, or say why none is needed.",
            "dpia|dpia_not_needed_reason",
            name="The impact assessment",
        ),
        _of(
            "accuracy",
            "Say how you check that the data is right.",
            "accuracy_checks",
            by_text=True,
        ),
        _of(
            "retention",
            "Say how long the data is kept and how it is disposed of.",
            "retention_period",
            "disposal",
        ),
        _of(
            "security",
            "Say how the data is kept safe.",
            "security_measures",
        ),
        _of(
            "staff",
            "Add a clause on training the staff who use the data.",
        ),
        _of(
            "breach",
            "Say what happens when something goes wrong.",
            "breach_procedure",
            by_text=True,
        ),
        _of(
            "complaints",
            "Say how people can complain.",
            "complaints",
            by_text=True,
        ),
        _of(
            "review",
            "Enter the date of the next review.",
            "review_date",
        ),
        _of(
            "ending",
            "Say what happens when the sharing ends.",
            "termination",
            by_text=True,
        ),
        _of(
            "governance",
            "Add a clause on who signs the agreement and who keeps its records.",
        ),
    ),
)
