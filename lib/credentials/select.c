/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* select.c - which of our identities for this peer
 *
 * By name first: among the identities that speak for the name the client asked for, the first
 * that can sign as both sides want. Where none does, the first of all that can. Where the peer
 * names authorities, what one of them issued comes first; a server then shows another, a client
 * nothing.
 */

#include "base/errors.h"
#include "base/text.h"
#include "credentials/internal.h"
#include "wire/reader.h"

/* The first scheme stands for yes. */
static const struct signature_scheme *decrypting(const struct identity *identity,
                                                 const struct public_key *key,
                                                 const struct identity_question *question)
{
    if (key->kind != KEY_RSA || !certificate_may_encipher(identity->chain[0]) ||
        !privkey_can_decrypt(identity->key) || question->scheme_count == 0)
        return NULL;
    return question->schemes[0];
}

const struct signature_scheme *identity_scheme(const struct identity *identity,
                                               const struct identity_question *question)
{
    const struct public_key *key = NULL;
    /* The certificate's key is what the peer will check with; it is there also when the
     * private half belongs to the application. */
    if (identity->count == 0 || identity->key == NULL ||
        certificate_public_key(identity->chain[0], &key) < 0)
        return NULL;
    if (question->decrypts)
        return decrypting(identity, key, question);
    if (!certificate_may_sign(identity->chain[0]))
        return NULL;
    for (size_t i = 0; i < question->scheme_count; i++) {
        const struct signature_scheme *scheme = question->schemes[i];
        if (scheme_fits_key(scheme, key, question->version) && privkey_can(identity->key, scheme))
            return scheme;
    }
    return NULL;
}

static bool has_name(const struct own_identity *own, const char *name)
{
    if (own->name_count == 0)
        return certificate_has_name(own->identity.chain[0], name, 0);
    for (size_t i = 0; i < own->name_count; i++) {
        if (text_equal_ignoring_case(own->names[i], name))
            return true;
    }
    return false;
}

/* Is one certificate of the chain issued by one of these? */
static bool is_issued_by(const struct identity *identity, struct bytes authorities)
{
    struct wire_reader reader = wire_reader(authorities);
    while (wire_more(&reader)) {
        struct bytes name = wire_read_vec16(&reader);
        for (size_t i = 0; i < identity->count; i++) {
            if (bytes_equal(certificate_issuer(identity->chain[i]), name))
                return true;
        }
    }
    return false;
}

/* The first that fits, among those of the name or (NULL) among all. */
static bool choose(const struct gnutls_certificate_credentials_st *credentials,
                   const struct identity_question *question, const char *name,
                   struct bytes authorities, const struct identity **out,
                   const struct signature_scheme **out_scheme)
{
    for (size_t i = 0; i < credentials->count; i++) {
        const struct own_identity *own = &credentials->identities[i];
        if (certificate_is_raw(own->identity.chain[0]) != question->raw)
            continue;
        if (name != NULL && !has_name(own, name))
            continue;
        if (authorities.size > 0 && !is_issued_by(&own->identity, authorities))
            continue;
        *out_scheme = identity_scheme(&own->identity, question);
        if (*out_scheme != NULL) {
            *out = &own->identity;
            return true;
        }
    }
    return false;
}

/* The authorities' word counts less than the name's: that is what a certificate is for. */
static bool choose_by_name(const struct gnutls_certificate_credentials_st *credentials,
                           const struct identity_question *question, const char *name,
                           const struct identity **out, const struct signature_scheme **out_scheme)
{
    if (choose(credentials, question, name, question->authorities, out, out_scheme))
        return true;
    return question->authorities_only_wished && question->authorities.size > 0 &&
           choose(credentials, question, name, bytes_none(), out, out_scheme);
}

int credentials_choose(struct gnutls_certificate_credentials_st *credentials,
                       const struct identity_question *question, const struct identity **out,
                       const struct signature_scheme **out_scheme)
{
    *out = NULL;
    *out_scheme = NULL;
    if (question->server_name != NULL &&
        choose_by_name(credentials, question, question->server_name, out, out_scheme))
        return 0;
    choose_by_name(credentials, question, NULL, out, out_scheme);
    return 0;
}
