# SPDX-License-Identifier: LGPL-2.1-or-later
"""Manual pages made from a small tree: content, and what mandoc says of it."""

import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import gen_man  # noqa: E402
from manifest import MANIFEST  # noqa: E402

HEADER = """
typedef int (*gnutls_push_func)(void *ptr);
const char *gnutls_word(void) _GNUTLS_CONST;
int gnutls_take(gnutls_session_t session, const char *const *names,
                gnutls_push_func push);
"""

SOURCE = """
/**
 * gnutls_take:
 * @session: the connection
 * @names: what to take; a list that
 *   goes on here
 * @push: called for each
 *
 * Takes things one by one.
 *
 * .A line that begins with a dot, a back\\slash, and -dashes-.
 *
 * - first, see gnutls_word()
 * - second, see strlen()
 *
 *   gnutls_take(s, n, p);
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 3.6.3
 **/
API int gnutls_take(gnutls_session_t session, const char *const *names, gnutls_push_func push)
{
}

/**
 * gnutls_word:
 *
 * Gives a word.
 *
 * Returns: a word.
 **/
API const char *gnutls_word(void)
{
}
"""

LINES = """gnutls_take V gnutls.h partial api/a.c; lists of more than one
gnutls_word V gnutls.h full api/a.c
"""


class Pages(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = Path(scratch.name)
        files = (("include/gnutls/gnutls.h", HEADER), ("lib/api/a.c", SOURCE), (MANIFEST, LINES))
        for name, text in files:
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.pages = gen_man.collect(self.root)

    def text(self, name):
        return gen_man.render(self.pages[name], self.pages, "0.1.0", "2026-11-22")

    def test_the_name_line_is_the_first_sentence(self):
        self.assertIn("gnutls_take \\- takes things one by one\n", self.text("gnutls_take"))

    def test_the_synopsis_is_the_prototype(self):
        text = self.text("gnutls_take")

        self.assertIn(".B #include <gnutls/gnutls.h>", text)
        self.assertIn('.BI "int gnutls_take(gnutls_session_t " session ","', text)
        self.assertIn('.BI "    const char *const *" names ","', text)
        self.assertIn('.BI "    gnutls_push_func " push ");"', text)

    def test_a_function_without_parameters_takes_void(self):
        self.assertIn('.B "const char *gnutls_word(void);"', self.text("gnutls_word"))

    def test_an_argument_may_go_on_in_the_next_line(self):
        self.assertIn("what to take; a list that goes on here", self.text("gnutls_take"))

    def test_a_dot_at_the_beginning_is_no_request(self):
        self.assertIn("\n\\&.A line", self.text("gnutls_take"))
        self.assertIn("back\\eslash, and \\-dashes-", self.text("gnutls_take"))

    def test_functions_with_a_page_name_their_section(self):
        text = self.text("gnutls_take")

        self.assertIn("\\fBgnutls_word\\fR(3)", text)
        self.assertIn("\\fBstrlen\\fR()", text)

    def test_what_is_missing_is_said(self):
        self.assertIn(".SH CAVEATS\nlists of more than one\n", self.text("gnutls_take"))
        self.assertNotIn("CAVEATS", self.text("gnutls_word"))

    def test_related_functions_are_listed_without_a_last_comma(self):
        self.assertTrue(self.text("gnutls_take").endswith(".SH SEE ALSO\n.BR gnutls_word (3)\n"))

    def test_every_section_stands_in_its_order(self):
        titles = [line[4:] for line in self.text("gnutls_take").split("\n")
                  if line.startswith(".SH")]

        self.assertEqual(titles, ["NAME", "SYNOPSIS", "ARGUMENTS", "DESCRIPTION", "RETURN VALUE",
                                  "SINCE", "CAVEATS", "SEE ALSO"])

    @unittest.skipUnless(shutil.which("mandoc"), "mandoc is not there")
    def test_mandoc_has_nothing_to_warn_of(self):
        for name in self.pages:
            done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning"], input=self.text(name),
                                  capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, done.stdout), (0, ""))


if __name__ == "__main__":
    unittest.main()
