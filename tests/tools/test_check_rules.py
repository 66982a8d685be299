# SPDX-License-Identifier: LGPL-2.1-or-later
"""Each rule is broken once, in a small tree of its own, and must be heard."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import check_rules  # noqa: E402

SPDX = "/* SPDX-License-Identifier: LGPL-2.1-or-later */\n"

DOCUMENTED = """
/**
 * gnutls_answer:
 * @question: what is asked
 *
 * Answers.
 *
 * Returns: the answer.
 **/
API int gnutls_answer(int question)
{
    return question;
}
"""


class Rules(unittest.TestCase):
    def faults(self, name, body, others=(), dressed=True):
        """The faults of a tree with one file, and others beside it."""
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch)
            for path, text in [(name, body), *others]:
                full = root / path
                full.parent.mkdir(parents=True, exist_ok=True)
                header = f"{SPDX}/* {full.name} - for a test */\n" if dressed else ""
                full.write_text((header if path.endswith((".c", ".h")) else "") + text)
            for room in ("base", "session", "handshake", "api", "record", "connection"):
                plate = root / "lib" / room / "README.md"
                plate.parent.mkdir(parents=True, exist_ok=True)
                if not plate.exists():
                    plate.write_text("# room\n")
            return list(check_rules.House(root).faults())

    def assert_heard(self, rule, name, body, others=(), dressed=True):
        faults = self.faults(name, body, others, dressed)
        self.assertEqual(len(faults), 1, faults)
        self.assertIn(f": {rule}: ", faults[0])
        return faults[0]

    def assert_quiet(self, name, body, others=()):
        self.assertEqual(self.faults(name, body, others), [])

    def test_an_include_may_point_down(self):
        self.assert_quiet("lib/session/a.c", '#include "base/buffer.h"\n#include "session/a.h"\n')

    def test_an_include_may_not_point_up(self):
        fault = self.assert_heard("Floors", "lib/session/a.c", '\n#include "handshake/a.h"\n')
        self.assertTrue(fault.startswith("lib/session/a.c:4:"))

    def test_an_include_may_not_point_to_the_side(self):
        self.assert_heard("Floors", "lib/session/a.c", '#include "record/epoch.h"\n')

    def test_an_include_names_its_room(self):
        self.assert_heard("Floors", "lib/session/a.c", '#include "ticket.h"\n')

    def test_our_headers_are_not_the_systems(self):
        self.assert_heard("Floors", "lib/session/a.c", "#include <base/buffer.h>\n")

    def test_an_inner_door_is_closed(self):
        self.assert_heard("Doors", "lib/session/a.c", '#include "base/internal.h"\n')

    def test_an_inner_door_is_open_inside(self):
        self.assert_quiet("lib/session/a.c", '#include "session/internal.h"\n')

    def test_an_inner_door_is_open_to_the_tests_of_the_room(self):
        self.assert_quiet("tests/unit/session/a.c", '#include "session/internal.h"\n')

    def test_nettle_lives_in_crypto(self):
        self.assert_heard("One home", "lib/session/a.c", "#include <nettle/sha2.h>\n")

    def test_sodium_lives_in_crypto(self):
        self.assert_heard("One home", "lib/session/a.c", "#include <sodium.h>\n")

    def test_nettle_is_at_home_in_crypto(self):
        readme = [("lib/crypto/README.md", "# crypto\n")]
        self.assert_quiet("lib/crypto/a.c", "#include <nettle/sha2.h>\n#include <gmp.h>\n", readme)

    def test_sockets_live_in_one_file(self):
        self.assert_heard("One home", "lib/record/transport.c", "#include <sys/socket.h>\n")
        self.assert_quiet("lib/record/transport_socket.c", "#include <sys/socket.h>\n")

    def test_the_time_is_read_in_one_file(self):
        self.assert_heard("One home", "lib/session/a.c", "int f(void)\n{\n    return time(0);\n}\n")

    def test_memory_comes_from_one_file(self):
        body = "void f(void *p)\n{\n    free(p);\n}\n"
        self.assert_heard("One home", "lib/session/a.c", body)
        self.assert_quiet("lib/base/memory.c", body)

    def test_members_and_longer_names_are_not_the_family(self):
        body = "void f(struct s *p)\n{\n    p->free(p);\n    ticket_free(p);\n}\n"
        self.assert_quiet("lib/session/a.c", body)

    def test_words_in_comments_and_strings_do_not_count(self):
        body = '/* free(p), gnutls_session_t */\nconst char *s = "malloc(1)";\n'
        self.assert_quiet("lib/session/a.c", body)

    def test_the_heart_is_blind(self):
        self.assert_heard("Blind heart", "lib/session/a.h", "int f(gnutls_session_t s);\n")
        self.assert_heard("Blind heart", "lib/session/a.h", "int f(struct handshake *hs);\n")

    def test_inner_rooms_do_not_ask_the_clock(self):
        body = "int f(struct clock *c)\n{\n    return clock_wall_ms(c);\n}\n"
        self.assert_heard("Dry handlers", "lib/handshake/a.c", body)
        self.assert_quiet("lib/connection/a.c", body)

    def test_extensions_move_no_bytes(self):
        body = "int f(struct flight *f)\n{\n    return flight_flush(f);\n}\n"
        self.assert_heard("Dry handlers", "lib/handshake/extensions/a.c", body)

    callback = ("lib/handshake/config.h", "struct c {\n    gnutls_keylog_func keylog;\n};\n")
    script = ("lib/handshake/script.c", 'x = { MESSAGE(CLIENT, A, always, w, read_it), '
                                        'ACTION("ask", always, NULL, ask_it) };\n')

    def test_a_callback_is_called_in_the_open(self):
        body = "int f(struct c *c)\n{\n    return c->keylog(0);\n}\n"
        self.assert_heard("Callbacks in the open", "lib/handshake/a.c", body, [self.callback])
        self.assert_quiet("lib/handshake/hooks.c", body, [self.callback])

    def test_an_action_may_call_back(self):
        body = "int ask_it(struct c *c)\n{\n    return c->keylog(0);\n}\n"
        self.assert_quiet("lib/handshake/a.c", body, [self.callback, self.script])

    def test_a_reader_may_not_call_back_beside_an_action(self):
        body = ("int ask_it(void)\n{\n    return 0;\n}\n"
                "int read_it(struct c *c)\n{\n    return c->keylog(0);\n}\n")
        self.assert_heard("Callbacks in the open", "lib/handshake/a.c", body,
                          [self.callback, self.script])

    def test_secrets_are_not_bare(self):
        self.assert_heard("Every buffer is secret", "lib/session/a.h",
                          "int f(const uint8_t *psk, size_t size);\n")
        self.assert_quiet("lib/session/a.h", "int f(const struct secret *psk);\n")

    def test_options_choose_files(self):
        body = "int f(void)\n{\n#ifdef DTLS\n    return 1;\n#endif\n    return 0;\n}\n"
        self.assert_heard("Choose files", "lib/session/a.c", body)

    def test_a_condition_outside_functions_is_allowed(self):
        self.assert_quiet("lib/session/a.c", "#ifdef X\n#define Y 1\n#endif\nint f(void)\n{\n}\n")

    def test_the_licence_comes_first(self):
        self.assert_heard("Dress", "lib/session/a.c", "/* a.c - x */\n", dressed=False)

    def test_the_second_line_names_the_file(self):
        self.assert_heard("Dress", "lib/session/a.c", SPDX + "/* b.c - x */\n", dressed=False)

    def test_unfinished_work_has_a_number(self):
        self.assert_heard("Dress", "lib/session/a.c", "/* TO" + "DO: later */\n")
        self.assert_quiet("lib/session/a.c", "/* TO" + "DO #12: later */\n")

    def test_a_long_file_is_heard(self):
        self.assert_heard("Sizes", "lib/session/a.c", "int x;\n" * 399)
        self.assert_quiet("lib/session/a.c", "int x;\n" * 398)

    def test_test_vectors_may_be_long(self):
        self.assert_quiet("tests/unit/session/vectors.h", "int x;\n" * 900)

    def test_a_long_function_is_heard(self):
        body = "int f(void)\n{\n" + "    g();\n" * 58 + "}\n"
        self.assert_heard("Sizes", "lib/session/a.c", body)
        self.assert_quiet("lib/session/a.c", body.replace("    g();\n", "", 1))

    def test_a_table_is_not_a_function(self):
        self.assert_quiet("lib/session/a.c", "int t[] = {\n" + "    ROW(1),\n" * 90 + "};\n")

    def test_the_api_is_thin(self):
        body = DOCUMENTED.replace("    return", "    g();\n" * 25 + "    return")
        self.assert_heard("Thin API", "lib/api/a.c", body)

    def test_the_api_keeps_nothing(self):
        self.assert_heard("Thin API", "lib/api/a.c", "static int counter;\n")
        self.assert_quiet("lib/api/a.c", "static const int limit = 3;\nstatic int f(void);\n")

    def test_a_documented_function_is_quiet(self):
        self.assert_quiet("lib/api/a.c", DOCUMENTED)

    def test_a_public_function_is_documented(self):
        self.assert_heard("Docstrings", "lib/api/a.c", "API void gnutls_f(void)\n{\n}\n")

    def test_every_parameter_is_documented(self):
        body = DOCUMENTED.replace("int question", "int query")
        self.assertIn("query", self.assert_heard("Docstrings", "lib/api/a.c", body))

    def test_a_result_is_documented(self):
        body = DOCUMENTED.replace(" * Returns: the answer.\n", " * It is 42.\n")
        self.assertIn("returns", self.assert_heard("Docstrings", "lib/api/a.c", body))

    def test_a_docstring_has_another_date_than_its_symbol(self):
        symbols = ("lib/abi/a.symbols", "gnutls_answer GNUTLS_3_6_3 gnutls.h full api/a.c\n")
        body = DOCUMENTED.replace(" **/", " *\n * Since: 3.6.2\n **/")
        self.assertIn("3.6.2", self.assert_heard("Docstrings", "lib/api/a.c", body, [symbols]))
        dated = body.replace("3.6.2", "3.6.3")
        self.assertEqual(self.faults("lib/api/a.c", dated, [symbols]), [])

    def test_a_room_has_a_doorplate(self):
        self.assert_heard("Doorplates", "lib/pki/a.c", "int f(void);\n")

    def test_a_doorplate_is_a_page(self):
        plate = [("lib/pki/README.md", "line\n" * 81)]
        self.assert_heard("Doorplates", "lib/pki/a.c", "int f(void);\n", plate)


if __name__ == "__main__":
    unittest.main()
