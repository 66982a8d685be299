/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* suite.h - tests as rows of tables, and which library they run on
 *
 * Each suite is one executable that uses the public API only. It runs twice:
 * on a reference libgnutls and on Reprise. Where the two differ on purpose a
 * row says what it expects of each, by `enum library`; doc/differences.md
 * lists those rows.
 */
#ifndef TESTS_CONTRACT_SUITE_H
#define TESTS_CONTRACT_SUITE_H

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include "pair.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum library { REFERENCE, REPRISE, LIBRARIES };

/* From the environment: CONTRACT_LIBRARY is "reprise" or "reference". */
enum library library_under_test(void);

/* The same expectation of both, and one for each. */
#define BOTH(value)                                                                                \
    {                                                                                              \
        (value), (value)                                                                           \
    }
#define EACH(reference, reprise)                                                                   \
    {                                                                                              \
        (reference), (reprise)                                                                     \
    }

/* One test of its own. */
void suite_add(const char *name, CMUnitTestFunction test);
/* A test per row; the first member of a row is its name, `*state` the row. */
void suite_add_rows(const void *rows, size_t count, size_t row_size, CMUnitTestFunction test);
#define ADD(test)            suite_add(#test, test)
#define ADD_ROWS(rows, test) suite_add_rows(rows, COUNT(rows), sizeof((rows)[0]), test)

int suite_run(const char *name);

/* One simulation and one pair for each test, cleaned up after it. */
extern struct sim sim;
extern struct pair pair;
/* Opens the pair and completes its handshake, or fails the test. */
void connect_pair(const struct pair_options *options);

/* Opens the pair over a network with a round trip of 20 ms; and completes its handshake. */
void begin_pair(const struct pair_options *options);
void begin_connected_pair(const struct pair_options *options);
/* Both ends must say the same. */
bool was_resumed(void);
/* What gnutls_session_get_flags() says there. */
unsigned flags_of(const struct sim_end *end);
/* The four bytes that a client is given while there is no ticket yet. */
bool is_dummy(const gnutls_datum_t *data);

/* What lies in tests/data under the name that a format makes, with a zero behind it; to be released
 * with free(). And a certificate there, in PEM. */
gnutls_datum_t file_in(const char *format, const char *name);
gnutls_x509_crt_t certificate_in(const char *format, const char *name);
/* Those of an identity there: `server-rsa` and the like. */
gnutls_x509_crt_t certificate_of(const char *name);
gnutls_x509_privkey_t x509_key_of(const char *name);

/* As hex digits, until the next call; and back, into `room`. */
const char *hex_of(const void *data, size_t size);
gnutls_datum_t from_hex(const char *digits, unsigned char *room);
/* A number of four bytes, as it is on the wire. */
unsigned u32_at(const unsigned char *bytes);
/* Without its zero. */
gnutls_datum_t datum_of(const char *text);

/* Calls again for as long as the transport stalls. */
#define INSIST(call)                                                                               \
    ({                                                                                             \
        int insist_result;                                                                         \
        do                                                                                         \
            insist_result = (call);                                                                \
        while (insist_result == GNUTLS_E_AGAIN || insist_result == GNUTLS_E_INTERRUPTED);          \
        insist_result;                                                                             \
    })

/* Compares codes by name, so that a failure can be read. */
#define assert_code(actual, expected) assert_codes_equal(actual, expected, __FILE__, __LINE__)
void assert_codes_equal(long actual, long expected, const char *file, int line);

#endif
