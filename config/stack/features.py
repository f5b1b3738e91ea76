"""`./dev features`: which rows of docs/features.md the passing tests prove."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from .place import LOCAL, ROOT
from .report import Failure

# Written by tests/proof.py: test id -> its marks, each [row, only in part], and whether it passed.
FILE = LOCAL / "features.json"
TABLE = ROOT / "docs" / "features.md"
ROW = re.compile(r"^\|\s*(\d+)\s*\|\s*(.+?)\s*\|", re.MULTILINE)


def rows(table: str) -> dict[int, str]:
    """Return number and title of each row of the table."""
    return {int(number): title for number, title in ROW.findall(table)}


def proven(records: dict[str, dict[str, Any]]) -> tuple[set[int], set[int]]:
    """Return the rows proven, and those proven in part only; one failing test unproves its rows."""
    whole: set[int] = set()
    part: set[int] = set()
    failed: set[int] = set()
    for record in records.values():
        for row, partly in record["marks"]:
            kind = (part if partly else whole) if record["passed"] else failed
            kind.add(row)
    return whole - failed, part - whole - failed


def lines(titles: dict[int, str], whole: Iterable[int], part: Iterable[int]) -> list[str]:
    """Return what is printed: a line a row, and how many rows are proven."""
    whole, part = set(whole) & set(titles), set(part) & set(titles)
    words = {**dict.fromkeys(part, "in part"), **dict.fromkeys(whole, "proven")}
    listed = [f"{number:3}  {words.get(number, '-'):8} {title}" for number, title in titles.items()]
    return [*listed, f"{len(whole)} of {len(titles)} rows proven"]


def features(arguments: list[str]) -> int:
    """Print each row and whether a passing test proves it; the last line has the count."""
    if not FILE.exists():
        raise Failure("no test has run here yet", do="run ./dev test first")
    whole, part = proven(json.loads(FILE.read_text("utf-8")))
    print("\n".join(lines(rows(TABLE.read_text("utf-8")), whole, part)))
    return 0
