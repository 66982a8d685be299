/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_opening.c - private keys that may be locked, and whom to ask for the password */

#include "credentials/key_opening.h"

#include "base/errors.h"
#include "base/memory.h"
#include "pki/key_import.h"

#include <gnutls/pkcs11.h>

/* The same name that programs see with libgnutls. */
static const char asked_for[] = "key:";

static int ask_and_read(gnutls_x509_crt_fmt_t format, struct bytes content,
                        const struct pin_source *pin, struct private_key *out)
{
    char answer[GNUTLS_PKCS11_MAX_PIN_LEN] = { 0 };
    const struct key_lock lock = { answer, false };
    int result = pin->function(pin->userdata, 0, asked_for, "", 0, answer, sizeof answer);
    answer[sizeof answer - 1] = '\0';
    result = result < 0 ? fail(GNUTLS_E_DECRYPTION_FAILED)
                        : private_key_read_as(format, content, lock, out);
    memory_wipe(answer, sizeof answer);
    return result;
}

int private_key_open(gnutls_x509_crt_fmt_t format, struct bytes content,
                     const struct key_opening *opening, struct private_key *out)
{
    const struct key_lock lock = {
        .password = (opening->flags & GNUTLS_PKCS_NULL_PASSWORD) != 0 ? NULL : opening->password,
        .stays = (opening->flags & GNUTLS_PKCS_PLAIN) != 0,
    };
    int result = private_key_read_as(format, content, lock, out);
    bool may_ask = opening->password == NULL && !lock.stays && opening->pin != NULL &&
                   opening->pin->function != NULL;
    if (result == GNUTLS_E_DECRYPTION_FAILED && may_ask)
        return ask_and_read(format, content, opening->pin, out);
    return result;
}
