/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* getters.h - every question to certificates, revocation lists and requests, as a table
 *
 * The questions stand in getters_crt.inc, getters_crl.inc and getters_crq.inc:
 *
 *     VALUE    a number             DATUM  memory that is the application's
 *     BUFFER   bytes, into a buffer DATA   the same, one of several
 *     LISTED   bytes, one of several
 *     SPREAD   the same, where what is not there may stand before what is
 */

#ifndef CONTRACT_GETTERS_H
#define CONTRACT_GETTERS_H

#include "suite.h"

#include <gnutls/x509-ext.h>
#include <gnutls/x509.h>

/* What stands in a number that nothing was written to. */
enum { NUMBER = 99 };

/* What comes beside bytes. */
struct more {
    unsigned a, b;
    int c;
    time_t time, end;
    unsigned char serial[64];
    size_t serial_size;
};
static const struct more nothing = {
    NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, .serial_size = sizeof nothing.serial,
};

struct getter {
    const char *kind, *name;
    int (*value)(void *o, struct more *);
    int (*buffer)(void *o, unsigned i, void *out, size_t *size, struct more *);
    int (*data)(void *o, unsigned i, gnutls_datum_t *data, struct more *);
    bool listed; /* asked at each place up to the first that is not there */
    bool spread; /* and beyond it */
};

static int ask_proxy(gnutls_x509_crt_t o, gnutls_datum_t *data, struct more *more)
{
    char *language = NULL, *policy = NULL;
    size_t size = 0;
    int code = gnutls_x509_crt_get_proxy(o, &more->a, &more->c, &language, &policy, &size);

    if (code < 0)
        return code;
    if (language != NULL)
        data[0] = (gnutls_datum_t){ (unsigned char *)language, (unsigned)strlen(language) };
    data[1] = (gnutls_datum_t){ (unsigned char *)policy, (unsigned)size };
    return code;
}

/* The OID, and the first two qualifiers. */
static int ask_policy(gnutls_x509_crt_t o, unsigned i, gnutls_datum_t *data, struct more *more)
{
    struct gnutls_x509_policy_st policy = { 0 };
    int code = gnutls_x509_crt_get_policy(o, i, &policy, &more->a);

    if (code < 0)
        return code;
    more->b = policy.qualifiers;
    data[0] = (gnutls_datum_t){ (unsigned char *)policy.oid, (unsigned)strlen(policy.oid) };
    for (unsigned k = 0; k < policy.qualifiers && k < 2; k++)
        data[k + 1] =
            (gnutls_datum_t){ (unsigned char *)policy.qualifier[k].data, policy.qualifier[k].size };
    return code;
}

/* What is permitted and what is excluded, at that place. */
static int ask_constraints(gnutls_x509_crt_t o, unsigned i, gnutls_datum_t *data, struct more *more)
{
    gnutls_x509_name_constraints_t constraints;
    gnutls_datum_t found[2] = { { NULL, 0 } };
    int codes[2];

    assert_code(gnutls_x509_name_constraints_init(&constraints), 0);
    int code = gnutls_x509_crt_get_name_constraints(o, constraints, 0, &more->a);
    if (code >= 0) {
        codes[0] = gnutls_x509_name_constraints_get_permitted(constraints, i, &more->b, &found[0]);
        codes[1] = gnutls_x509_name_constraints_get_excluded(constraints, i, &more->b, &found[1]);
        for (unsigned k = 0; k < 2 && codes[k] >= 0; k++) {
            data[k].data = gnutls_malloc(found[k].size + 1);
            data[k].size = found[k].size;
            memcpy(data[k].data, found[k].data, found[k].size);
        }
        code = codes[0] < 0 && codes[1] < 0 ? codes[0] : 0;
    }
    gnutls_x509_name_constraints_deinit(constraints);
    return code;
}

/* The lists stand in files of their own: here as functions, below as a table. */
#define VALUE(kind, name, call)                                                                    \
    static int kind##_##name(void *object, struct more *more)                                      \
    {                                                                                              \
        gnutls_x509_##kind##_t o = object;                                                         \
        return call;                                                                               \
    }
#define LISTED(kind, name, call)                                                                   \
    static int kind##_##name(void *object, unsigned i, void *out, size_t *size, struct more *more) \
    {                                                                                              \
        gnutls_x509_##kind##_t o = object;                                                         \
        return call;                                                                               \
    }
#define BUFFER LISTED
#define SPREAD LISTED
#define DATA(kind, name, call)                                                                     \
    static int kind##_##name(void *object, unsigned i, gnutls_datum_t *data, struct more *more)    \
    {                                                                                              \
        gnutls_x509_##kind##_t o = object;                                                         \
        return call;                                                                               \
    }
#define DATUM DATA
#include "getters_crl.inc"
#include "getters_crq.inc"
#include "getters_crt.inc"
#undef VALUE
#undef LISTED
#undef BUFFER
#undef SPREAD
#undef DATA
#undef DATUM

/* clang-format off */
#define VALUE(kind, name, call)  { #kind, #name, .value = kind##_##name },
#define BUFFER(kind, name, call) { #kind, #name, .buffer = kind##_##name },
#define LISTED(kind, name, call) { #kind, #name, .buffer = kind##_##name, .listed = true },
#define SPREAD(kind, name, call) { #kind, #name, .buffer = kind##_##name, .listed = true, .spread = true },
#define DATUM(kind, name, call)  { #kind, #name, .data = kind##_##name },
#define DATA(kind, name, call)   { #kind, #name, .data = kind##_##name, .listed = true },
/* clang-format on */
static const struct getter getters[] = {
#include "getters_crl.inc"
#include "getters_crq.inc"
#include "getters_crt.inc"
};

#endif
