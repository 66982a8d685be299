/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs12.c - PFX: bags, and what shows that nobody changed them; RFC 7292, 4 */

#include "pki/pkcs12.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/hmac.h"
#include "crypto/random.h"
#include "pki/algorithm.h"
#include "pki/ber.h"
#include "pki/der.h"
#include "pki/oid.h"

#define PKCS7 "\x2a\x86\x48\x86\xf7\x0d\x01\x07"

enum { PFX_VERSION = 3, MAC_SALT_SIZE = 8 };

static const struct bytes oid_data = OID(PKCS7 "\x01");
static const struct bytes oid_encrypted = OID(PKCS7 "\x06");

static void mac_wipe(struct pkcs12_mac *mac)
{
    buffer_wipe(&mac->salt);
    buffer_wipe(&mac->digest);
    *mac = (struct pkcs12_mac){ 0 };
}

void pkcs12_wipe(struct gnutls_pkcs12_int *pfx)
{
    buffer_wipe(&pfx->authenticated);
    buffer_wipe(&pfx->contents);
    mac_wipe(&pfx->mac);
}

/* ---- reading ---- */

/* MacData: SEQUENCE { DigestInfo, salt, iterations DEFAULT 1 } */
static int read_mac(struct wire_reader *reader, struct pkcs12_mac *out)
{
    struct wire_reader fields = der_enter(reader, DER_SEQUENCE);
    struct bytes info = der_read_whole(&fields, DER_SEQUENCE), digest;
    TRY(buffer_set(&out->salt, der_read(&fields, DER_OCTET_STRING)));
    out->iterations = 1;
    if (wire_more(&fields))
        out->iterations = der_read_small(&fields, PBE_ITERATIONS_MAX);
    TRY(der_end(&fields));
    TRY(digest_info_read(info, &out->hash, &digest));
    bool right = out->iterations > 0 && out->salt.size > 0 && digest.size == out->hash->size;
    return right ? buffer_set(&out->digest, digest) : fail(GNUTLS_E_ASN1_DER_ERROR);
}

/* ContentInfo: what it says it is, and its content. */
static int read_content_info(struct wire_reader *reader, struct bytes *out_oid,
                             struct wire_reader *out_content)
{
    struct wire_reader fields = der_enter(reader, DER_SEQUENCE);
    *out_oid = der_read_oid(&fields);
    *out_content = der_enter(&fields, DER_CONTEXT_DEEP(0));
    return der_end(&fields);
}

/* What the bags cost whoever opens them. */
struct weight {
    size_t bags;
    uint64_t iterations;
};

static unsigned iterations_of(struct bytes oid, struct wire_reader content)
{
    SCOPED(buffer) struct buffer room = { 0 };
    struct encryption how = { 0 };
    struct bytes encrypted, data = der_read_whole(&content, DER_SEQUENCE);
    bool opens =
        bytes_equal(oid, oid_encrypted) && bag_locked_read(data, &how, &room, &encrypted) == 0;
    return opens ? how.iterations : 0;
}

static int weigh(struct bytes contents, struct weight *out)
{
    struct wire_reader reader = wire_reader(contents);
    *out = (struct weight){ 0 };
    while (wire_more(&reader)) {
        struct bytes oid;
        struct wire_reader content;
        if (out->bags == PKCS12_COUNT_MAX)
            return fail(GNUTLS_E_ASN1_DER_ERROR);
        TRY(read_content_info(&reader, &oid, &content));
        out->bags++;
        out->iterations += iterations_of(oid, content);
    }
    return der_end(&reader);
}

uint64_t pkcs12_iterations(const struct gnutls_pkcs12_int *pfx)
{
    struct weight weight;
    int result = weigh(buffer_bytes(&pfx->contents), &weight);
    return (result == 0 ? weight.iterations : 0) + pfx->mac.iterations;
}

/* AuthenticatedSafe: SEQUENCE OF ContentInfo. */
static int read_authenticated(struct gnutls_pkcs12_int *pfx)
{
    SCOPED(buffer) struct buffer der = { 0 };
    struct weight weight;
    TRY(ber_normalise(buffer_bytes(&pfx->authenticated), &der));
    struct wire_reader reader = wire_reader(buffer_bytes(&der));
    TRY(buffer_set(&pfx->contents, der_read(&reader, DER_SEQUENCE)));
    TRY(der_end(&reader));
    TRY(weigh(buffer_bytes(&pfx->contents), &weight));
    bool is_dear = weight.iterations + pfx->mac.iterations > PKCS12_ITERATIONS_MAX;
    return is_dear ? fail(GNUTLS_E_ASN1_DER_ERROR) : 0;
}

static int read_pfx(struct bytes der, struct gnutls_pkcs12_int *out)
{
    struct wire_reader reader = wire_reader(der), content;
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct bytes oid;
    if (der_read_small(&fields, PFX_VERSION) != PFX_VERSION)
        wire_read_fail(&fields);
    TRY(read_content_info(&fields, &oid, &content));
    if (!bytes_equal(oid, oid_data))
        return fail(GNUTLS_E_UNKNOWN_PKCS_CONTENT_TYPE);
    TRY(buffer_set(&out->authenticated, der_read(&content, DER_OCTET_STRING)));
    TRY(der_end(&content));
    if (wire_more(&fields))
        TRY(read_mac(&fields, &out->mac));
    TRY(der_end(&fields));
    TRY(der_end(&reader));
    return read_authenticated(out);
}

int pkcs12_read(struct gnutls_pkcs12_int *pfx, struct bytes input)
{
    SCOPED(buffer) struct buffer der = { 0 };
    SCOPED(pkcs12) struct gnutls_pkcs12_int fresh = { 0 };
    TRY(ber_normalise(input, &der));
    TRY(read_pfx(buffer_bytes(&der), &fresh));
    pkcs12_wipe(pfx);
    *pfx = fresh;
    fresh = (struct gnutls_pkcs12_int){ 0 };
    return 0;
}

int pkcs12_bag_at(const struct gnutls_pkcs12_int *pfx, size_t index,
                  struct gnutls_pkcs12_bag_int *out)
{
    struct wire_reader reader = wire_reader(buffer_bytes(&pfx->contents)), content = { 0 };
    struct bytes oid = bytes_none();
    for (size_t i = 0; i <= index; i++) {
        if (!wire_more(&reader))
            return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
        TRY(read_content_info(&reader, &oid, &content));
    }
    if (bytes_equal(oid, oid_data)) {
        struct bytes safe = der_read(&content, DER_OCTET_STRING);
        TRY(der_end(&content));
        return bag_read(out, safe);
    }
    if (!bytes_equal(oid, oid_encrypted))
        return fail(GNUTLS_E_UNKNOWN_PKCS_CONTENT_TYPE);
    struct pkcs12_element locked = { .type = GNUTLS_BAG_ENCRYPTED };
    TRY(buffer_set(&locked.data, der_read_whole(&content, DER_SEQUENCE)));
    bag_wipe(out);
    int result = bag_add(out, &locked);
    buffer_wipe(&locked.data);
    return result < 0 ? result : der_end(&content);
}

/* ---- the keyed hash ---- */

static int compute_mac(const struct gnutls_pkcs12_int *pfx, const struct pkcs12_mac *mac,
                       const char *password, struct digest *out)
{
    SCOPED(buffer) struct buffer encoded = { 0 };
    SCOPED(digest) struct digest key = { 0 };
    SCOPED(hmac_key) struct hmac_key prepared = { 0 };
    TRY(encryption_password(password, &encoded));
    const struct pkcs12_input input = { mac->hash, buffer_bytes(&encoded), buffer_bytes(&mac->salt),
                                        mac->iterations };
    TRY(pkcs12_derive(&input, PKCS12_MAC, key.bytes, mac->hash->size));
    hmac_prepare(&prepared, mac->hash, bytes_of(key.bytes, mac->hash->size));
    hmac_once(&prepared, buffer_bytes(&pfx->authenticated), out);
    return 0;
}

int pkcs12_check_mac(const struct gnutls_pkcs12_int *pfx, const char *password)
{
    struct digest expected;
    if (pfx->mac.hash == NULL)
        return fail(GNUTLS_E_ASN1_ELEMENT_NOT_FOUND);
    TRY(compute_mac(pfx, &pfx->mac, password, &expected));
    bool right = memory_equal(expected.bytes, pfx->mac.digest.data, expected.size);
    return right ? 0 : fail(GNUTLS_E_MAC_VERIFY_FAILED);
}

int pkcs12_make_mac(struct gnutls_pkcs12_int *pfx, const struct hash *hash, const char *password)
{
    SCOPED(mac) struct pkcs12_mac fresh = { .hash = hash, .iterations = ENCRYPTION_ITERATIONS };
    struct digest digest;
    uint8_t *salt;
    if (pfx->authenticated.size == 0)
        TRY(der_write(&pfx->authenticated, DER_SEQUENCE, bytes_none()));
    TRY(buffer_extend(&fresh.salt, MAC_SALT_SIZE, &salt));
    TRY(random_fill(RANDOM_NONCE, salt, MAC_SALT_SIZE));
    TRY(compute_mac(pfx, &fresh, password, &digest));
    TRY(buffer_set(&fresh.digest, digest_bytes(&digest)));
    mac_wipe(&pfx->mac);
    pfx->mac = fresh;
    fresh = (struct pkcs12_mac){ 0 };
    return 0;
}

/* ---- writing ---- */

static int write_content_info(struct bytes oid, struct bytes content, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 };
    TRY(der_write(&fields, DER_OID, oid));
    TRY(der_write(&fields, DER_CONTEXT_DEEP(0), content));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

static int write_bag(const struct gnutls_pkcs12_bag_int *bag, struct buffer *out)
{
    SCOPED(buffer) struct buffer safe = { 0 };
    if (bag_is_locked(bag))
        return write_content_info(oid_encrypted, buffer_bytes(&bag->elements[0].data), out);
    TRY(bag_write(bag, &safe));
    TRY(der_wrap(&safe, DER_OCTET_STRING));
    return write_content_info(oid_data, buffer_bytes(&safe), out);
}

int pkcs12_add_bag(struct gnutls_pkcs12_int *pfx, const struct gnutls_pkcs12_bag_int *bag)
{
    SCOPED(buffer) struct buffer contents = { 0 }, authenticated = { 0 };
    struct weight weight;
    TRY(buffer_append(&contents, buffer_bytes(&pfx->contents)));
    TRY(write_bag(bag, &contents));
    if (weigh(buffer_bytes(&contents), &weight) < 0 ||
        weight.iterations + ENCRYPTION_ITERATIONS > PKCS12_ITERATIONS_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(der_write(&authenticated, DER_SEQUENCE, buffer_bytes(&contents)));
    buffer_move(&contents, &pfx->contents);
    buffer_move(&authenticated, &pfx->authenticated);
    mac_wipe(&pfx->mac);
    return 0;
}

static int write_mac(const struct pkcs12_mac *mac, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 };
    TRY(digest_info_write(mac->hash, buffer_bytes(&mac->digest), &fields));
    TRY(der_write(&fields, DER_OCTET_STRING, buffer_bytes(&mac->salt)));
    if (mac->iterations != 1)
        TRY(der_write_small(&fields, mac->iterations));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

int pkcs12_write(const struct gnutls_pkcs12_int *pfx, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 }, safe = { 0 };
    TRY(der_write(&safe, DER_OCTET_STRING, buffer_bytes(&pfx->authenticated)));
    TRY(der_write_small(&fields, PFX_VERSION));
    TRY(write_content_info(oid_data, buffer_bytes(&safe), &fields));
    if (pfx->mac.hash != NULL)
        TRY(write_mac(&pfx->mac, &fields));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}
