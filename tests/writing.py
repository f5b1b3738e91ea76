"""A small template to write by: questions that come and go, a fixed clause and one to change."""

from __future__ import annotations

import json
from typing import Any

from . import factories

ABROAD = {"field": "outside_uk", "holds": "yes"}
NEEDED = {"required": True}


def publish(owner: str, data: dict[str, Any]) -> str:
    """Publish a template in the name of a body, as the site does; return the template's id."""
    text = json.dumps(data)  # which is YAML too
    return str(
        factories.call("igtemplates_template_import", owner_org=owner, text=text)["template"]
    )


def question(id: str, section: str, field: str, text: str, **more: Any) -> dict[str, Any]:
    """Return a question as a template file says it."""
    return {"id": id, "section": section, "field": field, "text": text, **more}


def template(id: str, **more: Any) -> dict[str, Any]:
    """Return a template as its file says it."""
    return {
        "id": id,
        "version": "1",
        "kind": "one_way",
        "title": "One body gives, another gets",
        "summary": "For data that moves one way.",
        "applies_to": "agreement",
        "language": "en",
        "licence": "OGL-UK-3.0",
        "use_when": ["One organisation gives data to another."],
        "refused_when": [
            {
                "condition": {"field": "criminal", "holds": "yes"},
                "reason": "Use the full form for criminal offence data.",
            }
        ],
        "sections": [
            {"id": "why", "title": "Why you share", "intro": "Start with why you need to share."},
            {"id": "who", "title": "Who shares"},
            {"id": "how", "title": "How it is kept safe"},
            {"id": "abroad", "title": "Outside the United Kingdom"},
        ],
        "questions": [
            question(
                "aim",
                "why",
                "purpose",
                "Why do you need to share?",
                help="Say what cannot be done today.",
                example="To offer school meals.",
                **NEEDED,
            ),
            question("risk", "why", "risk_if_not_shared", "What happens otherwise?"),
            question("bodies", "who", "parties", "Which organisations take part?", **NEEDED),
            question("safe", "how", "security_measures", "How is the data kept safe?", **NEEDED),
            question("out", "how", "outside_uk", "Does data leave the United Kingdom?", **NEEDED),
            question(
                "why-out",
                "how",
                "storage_location",
                "Where is it kept?",
                shown_if=ABROAD,
                **NEEDED,
            ),
            question(
                "guard",
                "abroad",
                "transfer_safeguard",
                "Which safeguard is there?",
                shown_if=ABROAD,
                **NEEDED,
            ),
        ],
        "clauses": [
            {
                "id": "purpose",
                "heading": "Purpose",
                "body": "The data is shared for this: {{purpose}}",
                "element": "purpose",
            },
            {
                "id": "review",
                "heading": "Review",
                "body": "The parties review this agreement.",
                "editable": "They do so each year.",
                "guidance": "A shorter time is fine.",
                "element": "review",
            },
        ],
        **more,
    }


def long(id: str, *, questions: int = 120) -> dict[str, Any]:
    """Return a template of many questions, for measuring: the last section has a tenth of them."""
    from ckanext.datashare.shared import schemas

    texts = [
        name
        for name, known in schemas.fields("agreement").items()
        if known.on_form and known.kind in ("text", "choices", "choice", "rows")
    ]
    sections = [{"id": f"part-{number}", "title": f"Part {number}"} for number in range(10)]
    asked = [
        question(
            f"q{number}",
            f"part-{number * 10 // questions}",
            texts[number % len(texts)],
            f"Question {number}?",
            help="Say it in plain words.",
            example="As in this example.",
        )
        for number in range(questions)
    ]
    return template(id, sections=sections, questions=asked, clauses=[], refused_when=[])
