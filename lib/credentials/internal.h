/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* internal.h - what the files of this room tell each other */

#ifndef CREDENTIALS_INTERNAL_H
#define CREDENTIALS_INTERNAL_H

#include "credentials/certificate.h"
#include "credentials/external_key.h"
#include "credentials/key_opening.h"

enum key_home { HOME_NOWHERE, HOME_SOFTWARE, HOME_EXTERNAL };

struct gnutls_privkey_st {
    _Atomic unsigned holds;
    enum key_home home;
    _Atomic bool proved; /* its halves belong together */
    struct private_key software;
    struct external_key external;
    struct pin_source pin;
};

struct own_identity {
    struct identity identity;
    char **names; /* given by the application; NULL: those in the certificate */
    size_t name_count;
};

struct gnutls_certificate_credentials_st {
    struct own_identity *identities;
    size_t count;
    struct gnutls_x509_trust_list_st *trust;
    struct buffer authorities;
    unsigned flags, verify_flags, max_depth;
    struct credential_functions functions;
    struct staple_source staple_source;
    struct dh_source dh;
    struct pin_source pin;
};

/* May the key make such signatures, as far as it tells? */
bool privkey_can(const struct gnutls_privkey_st *, const struct signature_scheme *);

/* Can it decrypt secrets? */
bool privkey_can_decrypt(const struct gnutls_privkey_st *);

#endif
