#!/usr/bin/env python3
"""Writes src/diagnostic/width_tables.hpp from the Unicode character data that Python carries.

usage: distil_character_widths.py [--check]

--check writes nothing and exits 1 when the file is not what this script would write. The version of Unicode is
part of the output. Needs clang-format.
"""

import pathlib
import subprocess
import sys
import unicodedata

TARGET = pathlib.Path(__file__).resolve().parent.parent / "src/diagnostic/width_tables.hpp"
# Format characters that a terminal shows: the soft hyphen, and signs that stand before Arabic and other numbers.
SHOWN = {0xAD, *range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
# Vowels and finals of Hangul, which join the consonant before them.
JOINING = {*range(0x1160, 0x1200), *range(0xD7B0, 0xD7C7), *range(0xD7CB, 0xD7FC)}
FIRST = 0x300  # everything before takes one column

HEADER = """#pragma once

// Written by tools/distil_character_widths.py from Unicode {version}. Do not edit.

#include <array>

namespace agentcore::text {{

struct Interval {{
  char32_t first, last;
}};

/// East Asian Width W and F: two columns.
{wide}

/// Marks that combine with what stands before them, and format characters: no column.
{zero}

}}  // namespace agentcore::text
"""


def is_zero(point):
    shown = point in SHOWN
    return point in JOINING or (unicodedata.category(chr(point)) in {"Mn", "Me", "Cf"} and not shown)


def is_wide(point):
    # Of unassigned characters Python says F.
    is_assigned = unicodedata.category(chr(point)) != "Cn"
    return is_assigned and unicodedata.east_asian_width(chr(point)) in "WF" and not is_zero(point)


def intervals(holds):
    """First and last of each run. Unassigned characters join what stands on both sides of them."""
    found, gap = [], True
    for point in range(FIRST, 0x110000):
        if holds(point):
            if gap:
                found.append([point, point])
            found[-1][1], gap = point, False
        elif unicodedata.category(chr(point)) != "Cn":
            gap = True
    return found


def table(name, rows):
    cells = ", ".join(f"{{0x{first:04X}, 0x{last:04X}}}" for first, last in rows)
    return f"inline constexpr std::array<Interval, {len(rows)}> {name} = {{{{{cells}}}}};"


def header():
    wide, zero = table("wide", intervals(is_wide)), table("zero", intervals(is_zero))
    text = HEADER.format(version=unicodedata.unidata_version, wide=wide, zero=zero)
    command = ["clang-format", f"--assume-filename={TARGET}"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def main():
    text = header()
    if "--check" in sys.argv[1:]:
        sys.exit(0 if TARGET.read_text() == text else f"{TARGET} is not what this script writes")
    TARGET.write_text(text)


main()
