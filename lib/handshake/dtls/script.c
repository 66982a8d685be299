/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* script.c - the hellos over datagrams, as in the figure of RFC 6347, 4.2.4
 *
 * What follows are the scripts of TLS 1.2.
 */

#include "handshake/dtls/internal.h"

static bool on_client(const struct handshake *hs)
{
    return hs->role == CLIENT;
}

static bool verifying(const struct handshake *hs)
{
    return hs->dtls->verifying;
}

static int follow_version(struct handshake *hs)
{
    hs->io.keys->out.wire_version = WIRE_DTLS12;
    hs->next = hs->agreed->resumed ? tls12_resumed_script : tls12_full_script;
    return 0;
}

/* clang-format off */
const struct step dtls_hello_script[] = {
    /*      what                          when                  on the client             on the server */
    ACTION ("prepare the hello",          always,               prepare_hello,            NULL),
    /*      from    message               when                  written by                read by */
    MESSAGE(CLIENT, CLIENT_HELLO,         always,               write_client_hello,       read_client_hello),
    ACTION ("choose the version",         always,               NULL,                     choose_version),
    MAYBE  (SERVER, HELLO_VERIFY_REQUEST, on_client,            NULL,                     read_hello_verify),
    ACTION ("begin anew",                 verifying,            begin_anew,               NULL),
    MESSAGE(SERVER, SERVER_HELLO,         always,               NULL,                     read_server_hello),
    ACTION ("follow the version",         always,               follow_version,           NULL),
    THE_END,
};
/* clang-format on */
