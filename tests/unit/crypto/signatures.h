/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* signatures.h - the message that is signed, and signatures that must not verify */

#ifndef TESTS_UNIT_CRYPTO_SIGNATURES_H
#define TESTS_UNIT_CRYPTO_SIGNATURES_H

#include "crypto/sign.h"

#include "unit/crypto/vectors.h"

static inline struct bytes sample(void)
{
    return bytes_of_text("sample");
}

static inline void refuse(const struct public_key *key, struct sign_how how, struct bytes message,
                          struct bytes signature)
{
    assert_int_equal(key_verify(key, how, message, signature), GNUTLS_E_PK_SIG_VERIFY_FAILED);
}

#endif
