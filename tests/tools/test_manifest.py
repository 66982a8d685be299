# SPDX-License-Identifier: LGPL-2.1-or-later
"""The manifest: reading, scanning, and the version script made from it."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import check_abi  # noqa: E402
import gen_map  # noqa: E402
import gen_stubs  # noqa: E402
import manifest  # noqa: E402
import usage  # noqa: E402
from manifest import Node, Symbol  # noqa: E402

INIT = Symbol("gnutls_init", "GNUTLS_3_4", "gnutls.h", "planned", "-")
FREE = Symbol("gnutls_free", "GNUTLS_3_4", "gnutls.h", "full", "api/memory.c")
STUB = Symbol("gnutls_tpm_get_registered", "GNUTLS_3_6", "tpm.h", "stub", "E_UNIMPLEMENTED; why")


def table(*symbols):
    return {symbol.name: symbol for symbol in symbols}


class Files(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.root = Path(self.scratch.name)
        self.addCleanup(self.scratch.cleanup)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def test_what_was_written_is_read_back(self):
        path = self.root / "symbols"

        manifest.write_manifest(path, ["# names"], table(FREE, INIT))

        self.assertEqual(manifest.read_manifest(path), (["# names"], table(FREE, INIT)))

    def test_a_name_may_not_stand_twice(self):
        path = self.write("symbols", "a V h.h planned -\na V h.h full api/x.c\n")

        with self.assertRaisesRegex(manifest.ManifestError, "twice"):
            manifest.read_manifest(path)

    def test_repair_keeps_what_is_implemented(self):
        text = "<<<<<<< ours\na V h.h full api/x.c\n=======\na V h.h planned -\n>>>>>>> theirs\n"
        path = self.write("symbols", text)

        _, symbols = manifest.read_manifest(path, repair=True)

        self.assertEqual(symbols["a"].status, "full")

    def test_partial_must_say_what_is_missing(self):
        path = self.write("symbols", "a V h.h partial api/x.c\n")

        with self.assertRaisesRegex(manifest.ManifestError, "missing"):
            manifest.read_manifest(path)

    def test_a_stub_must_say_why(self):
        path = self.write("symbols", "a V h.h stub NULL\n")

        with self.assertRaisesRegex(manifest.ManifestError, "why"):
            manifest.read_manifest(path)

    def test_names_that_are_out_of_order_are_refused(self):
        path = self.write("symbols", "b V h.h planned -\na V h.h planned -\n")

        with self.assertRaisesRegex(manifest.ManifestError, "sorted"):
            manifest.read_manifest(path)

    def test_marks_are_found_in_every_form(self):
        self.write(
            "api/x.c",
            "API int gnutls_a(int x)\n{\n}\n"
            "API const char *\ngnutls_b(void)\n{\n}\n"
            "API gnutls_free_function gnutls_free = free;\n"
            "API char *(*gnutls_strdup)(const char *) = copy;\n"
            "API const gnutls_datum_t gnutls_prime = { 0 };\n"
            "/* API int gnutls_comment(void) { */\nstatic int API_like(void);\n",
        )

        found = manifest.find_marked(self.root)

        expected = ["gnutls_a", "gnutls_b", "gnutls_free", "gnutls_prime", "gnutls_strdup"]
        self.assertEqual(sorted(found), expected)
        self.assertEqual(found["gnutls_a"], "api/x.c")


class Scan(unittest.TestCase):
    def test_a_mark_makes_a_symbol_full(self):
        symbols = table(INIT)

        manifest.scan(symbols, {"gnutls_init": "api/session.c"})

        self.assertEqual(symbols["gnutls_init"][3:], ("full", "api/session.c"))

    def test_a_mark_that_went_makes_it_planned_again(self):
        symbols = table(FREE)

        manifest.scan(symbols, {})

        self.assertEqual(symbols["gnutls_free"][3:], ("planned", "-"))

    def test_a_partial_symbol_keeps_its_note_when_it_moves(self):
        symbols = table(INIT._replace(status="partial", where="api/a.c; no DTLS"))

        manifest.scan(symbols, {"gnutls_init": "api/b.c"})

        self.assertEqual(symbols["gnutls_init"][3:], ("partial", "api/b.c; no DTLS"))

    def test_a_mark_on_a_stranger_is_refused(self):
        with self.assertRaisesRegex(manifest.ManifestError, "gnutls_strange"):
            manifest.scan(table(INIT), {"gnutls_strange": "api/x.c"})

    def test_our_own_functions_need_no_line(self):
        manifest.scan(table(INIT), {"reprise_version": "api/x.c"})


class Coverage(unittest.TestCase):
    def test_each_header_has_a_line(self):
        text = manifest.coverage(table(FREE, INIT, STUB))

        self.assertIn("| `gnutls.h` | 2 | 1 | 0 | 0 | 1 |", text)
        self.assertIn("| `tpm.h` | 1 | 0 | 0 | 1 | 0 |", text)

    def test_what_is_missing_is_said(self):
        text = manifest.coverage(table(INIT._replace(status="partial", where="api/a.c; no DTLS")))

        self.assertIn("- `gnutls_init`: no DTLS\n", text)


class Packages(Files):
    symbols = table(FREE, STUB)

    def test_usage_is_read_by_package(self):
        path = self.write("usage", "# symbol, packages\ngnutls_free apt wget\ngnutls_init wget\n")

        self.assertEqual(usage.read_usage(path),
                         {"apt": ["gnutls_free"], "wget": ["gnutls_free", "gnutls_init"]})

    def test_a_package_that_finds_all_is_only_counted(self):
        known = {"apt": [FREE.name], "wget": [FREE.name, "_gnutls_buffer_init"], "tpm": [STUB.name]}

        text = manifest.coverage(self.symbols, known)

        self.assertIn("Of 3 packages", text)
        self.assertIn("**2 import only what is full**", text)
        self.assertNotIn("| apt |", text)

    def test_what_a_package_misses_is_named(self):
        known = {"tpm": [FREE.name, STUB.name, "gnutls_strange"]}

        text = manifest.coverage(self.symbols, known)

        self.assertIn(f"| tpm | 3 | 1 | 0 | 1 | 1 | not exported: `gnutls_strange`; "
                      f"stubs: `{STUB.name}` |", text)


class Stubs(unittest.TestCase):
    header = (
        "#define X 1\n/* int a(void); */\n"
        "int a(int *x,\n      void (*f)(int)) _GNUTLS_DEPRECATED;\nvoid b(void);\n"
        "const char *c(unsigned int i) __attribute__((pure));\nextern const gnutls_datum_t d;\n"
        "typedef int (*e)(int);\n"
    )

    def test_declarations_are_found_in_every_form(self):
        found = gen_stubs.declarations(self.header)

        self.assertEqual(found["a"], "int a(int *x, void (*f)(int))")
        self.assertEqual(found["b"], "void b(void)")
        self.assertEqual(found["c"], "const char *c(unsigned int i)")
        self.assertEqual(found["d"], "const gnutls_datum_t d")
        self.assertNotIn("e", found)

    def test_a_stub_returns_what_the_manifest_says(self):
        text = gen_stubs.stub(STUB._replace(where="NULL; why"), "void *x(void)")

        self.assertIn("API void *x(void)\n{", text)
        self.assertIn("return NULL;", text)

    def test_a_stub_without_a_result_returns_nothing(self):
        text = gen_stubs.stub(STUB._replace(where="nothing; why"), "void x(void)")

        self.assertNotIn("return", text)

    def test_a_variable_is_empty(self):
        text = gen_stubs.stub(STUB._replace(where="empty; why"), "const gnutls_datum_t x")

        self.assertEqual(text, "API const gnutls_datum_t x = { 0 };\n")


class Map(unittest.TestCase):
    nodes = [Node("GNUTLS_3_4", None), Node("GNUTLS_3_6", "GNUTLS_3_4")]

    def test_only_what_is_there_is_exported(self):
        script = gen_map.version_script(table(FREE, INIT, STUB), self.nodes)

        self.assertIn("gnutls_free;", script)
        self.assertIn("gnutls_tpm_get_registered;", script)
        self.assertNotIn("gnutls_init;", script)

    def test_every_node_stands_with_its_parent(self):
        script = gen_map.version_script({}, self.nodes)

        self.assertIn("GNUTLS_3_4 {\n};", script)
        self.assertIn("GNUTLS_3_6 {\n  local:\n    *;\n} GNUTLS_3_4;", script)

    def test_everything_else_is_hidden(self):
        script = gen_map.version_script({}, self.nodes)

        self.assertTrue(script.endswith("  local:\n    *;\n} GNUTLS_3_4;\n"))

    def test_what_the_additions_stand_on_is_private(self):
        nodes = self.nodes + [Node("GNUTLS_PRIVATE_3_4", "GNUTLS_3_4")]

        script = gen_map.version_script({}, nodes)

        self.assertIn("GNUTLS_PRIVATE_3_4 {\n  global:\n    _gnutls_*;\n    _reprise_*;\n", script)
        self.assertNotIn(" reprise_", script)


class Check(unittest.TestCase):
    right = check_abi.Export("GNUTLS_3_4", True, "OBJECT")

    def faults(self, symbols, exports):
        return list(check_abi.check_exports(symbols, exports, {"gnutls_free"}))

    def test_an_export_as_said_is_no_fault(self):
        self.assertEqual(self.faults(table(FREE), {"gnutls_free": self.right}), [])

    def test_what_is_not_exported_is_a_fault(self):
        self.assertIn("not exported", self.faults(table(FREE), {})[0])

    def test_a_wrong_version_is_a_fault(self):
        wrong = self.right._replace(version="GNUTLS_3_6")
        self.assertIn("GNUTLS_3_6", self.faults(table(FREE), {"gnutls_free": wrong})[0])

    def test_a_function_in_place_of_a_variable_is_a_fault(self):
        wrong = self.right._replace(kind="FUNC")
        self.assertIn("FUNC", self.faults(table(FREE), {"gnutls_free": wrong})[0])

    def test_an_export_too_many_is_a_fault(self):
        exports = {"gnutls_init": self.right._replace(kind="FUNC")}
        self.assertIn("not by the manifest", self.faults(table(INIT), exports)[0])

    def test_what_the_additions_stand_on_is_no_fault(self):
        exports = {"_reprise_x": check_abi.Export("GNUTLS_PRIVATE_3_4", True, "FUNC")}
        self.assertEqual(self.faults({}, exports), [])

    def test_an_addition_in_libgnutls_is_a_fault(self):
        exports = {"reprise_x": check_abi.Export("REPRISE_0", True, "FUNC")}
        self.assertIn("not by the manifest", self.faults({}, exports)[0])

    def test_a_mark_without_a_line_is_a_fault(self):
        faults = list(check_abi.check_sources(table(INIT), {"gnutls_init": "api/x.c"}))
        self.assertIn("planned", faults[0])

    def test_a_line_without_a_mark_is_a_fault(self):
        self.assertIn("nothing in lib/", list(check_abi.check_sources(table(FREE), {}))[0])


if __name__ == "__main__":
    unittest.main()
