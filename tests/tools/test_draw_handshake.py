# SPDX-License-Identifier: LGPL-2.1-or-later
"""The drawing of a handshake from a small script."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[2] / "tools"
sys.path.insert(0, str(TOOLS))

import draw_handshake  # noqa: E402

SCRIPT = """
/* Until the version is known. RFC 8446, section 2. */
/* clang-format off */
const struct step hello_script[] = {
    /*      from    message         when      written by    read by */
    MESSAGE(CLIENT, CLIENT_HELLO,   always,   write_hello,  read_hello),
    ACTION ("resume, or not (yet?",           always,   NULL,         decide),
    MAYBE  (SERVER, HELLO_RETRY,    retrying, write_retry,
                                              read_retry),
    ACTION ("early (0-RTT)",        offering_early, send_early, NULL),
    THE_END,
};
/* clang-format on */
"""

SOURCE = "int write_hello(struct handshake *hs)\n{\n    return 0;\n}\n"


class Drawing(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = Path(scratch.name)
        self.room = self.root / "lib" / "handshake"
        self.room.mkdir(parents=True)
        (self.root / "doc").mkdir()
        (self.room / "client_hello.c").write_text(SOURCE)

    def draw(self):
        (self.room / "script.c").write_text(SCRIPT)
        return draw_handshake.draw(self.room)

    def line(self, word):
        return next(line for line in self.draw().split("\n") if word in line)

    def run_tool(self, *arguments):
        done = subprocess.run([sys.executable, TOOLS / "draw_handshake.py", "--root", self.root,
                               *arguments], check=False, capture_output=True)
        return done.returncode

    def test_the_clients_message_goes_right(self):
        self.assertRegex(self.line("ClientHello"), r"^ClientHello +-------->$")

    def test_the_servers_message_goes_left_and_names_its_condition(self):
        self.assertRegex(self.line("HelloRetry"), r"^ +<-------- \[HelloRetry\]\* +retrying$")

    def test_work_stands_with_the_side_that_does_it(self):
        self.assertRegex(self.line(". resume"), r"^ {30,}\. resume, or not \(yet\?$")
        self.assertRegex(self.line(". [early"), r"^\. \[early \(0-RTT\)\] +offering early$")

    def test_the_caption_is_the_comment(self):
        self.assertIn("`script.c`. Until the version is known. RFC 8446, section 2.", self.draw())

    def test_the_table_names_functions_and_files(self):
        self.assertIn("| ClientHello | `write_hello` (client_hello.c) | `read_hello` |", self.draw())

    def test_without_a_script_there_is_nothing_to_check(self):
        self.assertEqual(self.run_tool("--check"), draw_handshake.SKIPPED)

    def test_an_old_drawing_is_noticed(self):
        self.draw()
        self.assertEqual(self.run_tool("--check"), 1)
        self.assertEqual(self.run_tool(), 0)
        self.assertEqual(self.run_tool("--check"), 0)

        with (self.root / "doc" / "handshake.md").open("a", encoding="utf-8") as drawing:
            drawing.write("By hand.\n")
        self.assertEqual(self.run_tool("--check"), 1)


if __name__ == "__main__":
    unittest.main()
