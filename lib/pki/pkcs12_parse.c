/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs12_parse.c - a PFX as most are: one key, its chain, and what else there is */

#include "pki/pkcs12_parse.h"

#include "base/errors.h"
#include "base/memory.h"
#include "pki/key_import.h"
#include "pki/pkcs8.h"

static void list_wipe(struct certificate_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        certificate_free(list->certificates[i]);
    memory_free(list->certificates);
    *list = (struct certificate_list){ 0 };
}

void pkcs12_parts_wipe(struct pkcs12_parts *parts)
{
    private_key_wipe(&parts->key);
    list_wipe(&parts->chain);
    list_wipe(&parts->others);
    crl_free(parts->crl);
    *parts = (struct pkcs12_parts){ 0 };
}

static int list_add(struct certificate_list *list, struct gnutls_x509_crt_int *owned)
{
    bool full = list->count == PKCS12_COUNT_MAX;
    struct gnutls_x509_crt_int **more =
        full ? NULL : memory_resize_array(list->certificates, list->count + 1, sizeof *more);
    if (more == NULL) {
        certificate_free(owned);
        return fail(full ? GNUTLS_E_ASN1_DER_ERROR : GNUTLS_E_MEMORY_ERROR);
    }
    list->certificates = more;
    list->certificates[list->count++] = owned;
    return 0;
}

static struct gnutls_x509_crt_int *list_take(struct certificate_list *list, size_t index)
{
    struct gnutls_x509_crt_int *taken = list->certificates[index];
    list->count--;
    for (size_t i = index; i < list->count; i++)
        list->certificates[i] = list->certificates[i + 1];
    return taken;
}

/* A password, and how many iterations the file may still ask for. What the bags ask for is counted
 * from outside; the key within one shows only when that is open. */
struct opening {
    const char *password;
    uint64_t left;
};

static int take_key(struct bytes data, struct opening *opening, struct private_key *out)
{
    const struct key_lock lock = { opening->password, false };
    struct encryption how;
    struct bytes encrypted;
    if (pkcs8_is_locked(data)) {
        TRY(pkcs8_locked_read(data, &how, &encrypted));
        if (how.iterations > opening->left)
            return fail(GNUTLS_E_ASN1_DER_ERROR);
        opening->left -= how.iterations;
    }
    return private_key_read(data, lock, out);
}

/* The first key and the first list count. */
static int take_element(const struct pkcs12_element *element, struct opening *opening,
                        struct pkcs12_parts *parts)
{
    struct bytes data = buffer_bytes(&element->data);
    struct gnutls_x509_crt_int *certificate = NULL;
    switch (element->type) {
    case GNUTLS_BAG_PKCS8_KEY:
    case GNUTLS_BAG_PKCS8_ENCRYPTED_KEY:
        return parts->key.public.kind == KEY_NONE ? take_key(data, opening, &parts->key) : 0;
    case GNUTLS_BAG_CERTIFICATE:
        TRY(certificate_new(data, &certificate));
        return list_add(&parts->others, certificate);
    case GNUTLS_BAG_CRL:
        return parts->crl == NULL ? crl_new(data, &parts->crl) : 0;
    default:
        return 0;
    }
}

static int take_bag(struct gnutls_pkcs12_bag_int *bag, struct opening *opening,
                    struct pkcs12_parts *parts)
{
    if (bag_is_locked(bag))
        TRY(bag_unlock(bag, opening->password));
    for (size_t i = 0; i < bag->count; i++)
        TRY(take_element(&bag->elements[i], opening, parts));
    return 0;
}

static int take_bags(const struct gnutls_pkcs12_int *pfx, const char *password,
                     struct pkcs12_parts *parts)
{
    struct gnutls_pkcs12_bag_int bag = { 0 };
    uint64_t spent = pkcs12_iterations(pfx);
    struct opening opening = {
        .password = password,
        .left = spent < PKCS12_ITERATIONS_MAX ? PKCS12_ITERATIONS_MAX - spent : 0,
    };
    int result = 0;
    for (size_t i = 0; result == 0; i++) {
        result = pkcs12_bag_at(pfx, i, &bag);
        if (result == 0)
            result = take_bag(&bag, &opening, parts);
        bag_wipe(&bag);
    }
    return result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE ? 0 : result;
}

static bool has_key(const struct gnutls_x509_crt_int *certificate, const struct public_key *key)
{
    const struct public_key *own;
    return certificate_public_key(certificate, &own) == 0 &&
           bytes_equal(buffer_bytes(&own->modulus), buffer_bytes(&key->modulus)) &&
           bytes_equal(buffer_bytes(&own->point), buffer_bytes(&key->point));
}

/* Where the next one is among the others; their count when there is none. */
static size_t find_next(const struct pkcs12_parts *parts, unsigned flags)
{
    const struct certificate_list *others = &parts->others;
    for (size_t i = 0; i < others->count; i++) {
        const struct gnutls_x509_crt_int *candidate = others->certificates[i];
        if (parts->chain.count == 0) {
            if (has_key(candidate, &parts->key.public))
                return i;
            continue;
        }
        const struct gnutls_x509_crt_int *last = parts->chain.certificates[parts->chain.count - 1];
        if (certificate_is_self_issued(candidate) &&
            (flags & GNUTLS_PKCS12_SP_INCLUDE_SELF_SIGNED) == 0)
            continue;
        if (!certificate_is_self_issued(last) &&
            bytes_equal(certificate_issuer(last), certificate_subject(candidate)))
            return i;
    }
    return others->count;
}

/* Each step takes one from the others, so it ends. */
static int build_chain(struct pkcs12_parts *parts, unsigned flags)
{
    for (;;) {
        size_t next = find_next(parts, flags);
        if (next == parts->others.count)
            return 0;
        TRY(list_add(&parts->chain, list_take(&parts->others, next)));
    }
}

static int parse(const struct gnutls_pkcs12_int *pfx, const char *password, unsigned flags,
                 struct pkcs12_parts *parts)
{
    TRY(take_bags(pfx, password, parts));
    if (parts->key.public.kind == KEY_NONE)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return build_chain(parts, flags);
}

int pkcs12_parse(const struct gnutls_pkcs12_int *pfx, const char *password, unsigned flags,
                 struct pkcs12_parts *out)
{
    struct pkcs12_parts parts = { 0 };
    int result = parse(pfx, password, flags, &parts);
    if (result < 0) {
        pkcs12_parts_wipe(&parts);
        return result;
    }
    *out = parts;
    return 0;
}
