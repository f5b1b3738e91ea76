"""What a party tells people about a sharing: UK GDPR Articles 13 and 14, point by point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .composition import prose
from .document import Block, Document, Heading, Items, Note, Paragraph, plain
from .filling import FilledClause
from .ropa import NOT_STATED, Place

_ALWAYS = (
    "see the data about you and have a copy (Article 15)",
    "have mistakes put right (Article 16)",
    "ask for data to be used less while a question is open (Article 18)",
)


def notice(
    said: Mapping[str, str],
    place: Place,
    places: Sequence[Place],
    *,
    bases: frozenset[str],
    clauses: tuple[FilledClause, ...] = (),
) -> Document:
    """Return the notice of one party.

    :param said: the agreement in words by field; ``agreement`` holds its reference and version
    :param bases: its lawful bases as terms of the list, on which people's rights depend
    :param clauses: of a privacy notice's template, filled; they take the place of our own words
    """
    blocks = _by_template(clauses) if clauses else _by_law(said, place, places, bases)
    return Document(
        title=plain(f"Privacy notice: {said.get('title') or NOT_STATED}"),
        language="en-GB",
        subject=(
            ("Organisation", plain(place.title)),
            ("Agreement", plain(said.get("agreement") or NOT_STATED)),
        ),
        mark=plain(f"Privacy notice of {place.title}. {said.get('agreement') or ''}".strip()),
        blocks=(Note("A text to start from. Check it before you publish it."), *blocks),
    )


def _by_template(clauses: tuple[FilledClause, ...]) -> Iterator[Block]:
    for clause in clauses:
        yield Heading(1, plain(clause.heading))
        yield from prose(clause.paragraphs)


def _by_law(
    said: Mapping[str, str], place: Place, places: Sequence[Place], bases: frozenset[str]
) -> Iterator[Block]:
    others = [one for one in places if one.title != place.title]
    givers = [one.title for one in others if one.gives]
    getters = [one.title for one in others if one.gets]

    def told(field: str) -> str:
        return said.get(field) or NOT_STATED

    yield Heading(1, "Who we are")  # 13(1)(a) and (b), 14(1)(a) and (b)
    yield _text(f"{place.title} is responsible for how it uses your data under this agreement.")
    yield _text(f"Write to us: {place.contact or told('rights_contact')}")
    if place.dpo:
        yield _text(f"Our data protection officer: {place.dpo}")
    yield Heading(1, "Why we use your data")  # 13(1)(c), 14(1)(c)
    yield from prose(tuple(told("purpose").split("\n")))
    yield _text(f"The law lets us do this: {place.lawful_basis or told('article_6')}.")
    for words, field in (
        ("For data that the law protects most", "article_9"),
        ("Condition in Schedule 1 to the Data Protection Act 2018", "schedule_1"),
        ("Our legal power", "legal_powers"),
    ):
        if said.get(field):
            yield _text(f"{words}: {said[field]}.")
    yield Heading(1, "What data it is")  # 14(1)(d)
    yield from prose(tuple(told("disclosed_information").split("\n")))
    if said.get("data_subjects"):
        yield _text(f"It is about: {said['data_subjects']}.")
    yield Heading(1, "Where it comes from")  # 14(2)(f)
    if place.gets and givers:
        yield _text("We get it from: " + "; ".join(givers) + ".")
    if place.gives:
        yield Paragraph("We hold it for our own services, and share it under this agreement.")
    yield Heading(1, "Who gets it")  # 13(1)(e), 14(1)(e)
    yield _text("; ".join(getters) + "." if getters else "Nobody else under this agreement.")
    if said.get("onward_sharing_conditions"):
        yield _text(f"They may pass it on only so: {said['onward_sharing_conditions']}")
    yield Heading(1, "Whether it leaves the United Kingdom")  # 13(1)(f), 14(1)(f)
    yield _text(". ".join(filter(None, (told("outside_uk"), said.get("transfer_safeguard")))))
    yield Heading(1, "How long it is kept")  # 13(2)(a), 14(2)(a)
    yield _text(told("retention_period"))
    for words, field in (
        ("Counted from: ", "retention_start"),
        ("", "retention_details"),
        ("Afterwards: ", "disposal"),
    ):
        if said.get(field):
            yield _text(words + said[field])
    yield Heading(1, "Your rights")  # 13(2)(b) to (d), 14(2)(c) to (e)
    yield Paragraph("You can ask us to:")
    yield Items((*_ALWAYS, *_by_basis(bases)))
    yield Paragraph("We answer within one month.")
    yield _text(
        said.get("complaints")
        or "If you are not content with our answer, you can complain to the Information "
        "Commissioner's Office."
    )
    yield Heading(1, "Decisions made by a computer alone")  # 13(2)(f), 14(2)(g)
    yield _text(told("automated_decisions"))


def _by_basis(bases: frozenset[str]) -> Iterator[str]:
    """Yield the rights that hold only for some lawful bases."""
    if bases & {"e", "ea", "f"}:  # Article 21(1); recognised legitimate interests like (f)
        yield "stop using it, by objecting (Article 21)"
    if bases - {"c", "e"}:  # Article 17(3)(b)
        yield "delete it (Article 17)"
    if bases & {"a", "b"}:  # Article 20(1)(a)
        yield "give it to you or another organisation in a form a computer reads (Article 20)"
    if "a" in bases:  # Article 7(3)
        yield "stop, by taking back your consent at any time (Article 7)"


def _text(text: str) -> Paragraph:
    return Paragraph(plain(text))
