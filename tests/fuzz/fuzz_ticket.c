/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fuzz_ticket.c - any bytes as a ticket, and any bytes inside a ticket */

#include "fuzz/target.h"
#include "session/ticket.h"
#include "session/ticket_seal.h"

static const struct stek_master master = { .bytes = { 1, 2, 3 }, .lifetime_s = 60 };

static void open_what_was_sealed(const struct stek_pair *pair, struct bytes plain)
{
    SCOPED(buffer) struct buffer ticket = { 0 }, opened = { 0 };
    SCOPED(session_params) struct session_params params = { 0 };
    PROMISE(ticket_seal(&pair->current, plain, &ticket) == 0);
    int result = ticket_open(pair, buffer_bytes(&ticket), &opened);
    PROMISE(result == (plain.size > 0 ? 0 : GNUTLS_E_DECRYPTION_FAILED));
    PROMISE(bytes_equal(buffer_bytes(&opened), plain));

    result = ticket_accept_under(pair, buffer_bytes(&ticket), &params);
    PROMISE(result == 0 || result == GNUTLS_E_DECRYPTION_FAILED);

    ticket.data[plain.size % ticket.size] ^= 1;
    PROMISE(ticket_open(pair, buffer_bytes(&ticket), &opened) == GNUTLS_E_DECRYPTION_FAILED);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SCOPED(stek_pair) struct stek_pair pair = { 0 };
    SCOPED(session_params) struct session_params params = { 0 };
    SCOPED(buffer) struct buffer named = { 0 };
    struct bytes input = bytes_of(data, size);
    stek_at(&master, 0, &pair);

    PROMISE(ticket_accept_under(&pair, input, &params) == GNUTLS_E_DECRYPTION_FAILED);
    PROMISE(buffer_append(&named, bytes_of(pair.previous.name, STEK_NAME_SIZE)) == 0);
    PROMISE(buffer_append(&named, input) == 0);
    PROMISE(ticket_accept_under(&pair, buffer_bytes(&named), &params) ==
            GNUTLS_E_DECRYPTION_FAILED);
    open_what_was_sealed(&pair, input);
    return 0;
}
