#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Write a PFX in BER: open lengths, and its outer string in pieces, as some browsers did."""
import sys


def element(data, at):
    """Return tag, start of the content and end of the element."""
    tag, length, at = data[at], data[at + 1], at + 2
    if length & 0x80:
        width = length & 0x7F
        length, at = int.from_bytes(data[at:at + width], "big"), at + width
    return tag, at, at + length


def encode(tag, content):
    if len(content) < 0x80:
        return bytes([tag, len(content)]) + content
    width = (len(content).bit_length() + 7) // 8
    return bytes([tag, 0x80 | width]) + len(content).to_bytes(width, "big") + content


def loose(data):
    out, at = b"", 0
    while at < len(data):
        tag, start, end = element(data, at)
        content = data[start:end]
        if tag & 0x20:
            out += bytes([tag, 0x80]) + loose(content) + b"\0\0"
        elif tag == 0x04 and len(content) > 200:
            pieces = [content[i:i + 100] for i in range(0, len(content), 100)]
            out += b"\x24\x80" + b"".join(encode(0x04, piece) for piece in pieces) + b"\0\0"
        else:
            out += encode(tag, content)
        at = end
    return out


with open(sys.argv[1], "rb") as source, open(sys.argv[2], "wb") as target:
    target.write(loose(source.read()))
