/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_opening.h - private keys that may be locked, and whom to ask for the password */

#ifndef CREDENTIALS_KEY_OPENING_H
#define CREDENTIALS_KEY_OPENING_H

#include "crypto/keys.h"

#include <gnutls/x509.h>

/* The application's function; { 0 } asks nobody. */
struct pin_source {
    gnutls_pin_callback_t function;
    void *userdata;
};

struct key_opening {
    const char *password; /* NULL: none is known */
    unsigned flags;       /* of gnutls_pkcs_encrypt_flags_t */
    const struct pin_source
        *pin; /* asked once when there is no password, and one is needed; or NULL */
};

/* As private_key_read_as(). With GNUTLS_PKCS_PLAIN a locked PKCS#8 is GNUTLS_E_DECRYPTION_FAILED. */
int private_key_open(gnutls_x509_crt_fmt_t, struct bytes, const struct key_opening *,
                     struct private_key *out) MUST_USE;

#endif
