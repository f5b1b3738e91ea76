"""Which characters the typesetter's own fonts can show: a PDF/UA file may hold no other."""

from __future__ import annotations

import re

# Found by setting each character of the Latin, Greek and Cyrillic blocks and of the symbols with
# typst 0.15's embedded fonts; a test sets them all again. First and last of each range, in hex.
RANGES = (
    "20-7E A0-AC AE-377 37A-37F 384-38A 38C 38E-3A1 3A3-4FF 510-513 51A-51D 531-556 559-58A "
    "58D-58F 1AB0-1ACE 1D00-1F15 1F18-1F1D 1F20-1F45 1F48-1F4D 1F50-1F57 1F59 1F5B 1F5D "
    "1F5F-1F7D 1F80-1FB4 1FB6-1FC4 1FC6-1FD3 1FD6-1FDB 1FDD-1FEF 1FF2-1FF4 1FF6-1FFE 2000-200A "
    "2010-2027 202F-2040 2042 2044-2052 2054-205F 2070-2071 2074-208E 2090-209C 20A0-20C0 "
    "20D0-20F0 2100-211E 2120 2122 2124 2126-2151 2153-2184 2189 2190-23FF 2422-2423 2460-262F "
    "2638-268B 2690-269C 26A0-26A7 26AA-26B2 2701-2704 2706-2709 270C-2727 2729-274B 274D "
    "274F-2752 2756 2758-275E 2761-277F 2794 2798-27AF 27B1-2B73 2B76-2B95 2B97-2BFF 2C60-2CF3 "
    "2CF9-2CFF 2E02-2E05 2E08-2E0A 2E17-2E18 2E1F 2E22-2E25 2E2E A640-A641 A648-A649 A656-A657 "
    "A708-A716 A71B-A727 A72D A730 A735 A765 A789-A78E A790-A791 A793 A7AA A7F8-A7F9 AB52 AB66 "
    "FB00-FB06 "
)


def _class() -> str:
    ends = (found.split("-") for found in RANGES.split())
    return "".join(f"\\U{end[0]:0>8}-\\U{end[-1]:0>8}" for end in ends)


_LACKING = re.compile(f"[^\n\t{_class()}]")


def shown(text: str) -> str:
    """Return the text; a character that no font has stands there as its number."""
    if text.isascii():
        return text
    return _LACKING.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
