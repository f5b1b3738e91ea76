"""What the first questions lead to: facts, templates that fit, similar agreements, a draft."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import answer, vocabulary

from . import library
from .domain.choice import recommend
from .domain.screening import Screening, assess, facts_of

# What is asked first; whether several values can be chosen.
FIELDS = {
    "outcome": False,
    "title": False,
    "owner_org": False,
    "organisations": False,
    "direction": False,
    "data_types": True,
    "children": False,
    "people_affected": False,
}
LONGEST_OUTCOME = 4000
LONGEST_TITLE = 300
SIMILAR = 5
_YES_NO = {"yes": "Yes", "no": "No"}
_WORD = re.compile(r"[a-z]{4,}")
# Words that say nothing about what is shared.
_COMMON = frozenset(
    _WORD.findall(
        "about also been better could different differently everyone find from have help know "
        "london more need other over people share should some than that their them they this want "
        "what when where which will with would your"
    )
)


def questions() -> list[dict[str, Any]]:
    """Return the questions about facts: name, words, kind and choices."""
    return [
        _choice(
            "organisations",
            tk._("How many organisations take part?"),
            [("two", tk._("Two")), ("many", tk._("Three or more"))],
        ),
        _choice("direction", tk._("Which way does the data move?"), _terms("direction")),
        {
            **_choice("data_types", tk._("What kind of data is it?"), _terms("data_types")),
            "several": True,
        },
        _choice("children", tk._("Is it about children?"), list(_YES_NO.items())),
        _choice("people_affected", tk._("How many people is it about?"), _terms("people_affected")),
    ]


def mistakes(said: Mapping[str, Any], bodies: Collection[str]) -> dict[str, list[str]]:
    """Return what is wrong with the first answers, by field."""
    errors: dict[str, list[str]] = {}
    if not said["outcome"]:
        errors["outcome"] = [tk._("Enter who could do what differently with better information.")]
    elif len(said["outcome"]) > LONGEST_OUTCOME:
        words = tk._("Write at most {limit} characters. This has {found}.")
        errors["outcome"] = [words.format(limit=LONGEST_OUTCOME, found=f"{len(said['outcome']):,}")]
    if not said["title"]:
        errors["title"] = [tk._("Enter a title. You can change it later.")]
    elif len(said["title"]) > LONGEST_TITLE:
        errors["title"] = [tk._("Write at most {limit} characters.").format(limit=LONGEST_TITLE)]
    if said["owner_org"] not in bodies:
        errors["owner_org"] = [tk._("Choose which of your organisations leads.")]
    for question in questions():
        known = {value for value, _label in question["choices"]}
        given = said[question["name"]]
        chosen = given if isinstance(given, list) else [given]
        if not any(chosen) or not known.issuperset(chosen):
            errors[question["name"]] = [
                tk._("Answer “{question}”").format(question=question["text"])
            ]
    return errors


def facts(said: Mapping[str, Any]) -> dict[str, str]:
    """Return the facts by which templates are chosen (``domain/fact.py``)."""
    kinds = set(said["data_types"])
    needed = screening(said).needed
    personal = kinds & {"personal", "special", "criminal", "pseudonymised"}
    return {
        "bodies": said["organisations"],
        "direction": said["direction"],
        "special": "yes" if "special" in kinds else "no",
        "criminal": "yes" if "criminal" in kinds else "no",
        "children": said["children"],
        "anonymous": "no" if personal else "yes",
        "dpia_needed": "yes" if needed else "no",
        "low_risk": "no" if needed else "yes",
    }


def screening(said: Mapping[str, Any]) -> Screening:
    """Return whether these first answers ask for an impact assessment, with the reasons."""
    return assess(
        facts_of(
            data_types=said["data_types"],
            people_affected=said["people_affected"],
            direction=said["direction"],
            children=said["children"] == "yes",
        )
    )


def options(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every template for agreements, whether it fits, is refused, and why.

    One that neither fits nor is refused was made for another case; it may be used all the same.
    """
    known = facts(said)
    ours = [template for template in library.current() if template.applies_to == "agreement"]
    return [
        {
            "id": template.id,
            "version": template.version,
            "title": template.title,
            "summary": template.summary,
            "fits": fits,
            "refused": bool(template.refusals(known)),
            "reasons": list(reasons),
            "approvals": _approvals(template.id, template.version, said["owner_org"]),
        }
        for template, fits, reasons in recommend(ours, known)
    ]


def _approvals(id: str, version: str, body: str) -> list[str]:
    """Return in words by whom of the lead this version is approved."""
    given = answer.call("igtemplates_approval_list", id=id, version=version)
    words = tk._("Approved by {body}: {role}.")
    return [
        words.format(body=one["title"], role=one["role_label"])
        for one in given
        if one["body"] == body and one["stands"]
    ]


def similar(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return agreements that the reader may see and that speak of the same things.

    :raises ckan.lib.search.SearchError: when search is away
    """
    words = [
        word
        for word in dict.fromkeys(_WORD.findall(f"{said['outcome']} {said['title']}".lower()))
        if word not in _COMMON
    ][:12]
    if not words:
        return []
    found = answer.call(
        "package_search",
        q=" OR ".join(words),
        fq="+dataset_type:agreement",
        rows=SIMILAR,
        include_private=True,
        **{"q.op": "OR"},
    )
    results: list[dict[str, Any]] = found["results"]
    return results


def draft(said: Mapping[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return the draft of an agreement that the first answers already fill."""
    return {
        "type": "agreement",
        "origin": "new",
        "template": chosen["id"],
        "template_version": chosen["version"],
        "title": said["title"],
        "owner_org": said["owner_org"],
        "purpose": said["outcome"],
        "direction": said["direction"],
        "data_types": said["data_types"],
        "data_subjects": ["children"] if said["children"] == "yes" else [],
        "people_affected": said["people_affected"],
        "parties": [{"body": said["owner_org"], "role": "controller"}],
    }


def _choice(name: str, text: str, choices: list[tuple[str, str]]) -> dict[str, Any]:
    return {"name": name, "text": text, "choices": choices, "several": False}


def _terms(name: str) -> list[tuple[str, str]]:
    return [(term.id, tk._(term.label)) for term in vocabulary.load(name).values()]
