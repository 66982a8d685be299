# SPDX-License-Identifier: LGPL-2.1-or-later
"""A look at C source: its code without comments, and its functions.

Not a parser: enough of one for the way this project is written.
"""

import re
from collections import namedtuple

Function = namedtuple("Function", "name signature first last body_lines")

TOKEN = re.compile(
    r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL
)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)
MARK = re.compile(r"[{};]")
NAME = re.compile(r"(\w+)\s*\(")
NO_FUNCTION = {"if", "for", "while", "switch", "__attribute__", "defined", "SCOPED", "static_assert"}


def blank(text):
    """The same number of lines and nothing else."""
    return "\n" * text.count("\n")


def strip_token(match):
    token = match.group(0)
    if token.startswith("/"):
        return blank(token) or " "
    return token[0] + token[0]


def strip_comments(text):
    """The code without comments; strings and characters are empty. Lines keep their number."""
    return TOKEN.sub(strip_token, text)


def strip_directives(code):
    """The code without preprocessor lines."""
    return DIRECTIVE.sub(lambda match: blank(match.group(0)), code)


def line_at(text, position):
    """The number of the line that holds a position."""
    return text.count("\n", 0, position) + 1


def function_name(signature):
    """The name a signature declares, or None when it is none."""
    for match in NAME.finditer(signature):
        if match.group(1) not in NO_FUNCTION:
            return match.group(1)
    return None


def find_functions(code):
    """The functions of a file, from code without comments."""
    plain = strip_directives(code)
    functions, depth, start, opened = [], 0, 0, None
    for match in MARK.finditer(plain):
        mark, at = match.group(0), match.start()
        if mark == "{":
            if depth == 0:
                signature = plain[start:at]
                opened = (signature, start, at) if is_signature(signature) else None
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0:
                if opened:
                    functions.append(make_function(plain, opened, at))
                start = at + 1
        elif depth == 0:
            start = at + 1
    return functions


def is_signature(text):
    """Whether what stands before a brace begins a function."""
    return text.rstrip().endswith(")") and "=" not in text and function_name(text) is not None


def make_function(plain, opened, end):
    signature, start, brace = opened
    first = line_at(plain, start + len(signature) - len(signature.lstrip()))
    last = line_at(plain, end)
    body = last - line_at(plain, brace) - 1
    words = " ".join(signature.split())
    return Function(function_name(words), words, first, last, max(body, 0))


def parameters(signature):
    """The names of a function's parameters."""
    inside = signature[signature.index("(") + 1:signature.rindex(")")]
    names = []
    for part in split_commas(inside):
        pointer = re.search(r"\(\s*\*\s*(\w+)\s*\)", part)
        words = re.findall(r"\w+", re.sub(r"\[[^]]*\]", "", part))
        if pointer:
            names.append(pointer.group(1))
        elif words and words != ["void"]:
            names.append(words[-1])
    return names


def split_commas(text):
    """Split at commas that stand outside parentheses."""
    parts, depth, part = [], 0, ""
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append(part)
            part = ""
        else:
            part += letter
    return parts + [part] if part.strip() else parts
