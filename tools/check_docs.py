#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Check the documents: what they link to is there, they are linked to, and code in them is real.

A block of code that stands below `<!-- all of FILE -->` is that file, byte for byte; below
`<!-- from FILE -->` it is lines of that file that follow each other. A span
`contract/NAME: CASE` names a case of `tests/contract/test_NAME.c` (or `tests/contract/NAME.py`):
a function `test_CASE`, its words joined, or a row of a table of this name; and each row below a
heading `shown by` has such a span or a link. A fault is printed as `file:line: what is wrong`.
"""

import argparse
import re
import sys
from pathlib import Path
from urllib.parse import unquote

from source import line_at

ROOT = Path(__file__).resolve().parent.parent

DOORS = ("README.md", "doc/CONTRIBUTING.md")  # where a reader comes in
FENCED = re.compile(r"^```.*?^```[ \t]*$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*$", re.MULTILINE)
QUOTED = re.compile(r"<!-- (all of|from) (\S+) -->\n+```c\n(.*?)^```", re.MULTILINE | re.DOTALL)
ELSEWHERE = re.compile(r"[a-z]+:")
CASE = re.compile(r"`([a-z0-9_]+(?:/[a-z0-9_]+)+(?:\.py)?): ([^`\n]+)`")
SHOWN = re.compile(r"^\|.*\| shown by \|\n\|[-| ]+\|\n((?:\|.*\n)+)", re.MULTILINE)


def blank(match):
    """As many lines, without words."""
    return re.sub(r"[^\n]", " ", match.group(0))


def anchors(text):
    """The names by which headings can be linked to."""
    names = set()
    for heading in HEADING.findall(FENCED.sub(blank, text)):
        words = re.sub(r"[^\w\- ]", "", heading.lower())
        names.add(words.replace(" ", "-"))
    return names


class Documents:
    def __init__(self, root):
        self.root = root.resolve()
        self.texts = {}
        for path in sorted(self.root.rglob("*.md")):
            inside = path.relative_to(self.root)
            if not any(part.startswith((".", "build")) for part in inside.parts[:-1]):
                self.texts[inside.as_posix()] = path.read_text(encoding="utf-8")

    def links(self, name):
        """Yield (line, path in the tree or None, anchor, as written)."""
        prose = SPAN.sub(blank, FENCED.sub(blank, self.texts[name]))
        for match in LINK.finditer(prose):
            if ELSEWHERE.match(match.group(1)):
                continue
            path, _, anchor = unquote(match.group(1)).partition("#")
            target = ((self.root / name).parent / path).resolve() if path else self.root / name
            inside = target.relative_to(self.root).as_posix() \
                if target.is_relative_to(self.root) and target.exists() else None
            yield line_at(prose, match.start()), inside, anchor, match.group(1)

    def dead_links(self):
        for name in self.texts:
            for line, target, anchor, written in self.links(name):
                if target is None:
                    yield f"{name}:{line}: dead link: {written}"
                elif anchor and anchor not in anchors(self.texts.get(target, "")):
                    yield f"{name}:{line}: no such heading: {written}"

    def lost_documents(self):
        linked = {target for door in DOORS if door in self.texts
                  for _, target, _, _ in self.links(door)}
        for name in self.texts:
            if name.startswith("doc/") and name not in linked and name not in DOORS:
                yield f"{name}:1: linked from neither of {' and '.join(DOORS)}"

    def false_quotes(self):
        for name, text in self.texts.items():
            for match in QUOTED.finditer(text):
                how, file, code = match.groups()
                line = line_at(text, match.start())
                path = self.root / file
                if not path.is_file():
                    yield f"{name}:{line}: quotes {file}, which is not there"
                    continue
                real = path.read_text(encoding="utf-8")
                if not (code == real if how == "all of" else "\n" + code in "\n" + real):
                    yield f"{name}:{line}: the code is not what stands in {file}"

    def has_case(self, file, case):
        """None, or what is missing of a case of a test."""
        folder, _, name = file.rpartition("/")
        path = self.root / "tests" / folder / (name if name.endswith(".py") else f"test_{name}.c")
        if not path.is_file():
            return f"no such test: {file}"
        if f"'{name.removesuffix('.py')}" not in (path.parent / "meson.build").read_text():
            return f"a test that is not built: {file}"
        text = path.read_text(encoding="utf-8")
        function = re.compile(rf"\b(void|def) test_{re.escape(case.replace(' ', '_'))}\(")
        if function.search(text) or f'"{case}"' in text or f"'{case}'" in text:
            return None
        return f"no such case in {file}: {case}"

    def lost_cases(self):
        for name, text in self.texts.items():
            for match in CASE.finditer(text):
                if not (self.root / "tests" / match.group(1)).parent.is_dir():
                    continue
                fault = self.has_case(*match.groups())
                if fault:
                    yield f"{name}:{line_at(text, match.start())}: {fault}"

    def rows_without_test(self):
        for name, text in self.texts.items():
            for table in SHOWN.finditer(text):
                for i, row in enumerate(table.group(1).splitlines()):
                    if not CASE.search(row) and not LINK.search(row):
                        line = line_at(text, table.start(1)) + i
                        yield f"{name}:{line}: nothing shows this"

    def faults(self):
        yield from self.dead_links()
        yield from self.lost_cases()
        yield from self.rows_without_test()
        yield from self.lost_documents()
        yield from self.false_quotes()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=ROOT)
    faults = list(Documents(parser.parse_args().root).faults())
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
