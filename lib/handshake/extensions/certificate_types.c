/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate_types.c - a bare key instead of a certificate, RFC 7250: of the client, of the server
 *
 * Nothing is said where nothing but X.509 is meant.
 */

#include "base/errors.h"
#include "handshake/extensions/extension.h"
#include "handshake/internal.h"

/* RFC 7250, 3: numbers on the wire. */
enum { TYPE_X509 = 0, TYPE_RAW_KEY = 2 };

static bool has_type(const struct certificate_types *types, uint8_t type)
{
    for (size_t i = 0; i < types->count; i++) {
        if (types->list[i] == type)
            return true;
    }
    return false;
}

static void add_type(struct certificate_types *types, uint8_t type)
{
    if (!has_type(types, type) && types->count < ARRAY_SIZE(types->list))
        types->list[types->count++] = type;
}

/* What the priorities allow, in their order. */
static void allowed(const struct config *config, enum role whose, struct certificate_types *out)
{
    const struct gnutls_priority_st *p = config->priority;
    const gnutls_certificate_type_t *list = whose == CLIENT ? p->client_ctypes : p->server_ctypes;
    size_t count = whose == CLIENT ? p->client_ctype_count : p->server_ctype_count;

    *out = (struct certificate_types){ 0 };
    for (size_t i = 0; i < count; i++) {
        if (list[i] == GNUTLS_CRT_X509)
            add_type(out, TYPE_X509);
        if (list[i] == GNUTLS_CRT_RAWPK && config->raw_keys)
            add_type(out, TYPE_RAW_KEY);
    }
}

/* Have we something of this type? A function may give anything. */
static bool is_at_hand(const struct config *config, uint8_t type)
{
    const struct identity *identity;

    if (config->certificate == NULL)
        return false;
    if (credentials_ask_application(config->certificate))
        return true;
    for (size_t i = 0; (identity = credentials_at(config->certificate, i)) != NULL; i++) {
        if (certificate_is_raw(identity->chain[0]) == (type == TYPE_RAW_KEY))
            return true;
    }
    return false;
}

/* What a client offers: of itself only what it has. */
static void offer(const struct config *config, enum role whose, struct certificate_types *out)
{
    struct certificate_types all;

    allowed(config, whose, &all);
    *out = (struct certificate_types){ 0 };
    for (size_t i = 0; i < all.count; i++) {
        if (whose == SERVER || is_at_hand(config, all.list[i]))
            add_type(out, all.list[i]);
    }
}

static const struct certificate_types *offered(const struct handshake *hs, enum role whose)
{
    return whose == CLIENT ? &hs->offered.client_types : &hs->offered.server_types;
}

static struct certificate_types *offer_to_fill(struct handshake *hs, enum role whose)
{
    return whose == CLIENT ? &hs->offered.client_types : &hs->offered.server_types;
}

/* ---- the server's choices ---- */

bool may_show(const struct handshake *hs, enum role whose, bool raw)
{
    const struct certificate_types *list = offered(hs, whose);
    uint8_t type = raw ? TYPE_RAW_KEY : TYPE_X509;
    struct certificate_types ours;

    allowed(hs->config, whose, &ours);
    if (list->count == 0)
        return !raw;
    return has_type(list, type) && has_type(&ours, type);
}

static bool raw_key_comes_first(const struct handshake *hs, enum role whose)
{
    const struct certificate_types *list = offered(hs, whose);

    return list->count > 0 && list->list[0] == TYPE_RAW_KEY;
}

int identity_ask_by_type(struct handshake *hs, struct identity_question *question)
{
    bool raw = raw_key_comes_first(hs, SERVER);

    hs->chosen.identity = NULL;
    for (int i = 0; i < 2 && !hs->chosen.identity; i++, raw = !raw) {
        if (!may_show(hs, SERVER, raw))
            continue;
        question->raw = raw;
        hs->agreed->params.server_raw = raw;
        TRY(identity_ask(hs, question));
        /* The application has been told of this type, and is not asked again. */
        if (credentials_ask_application(hs->config->certificate))
            break;
    }
    if (!hs->chosen.identity)
        hs->agreed->params.server_raw = false;
    return 0;
}

/* RFC 7250, 4.2. */
bool takes_our_types(const struct handshake *hs)
{
    const struct certificate_types *list = offered(hs, SERVER);

    for (size_t i = 0; i < list->count; i++) {
        if (may_show(hs, SERVER, list->list[i] == TYPE_RAW_KEY) &&
            is_at_hand(hs->config, list->list[i]))
            return true;
    }
    return list->count == 0;
}

bool choose_client_type(struct handshake *hs)
{
    bool raw = raw_key_comes_first(hs, CLIENT);

    if (!may_show(hs, CLIENT, raw))
        raw = !raw;
    hs->agreed->params.client_raw = raw && may_show(hs, CLIENT, raw);
    return may_show(hs, CLIENT, raw);
}

/* ---- in and out ---- */

static bool chosen_raw(const struct handshake *hs, enum role whose)
{
    return whose == CLIENT ? hs->agreed->params.client_raw : hs->agreed->params.server_raw;
}

static bool wanted_of(const struct handshake *hs, enum place place, enum role whose)
{
    struct certificate_types types;

    if (place == IN_ENCRYPTED_EXTENSIONS)
        return chosen_raw(hs, whose) && !hs->agreed->from_psk;
    if (place == IN_SERVER_HELLO12)
        return chosen_raw(hs, whose) && !hs->agreed->resumed;
    offer(hs->config, whose, &types);
    return has_type(&types, TYPE_RAW_KEY);
}

static int write_of(struct handshake *hs, enum place place, enum role whose, struct wire_writer *w)
{
    struct certificate_types *types = offer_to_fill(hs, whose);

    if (place != IN_CLIENT_HELLO) {
        wire_write_u8(w, TYPE_RAW_KEY);
        return 0;
    }
    offer(hs->config, whose, types);
    wire_write_vec8(w, bytes_of(types->list, types->count));
    return 0;
}

static int read_offer(struct certificate_types *types, struct wire_reader *r)
{
    struct wire_reader list = wire_reader(wire_read_vec8(r));

    TRY(wire_read_end(r));
    if (!wire_more(&list))
        return fail(GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
    *types = (struct certificate_types){ 0 };
    while (wire_more(&list)) {
        uint8_t type = wire_read_u8(&list);

        if (type == TYPE_X509 || type == TYPE_RAW_KEY)
            add_type(types, type);
    }
    /* RFC 7250, 4.2: nothing of it can be shown. */
    return types->count > 0 ? 0 : fail(GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE);
}

static int read_of(struct handshake *hs, enum place place, enum role whose, struct wire_reader *r)
{
    uint8_t type;

    if (place == IN_CLIENT_HELLO)
        return read_offer(offer_to_fill(hs, whose), r);
    type = wire_read_u8(r);
    TRY(wire_read_end(r));
    if (!has_type(offered(hs, whose), type))
        return fail(GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    if (hs->agreed->from_psk) /* nobody shows anything: what was shown is known */
        return 0;
    if (whose == CLIENT)
        hs->agreed->params.client_raw = type == TYPE_RAW_KEY;
    else
        hs->agreed->params.server_raw = type == TYPE_RAW_KEY;
    return 0;
}

static bool client_wanted(const struct handshake *hs, enum place place)
{
    return wanted_of(hs, place, CLIENT);
}

static int client_write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    return write_of(hs, place, CLIENT, w);
}

static int client_read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    return read_of(hs, place, CLIENT, r);
}

static bool server_wanted(const struct handshake *hs, enum place place)
{
    return wanted_of(hs, place, SERVER);
}

static int server_write(struct handshake *hs, enum place place, struct wire_writer *w)
{
    return write_of(hs, place, SERVER, w);
}

static int server_read(struct handshake *hs, enum place place, struct wire_reader *r)
{
    return read_of(hs, place, SERVER, r);
}

const struct extension extension_client_certificate_type = {
    EXT_CLIENT_CERTIFICATE_TYPE,
    "client_certificate_type",
    IN_CLIENT_HELLO | IN_ENCRYPTED_EXTENSIONS | IN_SERVER_HELLO12,
    client_wanted,
    client_write,
    client_read,
    NULL,
};

const struct extension extension_server_certificate_type = {
    EXT_SERVER_CERTIFICATE_TYPE,
    "server_certificate_type",
    IN_CLIENT_HELLO | IN_ENCRYPTED_EXTENSIONS | IN_SERVER_HELLO12,
    server_wanted,
    server_write,
    server_read,
    NULL,
};
