/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fuzz_pem.c - any text as armour with certificates and keys in it */

#include "base/errors.h"
#include "fuzz/target.h"
#include "pki/key_import.h"
#include "pki/pem.h"
#include "pki/trust.h"

/* What was taken out goes in again, and comes out the same. */
static void expect_round_trip(const struct buffer *content)
{
    SCOPED(buffer) struct buffer again = { 0 }, armour = { 0 };
    size_t label;
    PROMISE(pem_write(buffer_bytes(content), pem_certificate_labels[0], &armour) == 0);
    struct bytes text = buffer_bytes(&armour);
    PROMISE(pem_next(&text, pem_certificate_labels, &again, &label) == 0 && label == 0);
    PROMISE(bytes_equal(buffer_bytes(content), buffer_bytes(&again)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes text = bytes_of(data, size);
    SCOPED(buffer) struct buffer content = { 0 };
    SCOPED(private_key) struct private_key key = { 0 };
    struct gnutls_x509_trust_list_st *list = NULL;
    unsigned count = 0;
    size_t label;
    while (pem_next(&text, pem_certificate_labels, &content, &label) == 0) {
        PROMISE(content.size > 0 && text.size < size);
        expect_round_trip(&content);
    }

    int result = private_key_read_pem(bytes_of(data, size), (struct key_lock){ 0 }, &key);
    PROMISE((result == 0) == (key.public.kind != KEY_NONE));
    result = private_key_read(bytes_of(data, size), (struct key_lock){ 0 }, &key);
    PROMISE(result <= 0);
    if (trust_new(&list) == 0 && trust_add_pem(list, bytes_of(data, size), &count) == 0)
        PROMISE(trust_count(list) <= count);
    trust_free(list);
    return 0;
}
