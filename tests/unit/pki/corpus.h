/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* corpus.h - the files of tests/data/chains/: objects one behind the other, and lines of fields
 *
 * What is in them is said by the README.md there.
 */

#ifndef UNIT_PKI_CORPUS_H
#define UNIT_PKI_CORPUS_H

#include "unit/pki/files.h"

#include "base/errors.h"
#include "pki/trust.h"
#include "wire/reader.h"

#include <gnutls/x509.h>

/* 2030-01-01 */
enum { NOW = 1893456000, OBJECTS_MAX = 2048, FIELDS_MAX = 9, CHAIN_MAX = 32 };

/* The objects of the file, by their place. */
struct corpus {
    struct buffer content;
    struct bytes objects[OBJECTS_MAX];
    size_t count;
};

static inline void corpus_load(struct corpus *corpus, const char *name)
{
    corpus->content = load_file(name);
    struct wire_reader reader = wire_reader(buffer_bytes(&corpus->content));
    while (wire_more(&reader) && corpus->count < OBJECTS_MAX)
        corpus->objects[corpus->count++] = wire_read_vec24(&reader);
    assert_int_equal(wire_read_end(&reader), 0);
}

/* Gives the objects whose places the text names; "-" is none. */
static inline size_t corpus_take(const struct corpus *corpus, char *text,
                                 struct bytes out[CHAIN_MAX])
{
    char *save = NULL;
    size_t count = 0;
    for (char *word = strtok_r(text, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
        size_t number = strtoul(word, NULL, 10);
        assert_true(number < corpus->count && count < CHAIN_MAX);
        out[count++] = *word == '-' ? bytes_none() : corpus->objects[number];
    }
    return count;
}

static const struct {
    const char *name;
    unsigned bit;
} corpus_verdicts[] = {
    { "GOOD", 0 },
    { "EXPIRED", GNUTLS_CERT_EXPIRED },
    { "FUTURE", GNUTLS_CERT_NOT_ACTIVATED },
    { "CONSTRAINTS", GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE },
    { "NOT_CA", GNUTLS_CERT_SIGNER_NOT_CA },
    { "UNKNOWN", GNUTLS_CERT_SIGNER_NOT_FOUND },
    { "PURPOSE", GNUTLS_CERT_PURPOSE_MISMATCH },
    { "OWNER", GNUTLS_CERT_UNEXPECTED_OWNER },
    { "SIGNATURE", GNUTLS_CERT_SIGNATURE_FAILURE },
    { "INSECURE", GNUTLS_CERT_INSECURE_ALGORITHM },
    { "CRITICAL", GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS },
    { "REVOKED", GNUTLS_CERT_REVOKED },
    { "PAST", GNUTLS_CERT_REVOCATION_DATA_SUPERSEDED },
    { "EARLY", GNUTLS_CERT_REVOCATION_DATA_ISSUED_IN_FUTURE },
    { "STAPLE", GNUTLS_CERT_INVALID_OCSP_STATUS },
    { "MISSING", GNUTLS_CERT_MISSING_OCSP_STATUS },
};

/* The status that a verdict stands for: one word, or several joined by "+". */
static inline unsigned corpus_status(const char *verdict)
{
    unsigned status = 0;
    while (*verdict != '\0') {
        size_t size = strcspn(verdict, "+"), i = 0;
        while (i < ARRAY_SIZE(corpus_verdicts) &&
               (strlen(corpus_verdicts[i].name) != size ||
                strncmp(corpus_verdicts[i].name, verdict, size) != 0))
            i++;
        if (i == ARRAY_SIZE(corpus_verdicts))
            fail_msg("no verdict: %s", verdict);
        status |= corpus_verdicts[i].bit;
        verdict += size + (verdict[size] == '+');
    }
    return status != 0 ? status | GNUTLS_CERT_INVALID : 0;
}

/* "a | b |  | d": what stands between, without blanks around. */
static inline void corpus_split(char *line, char *fields[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *end = strstr(line, " |");
        fields[i] = line;
        if (i + 1 == count)
            break;
        assert_non_null(end);
        *end = '\0';
        line = end + 2;
        line += *line == ' ';
    }
}

/* Asks each line of the file in turn, and tells how many there are; `judge` says whether what came
 * is what was expected. */
typedef bool corpus_judge(char *fields[]);
static inline unsigned corpus_each(const char *name, size_t fields_count, corpus_judge *judge)
{
    SCOPED(buffer) struct buffer content = load_file(name);
    char *save = NULL, *text = (char *)(uintptr_t)buffer_text(&content);
    unsigned wrong = 0, count = 0;
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        char *fields[FIELDS_MAX];
        corpus_split(line, fields, fields_count);
        wrong += !judge(fields);
        count++;
    }
    assert_int_equal(wrong, 0);
    return count;
}

static inline size_t corpus_certificates(const struct bytes *ders, size_t count,
                                         struct gnutls_x509_crt_int **out)
{
    for (size_t i = 0; i < count; i++)
        assert_int_equal(certificate_new(ders[i], &out[i]), 0);
    return count;
}

#endif
