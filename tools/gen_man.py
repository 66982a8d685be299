#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Make the manual pages of section 3 from the comments above public functions.

usage: gen_man.py --version VERSION --date DATE --output FOLDER [--depfile FILE]

Prototypes come from the public headers, documentation from lib/, what is missing
in a partial function from the manifest. One page per function that is implemented
and documented.
"""

import argparse
import re
import shutil
import sys
import textwrap
from collections import namedtuple
from pathlib import Path

import docstring
from manifest import IMPLEMENTED, MANIFEST, ROOT, ManifestError, find_marked, read_manifest
from source import parameters, split_commas, strip_comments, strip_directives

MOST_SIBLINGS = 6

Prototype = namedtuple("Prototype", "result parameters names header")
Page = namedtuple("Page", "name prototype document missing related")

DECLARATION = re.compile(r"^([A-Za-z_][\w \t\n*]*?[\s*])(gnutls_\w+|reprise_\w+)\s*\(([^;{}]*?)\)"
                         r"\s*((?:_GNUTLS_\w+\s*)*);", re.MULTILINE)
WORD = re.compile(r"%(\w+)|@(\w+)|#(\w+)|\b(\w+)\(\)")


def read_prototypes(include):
    """Return {function: Prototype} from the public headers."""
    prototypes = {}
    for path in sorted(Path(include, "gnutls").glob("*.h")):
        code = strip_directives(strip_comments(path.read_text(encoding="utf-8")))
        for match in DECLARATION.finditer(code):
            result, name, inside = match.group(1), match.group(2), match.group(3)
            if result.startswith(("typedef", "extern")):
                continue
            parts = [" ".join(part.split()) for part in split_commas(inside)]
            names = parameters(f"f({inside})")
            result = " ".join(result.split())
            prototypes[name] = Prototype(result, parts, names, path.name)
    return prototypes


# ---------------------------------------------------------------- roff


def escape(text):
    """Text as roff takes it; a dot or quote that begins a line is no request."""
    text = re.sub(r"(?<!\w)-", r"\\-", text.replace("\\", "\\e"))
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.MULTILINE)


def decorate(text, pages):
    """Our marks (%CONST, @parameter, #type, function()) as roff fonts."""
    def font(match):
        constant, parameter, kind, function = match.groups()
        if function:
            section = "(3)" if function in pages else "()"
            return f"\\fB{function}\\fR{section}"
        return f"\\fB{constant}\\fR" if constant else f"\\fI{parameter or kind}\\fR"

    return WORD.sub(font, escape(text))


def fill(text, pages):
    """A paragraph, one sentence or clause per line as it was written."""
    lines = (line.strip() for line in text.strip().split("\n"))
    return decorate("\n".join(lines), pages)


def block(paragraph, pages):
    """The roff of one paragraph: text, a list, or an example."""
    lines = paragraph.split("\n")
    if all(line.startswith("  ") for line in lines):
        return "\n".join([".PP", ".in +4n", ".nf", escape(textwrap.dedent(paragraph)), ".fi", ".in"])
    if lines[0].startswith("- "):
        items = re.split(r"(?m)^- ", paragraph)[1:]
        return "\n".join(f".IP \\(bu 2\n{fill(item, pages)}" for item in items)
    return f".PP\n{fill(paragraph, pages)}"


def synopsis(page):
    """The function as a program sees it, its parameters in italics."""
    prototype = page.prototype
    lines = [".SH SYNOPSIS", ".nf", f".B #include <gnutls/{prototype.header}>", ".PP"]
    opening = prototype.result + ("" if prototype.result.endswith("*") else " ") + page.name + "("
    for i, (part, name) in enumerate(zip(prototype.parameters, prototype.names)):
        before, after = split_at_name(part, name)
        before = (opening if i == 0 else "    ") + before
        after += ", " if i + 1 < len(prototype.parameters) else ");"
        lines.append(f'.BI "{escape(before)}" {name} "{escape(after.rstrip())}"')
    if not prototype.names:
        lines.append(f'.B "{escape(opening)}void);"')
    return lines + [".fi"]


def split_at_name(part, name):
    """What stands before and after a parameter's name in its declaration."""
    at = [match for match in re.finditer(rf"\b{name}\b", part)][-1]
    return part[:at.start()], part[at.end():]


def summary(document):
    """The first sentence, for NAME: without capital and full stop."""
    sentence = re.split(r"\.(?:\s|$)", document.paragraphs[0], maxsplit=1)[0]
    sentence = WORD.sub(lambda m: next(g for g in m.groups() if g), " ".join(sentence.split()))
    if sentence[1:2].islower():
        sentence = sentence[0].lower() + sentence[1:]
    return sentence


def render(page, pages, version, date):
    """The whole page."""
    document = page.document
    lines = [f'.TH {page.name} 3 {date} "Reprise {version}" "Reprise"']
    lines += [".SH NAME", f"{page.name} \\- {escape(summary(document))}"]
    lines += synopsis(page)
    if document.arguments:
        lines.append(".SH ARGUMENTS")
        for name, text in document.arguments:
            lines += [".TP", f".I {name}", fill(text, pages)]
    lines.append(".SH DESCRIPTION")
    blocks = [block(paragraph, pages) for paragraph in document.paragraphs]
    lines.append(re.sub(r"^\.PP\n", "", "\n".join(blocks)))
    for title, text in (("RETURN VALUE", document.returns), ("SINCE", document.since),
                        ("CAVEATS", page.missing)):
        if text:
            lines += [f".SH {title}", fill(text, pages)]
    if page.related:
        lines.append(".SH SEE ALSO")
        lines.append(",\n".join(f".BR {name} (3)" for name in page.related))
    return "\n".join(lines) + "\n"


# ---------------------------------------------------------------- pages


def related(name, document, siblings, documented):
    """Functions that a page speaks of, then its neighbours in the source."""
    text = " ".join(document.paragraphs + [document.returns or ""])
    text += " ".join(text for _, text in document.arguments)
    mentioned = [other for other in re.findall(r"\b(\w+)\(\)", text) if other in documented]
    place = siblings.index(name)
    near = sorted(siblings, key=lambda other: abs(siblings.index(other) - place))
    names = [other for other in near[:MOST_SIBLINGS + 1] if other != name] + mentioned
    return sorted(set(names) - {name})


def collect(root):
    """Return {name: Page} of all functions that are documented."""
    prototypes = read_prototypes(root / "include")
    _, symbols = read_manifest(root / MANIFEST)
    documents, files = {}, {}
    for file in sorted(set(find_marked(root / "lib").values())):
        found = docstring.find((root / "lib" / file).read_text(encoding="utf-8"))
        files[file] = [name for name in found if name in prototypes]
        documents.update({name: found[name] for name in files[file]})
    pages = {}
    for siblings in files.values():
        for name in siblings:
            document, symbol = documents[name], symbols.get(name)
            missing = None
            if symbol and symbol.status in IMPLEMENTED and ";" in symbol.where:
                missing = symbol.where.split(";", 1)[1].strip()
            pages[name] = Page(name, prototypes[name], document, missing,
                               related(name, document, siblings, documents))
    return pages


def sources(root):
    """Every file that a page may come from."""
    found = [root / MANIFEST, *Path(__file__).parent.glob("*.py")]
    for folder in ("include", "lib"):
        found += [*(root / folder).rglob("*.h"), *(root / folder).rglob("*.c")]
    return sorted(str(path) for path in found)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=ROOT, help="top of the source tree")
    parser.add_argument("--version", required=True)
    parser.add_argument("--date", required=True)
    parser.add_argument("--output", type=Path, required=True, help="folder, made anew")
    parser.add_argument("--depfile", type=Path, help="receives what the pages depend on")
    options = parser.parse_args()
    pages = collect(options.root)
    shutil.rmtree(options.output, ignore_errors=True)
    options.output.mkdir(parents=True)
    for page in pages.values():
        text = render(page, pages, options.version, options.date)
        (options.output / f"{page.name}.3").write_text(text, encoding="utf-8")
    if options.depfile:
        options.depfile.write_text(f"{options.output}: {' '.join(sources(options.root))}\n")


if __name__ == "__main__":
    try:
        main()
    except (ManifestError, OSError) as error:
        sys.exit(f"gen_man: {error}")
