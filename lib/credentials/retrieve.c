/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* retrieve.c - asks the application who we are
 *
 * There are three kinds of function, of three generations. What they give is turned into an
 * identity of ours at once, and given back as far as the function said that it is ours to free.
 */

#include "base/errors.h"
#include "base/memory.h"
#include "credentials/internal.h"
#include "credentials/public_key.h"
#include "wire/reader.h"

enum { AUTHORITIES_MAX = 1024, ALGORITHMS_MAX = 8, STAPLES_MAX = 64 };

/* The question in the API's words. */
struct asked {
    gnutls_datum_t *authorities;
    int authority_count;
    gnutls_pk_algorithm_t algorithms[ALGORITHMS_MAX];
    int algorithm_count;
};

static void asked_wipe(struct asked *asked)
{
    memory_free(asked->authorities);
}

static int split_authorities(struct bytes names, struct asked *asked)
{
    if (names.size == 0)
        return 0;
    asked->authorities = memory_get_array(AUTHORITIES_MAX, sizeof *asked->authorities);
    if (asked->authorities == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    struct wire_reader reader = wire_reader(names);
    while (wire_more(&reader) && asked->authority_count < AUTHORITIES_MAX) {
        struct bytes name = wire_read_vec16(&reader);
        gnutls_datum_t *out = &asked->authorities[asked->authority_count++];
        *out = (gnutls_datum_t){ (unsigned char *)name.data, (unsigned)name.size };
    }
    return 0;
}

static gnutls_pk_algorithm_t algorithm_of(enum key_kind kind)
{
    struct public_key key = { .kind = kind };
    return key_pk_algorithm(&key);
}

static void list_algorithms(const struct identity_question *question, struct asked *asked)
{
    for (size_t i = 0; i < question->scheme_count; i++) {
        gnutls_pk_algorithm_t algorithm = algorithm_of(question->schemes[i]->key);
        int at = 0;
        while (at < asked->algorithm_count && asked->algorithms[at] != algorithm)
            at++;
        if (at == asked->algorithm_count && at < ALGORITHMS_MAX)
            asked->algorithms[asked->algorithm_count++] = algorithm;
    }
}

static int refused(int result)
{
    return fail(error_is_stall(result) ? result : GNUTLS_E_USER_ERROR);
}

/* ---- the first kind: lists of x509 handles ---- */

static int take_handles(const gnutls_retr2_st *given, struct identity *out)
{
    if (given->cert_type != GNUTLS_CRT_X509 || given->key_type != GNUTLS_PRIVKEY_X509)
        return given->ncerts == 0 ? 0 : fail(GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE);
    for (unsigned i = 0; i < given->ncerts; i++)
        TRY(identity_add_certificate(out, given->cert.x509[i]));
    if (given->ncerts == 0 || given->key.x509 == NULL)
        return given->ncerts == 0 ? 0 : fail(GNUTLS_E_INVALID_REQUEST);
    SCOPED(private_key) struct private_key copy = { 0 };
    TRY(private_key_copy(x509_privkey_key(given->key.x509), &copy));
    TRY(privkey_new(&out->key));
    return privkey_fill(out->key, &copy);
}

static void release_handles(gnutls_retr2_st *given)
{
    if (!given->deinit_all || given->cert_type != GNUTLS_CRT_X509)
        return;
    for (unsigned i = 0; i < given->ncerts; i++)
        certificate_free(given->cert.x509[i]);
    memory_free(given->cert.x509);
    if (given->key_type == GNUTLS_PRIVKEY_X509)
        x509_privkey_free(given->key.x509);
}

static int ask_first(const struct credential_functions *functions, gnutls_session_t session,
                     const struct asked *asked, struct identity *out)
{
    gnutls_retr2_st given = { .cert_type = GNUTLS_CRT_X509, .key_type = GNUTLS_PRIVKEY_X509 };
    int result = functions->retrieve1(session, asked->authorities, asked->authority_count,
                                      asked->algorithms, asked->algorithm_count, &given);
    if (result < 0)
        return refused(result);
    result = take_handles(&given, out);
    release_handles(&given);
    return result;
}

/* ---- the second and third: certificates as they are sent, and keys of any home ---- */

struct given {
    gnutls_pcert_st *certificates;
    unsigned count;
    gnutls_ocsp_data_st *staples;
    unsigned staple_count;
    gnutls_privkey_t key;
    unsigned flags;
};

static int take_given(const struct given *given, struct identity *out)
{
    TRY(identity_add_pcerts(out, given->certificates, given->count));
    if (given->count > 0 && given->key == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (given->count > 0)
        out->key = privkey_hold(given->key);
    for (unsigned i = 0; i < given->staple_count && i < given->count; i++)
        TRY(identity_set_staple(out, i, bytes_of_datum(&given->staples[i].response),
                                given->staples[i].exptime));
    return 0;
}

static void release_given(struct given *given)
{
    if ((given->flags & GNUTLS_CERT_RETR_DEINIT_ALL) == 0)
        return;
    for (unsigned i = 0; i < given->count; i++)
        pcert_wipe(&given->certificates[i]);
    memory_free(given->certificates);
    for (unsigned i = 0; i < given->staple_count; i++)
        memory_free(given->staples[i].response.data);
    memory_free(given->staples);
    privkey_free(given->key);
}

static int ask_second(const struct credential_functions *functions, gnutls_session_t session,
                      const struct asked *asked, struct identity *out)
{
    struct given given = { 0 };
    int result =
        functions->retrieve2(session, asked->authorities, asked->authority_count, asked->algorithms,
                             asked->algorithm_count, &given.certificates, &given.count, &given.key);
    return result < 0 ? refused(result) : take_given(&given, out);
}

static int ask_third(struct gnutls_certificate_credentials_st *credentials,
                     gnutls_session_t session, const struct asked *asked, struct identity *out)
{
    struct given given = { 0 };
    const struct gnutls_cert_retr_st info = {
        .version = 1,
        .cred = credentials,
        .req_ca_rdn = asked->authorities,
        .nreqs = (unsigned)asked->authority_count,
        .pk_algos = asked->algorithms,
        .pk_algos_length = (unsigned)asked->algorithm_count,
    };
    int result = credentials->functions.retrieve3(session, &info, &given.certificates, &given.count,
                                                  &given.staples, &given.staple_count, &given.key,
                                                  &given.flags);
    if (result < 0)
        return refused(result);
    result = take_given(&given, out);
    release_given(&given);
    return result;
}

bool credentials_ask_application(const struct gnutls_certificate_credentials_st *credentials)
{
    const struct credential_functions *functions = &credentials->functions;

    return functions->retrieve1 != NULL || functions->retrieve2 != NULL ||
           functions->retrieve3 != NULL;
}

int credentials_ask(struct gnutls_certificate_credentials_st *credentials, gnutls_session_t session,
                    const struct identity_question *question, struct identity *out, bool *out_asked)
{
    const struct credential_functions *functions = &credentials->functions;
    SCOPED(asked) struct asked asked = { 0 };
    *out_asked = credentials_ask_application(credentials);
    if (!*out_asked)
        return 0;
    identity_wipe(out);
    TRY(split_authorities(question->authorities, &asked));
    list_algorithms(question, &asked);

    if (functions->retrieve3 != NULL)
        return ask_third(credentials, session, &asked, out);
    if (functions->retrieve2 != NULL)
        return ask_second(functions, session, &asked, out);
    return ask_first(functions, session, &asked, out);
}
