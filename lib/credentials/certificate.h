/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate.h - certificate credentials: chains, keys, trust, the application's functions */

#ifndef CREDENTIALS_CERTIFICATE_H
#define CREDENTIALS_CERTIFICATE_H

#include "credentials/dh_params.h"
#include "credentials/private_key.h"
#include "pki/trust.h"

#include <gnutls/abstract.h>

/* Filled by one thread; then any number of sessions may use them at once. */
struct gnutls_certificate_credentials_st;

int credentials_new(struct gnutls_certificate_credentials_st **out) MUST_USE;
void credentials_free(struct gnutls_certificate_credentials_st *);

/* An OCSP response, and until when it is good; 0: for ever. */
struct staple {
    struct buffer response;
    int64_t expires_s;
};

/* The application's function that gives the response of the hour; NULL: none. */
struct staple_source {
    gnutls_status_request_ocsp_func ask;
    void *context;
};

/* One way to be known: a chain, its key, and staples. */
struct identity {
    struct gnutls_x509_crt_int **chain; /* ours first */
    size_t count;
    struct gnutls_privkey_st *key;
    struct staple *staples; /* by position in the chain; NULL: none */
    size_t staple_count;
    struct staple_source source; /* asked where there is no staple of our own certificate */
};

/* Appends a certificate; holds it. */
int identity_add_certificate(struct identity *, struct gnutls_x509_crt_int *) MUST_USE;

/* Appends certificates as they are sent: a chain, or a bare key alone (RFC 7250, 3). */
int identity_add_pcerts(struct identity *, const gnutls_pcert_st *, size_t count) MUST_USE;

/* Appends all certificates of the text, or the one of the DER. */
int identity_read_chain(struct identity *, struct bytes, gnutls_x509_crt_fmt_t) MUST_USE;

/* A software key from PEM or DER. */
int identity_read_key(struct identity *, struct bytes, gnutls_x509_crt_fmt_t,
                      const struct key_opening *) MUST_USE;

int identity_set_staple(struct identity *, size_t position, struct bytes, int64_t expires_s)
    MUST_USE;

/* Finds the certificate that the response is about, and until when it is good.
 * GNUTLS_E_OCSP_MISMATCH_WITH_CERTS when it is about none of the chain, GNUTLS_E_EXPIRED when it
 * is past or says that the certificate was revoked: peers would turn away. */
int identity_place_staple(const struct identity *, struct bytes response, int64_t now_s,
                          size_t *out_position, int64_t *out_expires_s) MUST_USE;
void identity_wipe(struct identity *);

/* Takes the identity over, in any case. Its index, or an error: GNUTLS_E_CERTIFICATE_KEY_MISMATCH
 * when key and certificate do not belong together. `names` (may be NULL) replace those in the
 * certificate where one is chosen by name. */
int credentials_add(struct gnutls_certificate_credentials_st *, struct identity *owned,
                    const char *const *names, size_t name_count) MUST_USE;
void credentials_clear(struct gnutls_certificate_credentials_st *);

/* Whom to ask for the passwords of keys. */
struct pin_source *credentials_pin(struct gnutls_certificate_credentials_st *);

/* NULL behind the last. */
struct identity *credentials_at(const struct gnutls_certificate_credentials_st *, size_t index);

/* What the peer said it can take, for choosing. */
struct identity_question {
    const char *server_name;                       /* NULL: none */
    const struct signature_scheme *const *schemes; /* the peer's and ours in common, in order */
    size_t scheme_count;
    const struct version *version;
    struct bytes authorities; /* DER names, each behind a 16-bit length; empty: any */
    /* RFC 8446, 4.2.4: a server that has nothing of theirs shows what it has, since the client may
     * trust that all the same. A client rather shows nothing: it would tell who it is. */
    bool authorities_only_wished;
    bool raw; /* a bare key, not a certificate */
    /* TLS 1.2: the key shall decrypt a secret; the scheme that comes out has no meaning then. */
    bool decrypts;
};

/* The identity to show and the scheme to sign with; lent as long as the credentials live.
 * `*out` is NULL when nothing fits. */
int credentials_choose(struct gnutls_certificate_credentials_st *, const struct identity_question *,
                       const struct identity **out, const struct signature_scheme **out_scheme)
    MUST_USE;

/* Asks the application's retrieve function, where one is set, and turns what it gave into an
 * identity that the caller wipes. Not set: `*out_asked` is false. */
int credentials_ask(struct gnutls_certificate_credentials_st *, gnutls_session_t,
                    const struct identity_question *, struct identity *out, bool *out_asked)
    MUST_USE;

/* Is there such a function? */
bool credentials_ask_application(const struct gnutls_certificate_credentials_st *);

/* The first scheme of the question that the identity's key can sign with; NULL: none. */
const struct signature_scheme *identity_scheme(const struct identity *,
                                               const struct identity_question *);

/* The functions that the application set, for the handshake's action rows. NULL: none. */
struct credential_functions {
    gnutls_certificate_retrieve_function *retrieve1;
    gnutls_certificate_retrieve_function2 *retrieve2;
    gnutls_certificate_retrieve_function3 *retrieve3;
    gnutls_certificate_verify_function *verify;
};
const struct credential_functions *
credentials_functions(const struct gnutls_certificate_credentials_st *);

/* Setting a retrieve function takes back the others. */
void credentials_set_functions(struct gnutls_certificate_credentials_st *,
                               const struct credential_functions *);

/* Parameters for a server's DHE in TLS 1.2; to be set here. */
struct dh_source *credentials_dh(struct gnutls_certificate_credentials_st *);

struct gnutls_x509_trust_list_st *
credentials_trust(const struct gnutls_certificate_credentials_st *);

/* Takes another list over. */
int credentials_set_trust(struct gnutls_certificate_credentials_st *,
                          struct gnutls_x509_trust_list_st *owned) MUST_USE;

/* To be called after the list was filled: makes the authorities' names anew. */
int credentials_trust_changed(struct gnutls_certificate_credentials_st *) MUST_USE;

unsigned credentials_verify_flags(const struct gnutls_certificate_credentials_st *);
void credentials_set_verify_flags(struct gnutls_certificate_credentials_st *, unsigned flags);

/* The longest path to a trusted certificate; 0: the default. */
unsigned credentials_max_depth(const struct gnutls_certificate_credentials_st *);
void credentials_set_max_depth(struct gnutls_certificate_credentials_st *, unsigned depth);

/* gnutls_certificate_flags */
unsigned credentials_flags(const struct gnutls_certificate_credentials_st *);
void credentials_set_flags(struct gnutls_certificate_credentials_st *, unsigned flags);

/* DER names of the authorities we trust, each behind a 16-bit length, for CertificateRequest. */
struct bytes credentials_authorities(const struct gnutls_certificate_credentials_st *);

/* Until the trust list changes again. */
void credentials_forget_authorities(struct gnutls_certificate_credentials_st *);

/* The OCSP response to staple to this certificate of the chain; empty: none, or none that is
 * still good. */
struct bytes identity_staple(const struct identity *, size_t position, int64_t now_s);

/* The function that is asked for identities without one of their own. */
void credentials_set_staple_source(struct gnutls_certificate_credentials_st *,
                                   const struct staple_source *);

/* Asks the application for the response of our own certificate, where it set a function; `out`
 * stays empty where there is none. */
int credentials_ask_staple(const struct gnutls_certificate_credentials_st *, gnutls_session_t,
                           const struct identity *, struct buffer *out) MUST_USE;

#endif
