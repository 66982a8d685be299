# SPDX-License-Identifier: LGPL-2.1-or-later
"""Documentation of public functions, as it stands above them.

  /**
   * gnutls_example:
   * @session: the connection
   * @data: receives the session
   *
   * First sentence, in one line.
   *
   * Behaviour, then edge cases.
   *
   * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
   *
   * Since: 3.6.3
   **/
"""

import re
from collections import namedtuple

Docstring = namedtuple("Docstring", "name arguments paragraphs returns since first last")

BLOCK = re.compile(r"^/\*\*\n(.*?)\n \*\*?/\n", re.DOTALL | re.MULTILINE)
LINE = re.compile(r"^ \* ?", re.MULTILINE)
ARGUMENT = re.compile(r"@(\w+):\s*(.*)")
FIRST_NODE = "GNUTLS_3_4"


def find(text):
    """Return {function: Docstring} of a source file."""
    found = {}
    for match in BLOCK.finditer(text):
        first = text.count("\n", 0, match.start()) + 1
        last = text.count("\n", 0, match.end())
        document = parse(LINE.sub("", match.group(1)), first, last)
        if document:
            found[document.name] = document
    return found


def parse(body, first=1, last=1):
    """Read one docstring without its frame of stars; None when it is of nothing."""
    head, _, rest = body.partition("\n")
    name = re.fullmatch(r"(\w+):\s*", head)
    if not name:
        return None
    arguments, paragraphs, returns, since = [], [], None, None
    for paragraph in re.split(r"\n[ \t]*\n", rest.strip("\n")):
        lines = paragraph.split("\n")
        if not arguments and not paragraphs and ARGUMENT.match(lines[0]):
            arguments = read_arguments(lines)
        elif lines[0].startswith("Returns:"):
            returns = paragraph[len("Returns:"):].strip()
        elif lines[0].startswith("Since:"):
            since = paragraph[len("Since:"):].strip()
        elif paragraph.strip():
            paragraphs.append(paragraph)
    return Docstring(name.group(1), arguments, paragraphs, returns, since, first, last)


def read_arguments(lines):
    """[(name, text)] from lines that begin with @name: and may go on below."""
    arguments = []
    for line in lines:
        match = ARGUMENT.match(line)
        if match:
            arguments.append([match.group(1), match.group(2).strip()])
        elif arguments:
            arguments[-1][1] = f"{arguments[-1][1]} {line.strip()}".strip()
    return [tuple(argument) for argument in arguments]


def is_dated(since, node):
    """Does "3.6.3" fit GNUTLS_3_6_3? The first node holds all that came before the second."""
    if node == FIRST_NODE:
        return since is None or numbers(since)[:2] < [3, 6]
    return since is not None and (numbers(since) + [0])[:3] == numbers(node)[-3:]


def numbers(text):
    return [int(number) for number in re.findall(r"\d+", text)]


def faults(document, names, returns, node=None):
    """Yield what a docstring lacks, given the parameters, whether there is a result, and the
    version node of the symbol."""
    if node and not is_dated(document.since, node):
        yield f"says 'Since: {document.since}', but its node is {node}"
    documented = [name for name, _ in document.arguments]
    if documented != names:
        yield f"documents {documented or 'no parameters'}, but takes {names or 'none'}"
    for name, text in document.arguments:
        if not text:
            yield f"says nothing of @{name}"
    if not document.paragraphs:
        yield "does not say what it does"
    if returns and not document.returns:
        yield "does not say what it returns"
    if not returns and document.returns:
        yield "returns nothing, but has a 'Returns:'"
