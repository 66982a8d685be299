/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_use.c - what a private key does outside a handshake: decrypt, derive, bind */

#include "credentials/private_key.h"

#include "base/errors.h"
#include "base/memory.h"
#include "credentials/internal.h"
#include "credentials/public_key.h"
#include "crypto/decrypt.h"
#include "crypto/derive.h"

struct pin_source *privkey_pin(struct gnutls_privkey_st *key)
{
    return &key->pin;
}

/* What the application's function gives is its own; it is copied and released. */
static int decrypt_outside(struct gnutls_privkey_st *key, struct bytes encrypted,
                           struct buffer *out)
{
    gnutls_datum_t given = { NULL, 0 };
    gnutls_datum_t input = { (unsigned char *)encrypted.data, (unsigned)encrypted.size };
    int result = key->external.decrypt(key, key->external.userdata, &input, &given);
    if (result < 0)
        return fail(result);
    result = buffer_append(out, bytes_of_datum(&given));
    if (given.data != NULL)
        memory_free_secret(given.data, given.size);
    return result;
}

int privkey_decrypt(struct gnutls_privkey_st *key, struct bytes encrypted, struct buffer *out)
{
    if (!privkey_can_decrypt(key))
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (key->home == HOME_EXTERNAL)
        return decrypt_outside(key, encrypted, out);
    return key_decrypt(&key->software, encrypted, out);
}

int privkey_decrypt_size(struct gnutls_privkey_st *key, struct bytes encrypted, uint8_t *inout,
                         size_t size)
{
    SCOPED(buffer) struct buffer plain = { 0 };
    if (!privkey_can_decrypt(key))
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (key->home != HOME_EXTERNAL)
        return key_decrypt_size(&key->software, encrypted, inout, size);
    TRY(decrypt_outside(key, encrypted, &plain));
    if (plain.size != size)
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    if (size > 0)
        memcpy(inout, plain.data, size);
    return 0;
}

int privkey_allows(const struct gnutls_privkey_st *key, const struct signature_scheme *scheme)
{
    const struct public_key *public = privkey_public(key);
    if (public == NULL)
        return 0;
    TRY(scheme_check_key(scheme, public));
    if (public->pss.hash != NULL && public->pss.hash != scheme->how.hash)
        return fail(GNUTLS_E_CONSTRAINT_ERROR);
    return 0;
}

int privkey_derive(const struct gnutls_privkey_st *key, const struct public_key *peer,
                   struct buffer *out)
{
    if (key->home != HOME_SOFTWARE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return key_derive_secret(&key->software, peer, out);
}

int privkey_bind(struct gnutls_privkey_st *key, const struct gnutls_x509_spki_st *spki)
{
    /* Whoever else holds the key relies on it to stay as it is. */
    if (key->home != HOME_SOFTWARE || key->holds > 1)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return spki_bind(spki, &key->software.public);
}
