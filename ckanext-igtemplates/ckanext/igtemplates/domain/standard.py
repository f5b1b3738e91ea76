"""What UK GDPR asks of other kinds of document: Articles 13, 14, 26, 28(3) and 35(7)."""

from __future__ import annotations

from .requirement import Standard, asked

_ABROAD = ("outside_uk", ("yes",))

JOINT = Standard(
    "joint-controllers",
    "Joint controllers' arrangement",
    "UK GDPR, Article 26",
    (
        asked(
            "joint-duties",
            "Who does which duty",
            "Add a clause on which controller does what under data protection law.",
            "Article 26(1)",
        ),
        asked(
            "joint-rights",
            "Who answers people",
            "Say which controller answers people who use their rights.",
            "Article 26(1)",
            "rights_contact",
        ),
        asked(
            "joint-information",
            "Who tells people",
            "Link the privacy notice of each joint controller.",
            "Article 26(1)",
            "privacy_notices",
        ),
        asked(
            "joint-essence",
            "People can read the essence",
            "Write the summary that people can read.",
            "Article 26(2)",
            "lay_summary",
        ),
    ),
)

PROCESSOR = Standard(
    "processor",
    "Contract with a processor",
    "UK GDPR, Article 28(3)",
    (
        asked(
            "processor-subject",
            "Subject, nature and purpose of the processing",
            "Say what the processor does with the data, and why.",
            "Article 28(3)",
            "purpose",
            "data_items",
            "data_subjects",
        ),
        asked(
            "processor-duration",
            "How long the processing lasts",
            "Say when the processing starts and how long data is kept.",
            "Article 28(3)",
            "start_date",
            "retention_period",
        ),
        *(
            asked(f"processor-{id}", name, f"Add a clause: {clause}", f"Article 28(3){point}")
            for id, name, clause, point in (
                (
                    "instructions",
                    "Instructions",
                    "the processor acts on written instructions only.",
                    "(a)",
                ),
                (
                    "confidence",
                    "Confidentiality",
                    "the processor's people keep the data secret.",
                    "(b)",
                ),
                ("security", "Security", "the processor keeps the data safe.", "(c)"),
                (
                    "others",
                    "Other processors",
                    "no other processor without written consent.",
                    "(d)",
                ),
                ("rights", "Help with rights", "the processor helps to answer people.", "(e)"),
                (
                    "help",
                    "Help with duties",
                    "the processor helps with breaches and assessments.",
                    "(f)",
                ),
                ("return", "Return or deletion", "data is returned or deleted at the end.", "(g)"),
                ("audit", "Inspection", "the processor lets the controller inspect.", "(h)"),
            )
        ),
    ),
)

DPIA = Standard(
    "dpia",
    "Data protection impact assessment",
    "UK GDPR, Article 35(7)",
    (
        asked(
            "description",
            "What is planned",
            "Describe the processing that is planned.",
            "Article 35(7)(a)",
            "nature",
            "scope",
            "context",
        ),
        asked(
            "purposes",
            "What it is for",
            "Say what the processing is for.",
            "Article 35(7)(a)",
            "purposes",
        ),
        asked(
            "necessity",
            "Whether it is needed and in proportion",
            "Say why it is needed and in proportion to its aim.",
            "Article 35(7)(b)",
            "lawful_basis",
            "achieves_purpose|other_way|minimisation",
        ),
        asked(
            "risks",
            "The risks to people",
            "Assess the risks to people.",
            "Article 35(7)(c)",
            "risks",
        ),
        asked(
            "measures",
            "What is done about the risks",
            "Say what is done about each risk.",
            "Article 35(7)(d)",
            "measures",
        ),
    ),
)

NOTICE = Standard(
    "notice",
    "Privacy notice",
    "UK GDPR, Articles 13 and 14",
    (
        asked(
            "controller",
            "Who uses the data",
            "Name the controllers.",
            "13(1)(a), 14(1)(a)",
            "parties",
        ),
        asked(
            "contact",
            "Whom to ask",
            "Say whom people can ask about their data.",
            "13(1)(b), 14(1)(b)",
            "rights_contact",
        ),
        asked(
            "notice-purpose",
            "What for, and on what legal ground",
            "Say what the data is used for and on what legal ground.",
            "13(1)(c), 14(1)(c)",
            "purpose",
            "article_6",
        ),
        asked("categories", "Which data", "List the data.", "14(1)(d)", "data_items"),
        asked(
            "recipients", "Who gets it", "Say who gets the data.", "13(1)(e), 14(1)(e)", "parties"
        ),
        asked(
            "notice-transfers",
            "Safeguards outside the United Kingdom",
            "Choose the safeguard for data that leaves the United Kingdom.",
            "13(1)(f), 14(1)(f)",
            "transfer_safeguard",
            only_if=_ABROAD,
        ),
        asked(
            "notice-retention",
            "How long it is kept",
            "Say how long the data is kept.",
            "13(2)(a), 14(2)(a)",
            "retention_period",
        ),
        asked(
            "notice-rights", "People's rights", "Tell people their rights.", "13(2)(b), 14(2)(c)"
        ),
        asked(
            "complaint",
            "How to complain",
            "Say how people can complain.",
            "13(2)(d), 14(2)(e)",
            "complaints",
        ),
        asked(
            "origin",
            "Where the data comes from",
            "Say where the data comes from.",
            "14(2)(f)",
            "parties",
        ),
        asked(
            "automated",
            "Decisions by a computer alone",
            "Say whether a computer decides alone.",
            "13(2)(f), 14(2)(g)",
            "automated_decisions",
        ),
    ),
)
