# SPDX-License-Identifier: LGPL-2.1-or-later
"""Each fault of a document is made once, in a small tree of its own, and must be heard."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import check_docs  # noqa: E402

CODE = "int one(void)\n{\n    return 1;\n}\n"


class Documents(unittest.TestCase):
    def faults(self, readme, **others):
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch)
            files = {"README.md": readme, "doc/guide.md": "# A guide\n\n## Two words!\n",
                     "programs/one.c": CODE, **others}
            for path, text in files.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text)
            return list(check_docs.Documents(root).faults())

    def assert_heard(self, what, readme, **others):
        faults = self.faults(readme, **others)
        self.assertEqual(len(faults), 1, faults)
        self.assertIn(what, faults[0])
        return faults[0]

    def test_a_document_that_is_linked_to_and_links_well_is_quiet(self):
        self.assertEqual(self.faults("[a](doc/guide.md) [b](doc/guide.md#two-words) [c](#us)\n"
                                     "[d](https://example.test/nowhere)\n# Us\n"), [])

    def test_a_dead_link_is_heard_with_its_line(self):
        fault = self.assert_heard("dead link", "[a](doc/guide.md)\n\n[b](doc/absent.md)\n")

        self.assertTrue(fault.startswith("README.md:3: "), fault)

    def test_a_link_out_of_the_tree_is_dead(self):
        self.assert_heard("dead link", "[a](doc/guide.md) [b](../../../etc/passwd)\n")

    def test_a_link_to_no_heading_is_heard(self):
        self.assert_heard("no such heading", "[a](doc/guide.md#three-words)\n")

    def test_a_link_within_code_is_none(self):
        self.assertEqual(self.faults("[a](doc/guide.md) `[b](absent)`\n```\n[c](absent)\n```\n"), [])

    def test_a_document_that_nobody_links_to_is_heard(self):
        self.assert_heard("doc/guide.md:1: linked from neither", "nothing\n")

    def test_a_quote_is_the_whole_file(self):
        quote = "[a](doc/guide.md)\n<!-- all of programs/one.c -->\n```c\n%s```\n"

        self.assertEqual(self.faults(quote % CODE), [])
        self.assert_heard("not what stands", quote % CODE.replace("1", "2"))
        self.assert_heard("not what stands", quote % CODE[:-2])

    def test_a_quote_of_lines_is_lines_that_follow_each_other(self):
        quote = "[a](doc/guide.md)\n<!-- from programs/one.c -->\n\n```c\n%s```\n"

        self.assertEqual(self.faults(quote % "{\n    return 1;\n"), [])
        self.assert_heard("not what stands", quote % "    return 2;\n")
        self.assert_heard("not what stands", quote % "return 1;\n")
        self.assert_heard("not what stands", quote % "int one(void)\n}\n")

    def test_a_quote_of_an_absent_file_is_heard(self):
        self.assert_heard("not there",
                          "[a](doc/guide.md)\n<!-- from programs/two.c -->\n```c\nint x;\n```\n")

    def test_a_case_is_a_function_or_a_row(self):
        table = "[a](doc/guide.md)\n\n| what | shown by |\n|---|---|\n| this | %s |\n"
        test = 'static void test_it_rains(void **state)\n{ "a wet row", 1 }\n'
        tests = {"tests/unit/wet/test_rain.c": test, "tests/unit/wet/meson.build": "['rain']"}

        self.assertEqual(self.faults(table % "`unit/wet/rain: it rains`", **tests), [])
        self.assertEqual(self.faults(table % "`unit/wet/rain: a wet row`", **tests), [])
        self.assertEqual(self.faults(table % "[a](doc/guide.md)", **tests), [])
        self.assert_heard("README.md:5: no such case in unit/wet/rain: it snows",
                          table % "`unit/wet/rain: it snows`", **tests)
        self.assert_heard("no such test: unit/wet/snow", table % "`unit/wet/snow: it snows`", **tests)
        self.assert_heard("nothing shows this", table % "nobody", **tests)

    def test_a_case_is_built(self):
        self.assert_heard("not built: unit/wet/rain", "[a](doc/guide.md) `unit/wet/rain: it rains`",
                          **{"tests/unit/wet/test_rain.c": "void test_it_rains(",
                             "tests/unit/wet/meson.build": "['snow']"})


if __name__ == "__main__":
    unittest.main()
