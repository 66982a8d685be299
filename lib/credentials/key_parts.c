/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_parts.c - keys from numbers that the application has, and back into numbers */

#include "credentials/key_parts.h"

#include "algorithms/names.h"
#include "base/errors.h"
#include "base/memory.h"

#include <gnutls/abstract.h>

static struct bytes without_zeros(struct bytes number)
{
    while (number.size > 0 && number.data[0] == 0)
        number = bytes_from(number, 1);
    return number;
}

static int set_number(struct bytes number, struct buffer *out)
{
    return buffer_set(out, without_zeros(number));
}

/* ---- in ---- */

static int finish_public(struct public_key *fresh, struct public_key *out)
{
    TRY(public_key_check(fresh));
    public_key_wipe(out);
    *out = *fresh;
    *fresh = (struct public_key){ 0 };
    return 0;
}

static int finish_private(struct private_key *fresh, struct private_key *out)
{
    TRY(private_key_complete(fresh));
    TRY(private_key_check(fresh));
    private_key_wipe(out);
    *out = *fresh;
    *fresh = (struct private_key){ 0 };
    return 0;
}

int rsa_public_from(struct bytes modulus, struct bytes exponent, struct public_key *out)
{
    SCOPED(public_key) struct public_key fresh = { .kind = KEY_RSA };
    if (modulus.size == 0 || exponent.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(set_number(modulus, &fresh.modulus));
    TRY(set_number(exponent, &fresh.exponent));
    return finish_public(&fresh, out);
}

int rsa_private_from(const struct rsa_numbers *numbers, struct private_key *out)
{
    SCOPED(private_key) struct private_key fresh = { .public.kind = KEY_RSA };
    if (numbers->exponent.size == 0 || numbers->p.size == 0 || numbers->q.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(set_number(numbers->modulus, &fresh.public.modulus));
    TRY(set_number(numbers->exponent, &fresh.public.exponent));
    TRY(set_number(numbers->d, &fresh.d));
    TRY(set_number(numbers->p, &fresh.p));
    TRY(set_number(numbers->q, &fresh.q));
    return finish_private(&fresh, out);
}

static enum key_kind kind_on(gnutls_ecc_curve_t curve)
{
    switch (curve) {
    case GNUTLS_ECC_CURVE_SECP192R1:
    case GNUTLS_ECC_CURVE_SECP224R1:
    case GNUTLS_ECC_CURVE_SECP256R1:
    case GNUTLS_ECC_CURVE_SECP384R1:
    case GNUTLS_ECC_CURVE_SECP521R1:
        return KEY_EC;
    case GNUTLS_ECC_CURVE_ED25519:
        return KEY_ED25519;
    case GNUTLS_ECC_CURVE_ED448:
        return KEY_ED448;
    case GNUTLS_ECC_CURVE_X25519:
        return KEY_X25519;
    case GNUTLS_ECC_CURVE_X448:
        return KEY_X448;
    default:
        return KEY_NONE;
    }
}

static bool has_coordinates(enum key_kind kind)
{
    return kind == KEY_EC || gost_hash(kind) != NULL;
}

static int set_point(struct public_key *key, struct bytes x, struct bytes y)
{
    static const uint8_t uncompressed[] = { 0x04 };
    size_t width = public_key_bits(key) / 8;
    if (!has_coordinates(key->kind))
        return x.size == width ? buffer_set(&key->point, x) : fail(GNUTLS_E_INVALID_REQUEST);
    if (x.size == 0 || y.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(buffer_set(&key->point, bytes_of(uncompressed, sizeof uncompressed)));
    TRY(buffer_append_padded(&key->point, x, width));
    return buffer_append_padded(&key->point, y, width);
}

int curve_public_from(gnutls_ecc_curve_t curve, struct bytes x, struct bytes y,
                      struct public_key *out)
{
    SCOPED(public_key) struct public_key fresh = { .kind = kind_on(curve), .curve = curve };
    if (fresh.kind == KEY_NONE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(set_point(&fresh, x, y));
    return finish_public(&fresh, out);
}

int curve_private_from(const struct curve_numbers *numbers, struct private_key *out)
{
    SCOPED(private_key)
    struct private_key fresh = { .public.kind = kind_on(numbers->curve),
                                 .public.curve = numbers->curve };
    if (fresh.public.kind == KEY_NONE || numbers->d.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (numbers->x.size > 0)
        TRY(set_point(&fresh.public, numbers->x, numbers->y));
    if (fresh.public.kind == KEY_EC)
        TRY(buffer_append_padded(&fresh.d, numbers->d, public_key_bits(&fresh.public) / 8));
    else
        TRY(buffer_set(&fresh.d, numbers->d));
    return finish_private(&fresh, out);
}

static int set_group(const struct field_numbers *numbers, struct public_key *out)
{
    if (numbers->prime.size == 0 || numbers->generator.size == 0 ||
        (numbers->kind == KEY_DSA && numbers->order.size == 0))
        return fail(GNUTLS_E_INVALID_REQUEST);
    out->kind = numbers->kind;
    TRY(set_number(numbers->prime, &out->prime));
    TRY(set_number(numbers->order, &out->order));
    TRY(set_number(numbers->generator, &out->generator));
    return set_number(numbers->y, &out->point);
}

int field_public_from(const struct field_numbers *numbers, struct public_key *out)
{
    SCOPED(public_key) struct public_key fresh = { 0 };
    if (numbers->y.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(set_group(numbers, &fresh));
    return finish_public(&fresh, out);
}

int field_private_from(const struct field_numbers *numbers, struct private_key *out)
{
    SCOPED(private_key) struct private_key fresh = { 0 };
    if (numbers->x.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(set_group(numbers, &fresh.public));
    TRY(set_number(numbers->x, &fresh.d));
    return finish_private(&fresh, out);
}

/* The kind, and where all is said that goes with it. */
static int set_gost(const struct gost_numbers *numbers, struct public_key *out)
{
    out->kind = gost_kind(numbers->digest);
    out->curve = numbers->curve;
    out->paramset = numbers->paramset;
    if (out->kind == KEY_NONE)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    if (out->paramset == GNUTLS_GOST_PARAMSET_UNKNOWN)
        out->paramset = gost_paramset(out->kind);
    if (algorithm_by_id(ALGORITHM_GOST_PARAMSET, (int)out->paramset) == NULL)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    return public_key_bits(out) > 0 ? 0 : fail(GNUTLS_E_ECC_UNSUPPORTED_CURVE);
}

static int set_gost_point(const struct gost_numbers *numbers, struct public_key *out)
{
    SCOPED(buffer) struct buffer x = { 0 }, y = { 0 };
    TRY(buffer_append_reversed(&x, numbers->x));
    TRY(buffer_append_reversed(&y, numbers->y));
    return set_point(out, buffer_bytes(&x), buffer_bytes(&y));
}

int gost_public_from(const struct gost_numbers *numbers, struct public_key *out)
{
    SCOPED(public_key) struct public_key fresh = { 0 };
    TRY(set_gost(numbers, &fresh));
    TRY(set_gost_point(numbers, &fresh));
    return finish_public(&fresh, out);
}

int gost_private_from(const struct gost_numbers *numbers, struct private_key *out)
{
    SCOPED(private_key) struct private_key fresh = { 0 };
    SCOPED(buffer) struct buffer d = { 0 };
    if (numbers->d.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(set_gost(numbers, &fresh.public));
    if (numbers->x.size > 0)
        TRY(set_gost_point(numbers, &fresh.public));
    TRY(buffer_append_reversed(&d, numbers->d));
    TRY(buffer_append_padded(&fresh.d, buffer_bytes(&d), public_key_bits(&fresh.public) / 8));
    return finish_private(&fresh, out);
}

/* ---- out ---- */

static int give_number(const struct number_out *row, unsigned flags)
{
    static const uint8_t zero[1];
    SCOPED(buffer) struct buffer whole = { 0 };
    struct bytes number = row->number;
    if (row->is_string)
        return bytes_give(number, row->out);
    while (number.size > 1 && number.data[0] == 0)
        number = bytes_from(number, 1);
    bool lead =
        number.size > 0 && number.data[0] >= 0x80 && (flags & GNUTLS_EXPORT_FLAG_NO_LZ) == 0;
    TRY(buffer_append(&whole, bytes_of(zero, lead)));
    TRY(buffer_append(&whole, number));
    return buffer_give(&whole, row->out);
}

int give_numbers(const struct number_out *rows, size_t count, unsigned flags)
{
    int result = 0;
    size_t given = 0;
    for (; given < count && result == 0; given++)
        if (rows[given].out != NULL)
            result = give_number(&rows[given], flags);
    while (result < 0 && given-- > 0) {
        if (rows[given].out == NULL)
            continue;
        memory_free_secret(rows[given].out->data, rows[given].out->size);
        *rows[given].out = (gnutls_datum_t){ 0 };
    }
    return result;
}

static bool is_rsa(const struct public_key *key)
{
    return key->kind == KEY_RSA || key->kind == KEY_RSA_PSS;
}

int give_rsa(const struct public_key *key, gnutls_datum_t *modulus, gnutls_datum_t *exponent,
             unsigned flags)
{
    const struct number_out rows[] = {
        { buffer_bytes(&key->modulus), modulus },
        { buffer_bytes(&key->exponent), exponent },
    };
    return is_rsa(key) ? give_numbers(rows, ARRAY_SIZE(rows), flags)
                       : fail(GNUTLS_E_INVALID_REQUEST);
}

int give_rsa_private(const struct private_key *key, const struct rsa_receivers *to, unsigned flags)
{
    const struct number_out rows[] = {
        { buffer_bytes(&key->public.modulus), to->modulus },
        { buffer_bytes(&key->public.exponent), to->exponent },
        { buffer_bytes(&key->d), to->d },
        { buffer_bytes(&key->p), to->p },
        { buffer_bytes(&key->q), to->q },
        { buffer_bytes(&key->qinv), to->qinv },
        { buffer_bytes(&key->dp), to->dp },
        { buffer_bytes(&key->dq), to->dq },
    };
    return is_rsa(&key->public) ? give_numbers(rows, ARRAY_SIZE(rows), flags)
                                : fail(GNUTLS_E_INVALID_REQUEST);
}

static int give_curve(const struct public_key *key, struct bytes d,
                      const struct curve_receivers *to, unsigned flags)
{
    struct bytes point = buffer_bytes(&key->point);
    bool is_string = key->kind != KEY_EC;
    size_t width = point.size / 2;
    if (kind_on(key->curve) == KEY_NONE || point.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    const struct number_out rows[] = {
        { is_string ? point : bytes_of(point.data + 1, width), to->x, is_string },
        { bytes_from(point, 1 + width), is_string ? NULL : to->y },
        { d, to->d, is_string },
    };
    TRY(give_numbers(rows, ARRAY_SIZE(rows), flags));
    if (to->curve != NULL)
        *to->curve = key->curve;
    if (is_string && to->y != NULL)
        *to->y = (gnutls_datum_t){ 0 };
    return 0;
}

int give_curve_point(const struct public_key *key, gnutls_ecc_curve_t *curve, gnutls_datum_t *x,
                     gnutls_datum_t *y, unsigned flags)
{
    const struct curve_receivers to = { curve, x, y, NULL };
    return give_curve(key, bytes_none(), &to, flags);
}

int give_curve_private(const struct private_key *key, const struct curve_receivers *to,
                       unsigned flags)
{
    return give_curve(&key->public, buffer_bytes(&key->d), to, flags);
}

static int give_reversed(const struct public_key *key, struct bytes d,
                         const struct gost_receivers *to)
{
    SCOPED(buffer) struct buffer x = { 0 }, y = { 0 }, d_reversed = { 0 };
    struct bytes point = buffer_bytes(&key->point);
    size_t width = point.size / 2;
    if (!has_coordinates(key->kind) || point.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(buffer_append_reversed(&x, without_zeros(bytes_of(point.data + 1, width))));
    TRY(buffer_append_reversed(&y, without_zeros(bytes_from(point, 1 + width))));
    TRY(buffer_append_reversed(&d_reversed, without_zeros(d)));
    const struct number_out rows[] = {
        { buffer_bytes(&x), to->x, true },
        { buffer_bytes(&y), to->y, true },
        { buffer_bytes(&d_reversed), to->d, true },
    };
    TRY(give_numbers(rows, ARRAY_SIZE(rows), 0));
    const struct hash *hash = gost_hash(key->kind);
    if (to->curve != NULL)
        *to->curve = key->curve;
    if (to->digest != NULL)
        *to->digest = hash != NULL ? hash->digest_id : GNUTLS_DIG_UNKNOWN;
    if (to->paramset != NULL)
        *to->paramset = key->paramset;
    return 0;
}

int give_gost(const struct public_key *key, const struct gost_receivers *to)
{
    return gost_hash(key->kind) != NULL ? give_reversed(key, bytes_none(), to)
                                        : fail(GNUTLS_E_INVALID_REQUEST);
}

int give_gost_private(const struct private_key *key, const struct gost_receivers *to)
{
    return give_reversed(&key->public, buffer_bytes(&key->d), to);
}

static int give_group(const struct public_key *key, struct bytes x,
                      const struct field_receivers *to, unsigned flags)
{
    const struct number_out rows[] = {
        { buffer_bytes(&key->prime), to->prime },
        { buffer_bytes(&key->order), to->order },
        { buffer_bytes(&key->generator), to->generator },
        { buffer_bytes(&key->point), to->y },
        { x, to->x },
    };
    if (key->kind != KEY_DSA && key->kind != KEY_DH)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return give_numbers(rows, ARRAY_SIZE(rows), flags);
}

int give_field(const struct public_key *key, gnutls_datum_t *prime, gnutls_datum_t *order,
               gnutls_datum_t *generator, gnutls_datum_t *y, unsigned flags)
{
    const struct field_receivers to = { prime, order, generator, y, NULL };
    return give_group(key, bytes_none(), &to, flags);
}

int give_field_private(const struct private_key *key, const struct field_receivers *to,
                       unsigned flags)
{
    return give_group(&key->public, buffer_bytes(&key->d), to, flags);
}
