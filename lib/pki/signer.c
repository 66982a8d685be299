/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* signer.c - who signs certificates, requests and lists, wherever the key lives */

#include "pki/signer.h"

#include "base/errors.h"
#include "pki/algorithm.h"
#include "pki/der.h"

int signer_write_algorithm(const struct signer *signer, struct buffer *out)
{
    return signature_algorithm_write(signer->key, &signer->how, out);
}

int signer_write(const struct signer *signer, struct bytes to_sign, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 }, signature = { 0 };
    TRY(buffer_append(&fields, to_sign));
    TRY(signer_write_algorithm(signer, &fields));
    TRY(signer->sign(signer, to_sign, &signature));
    TRY(der_write_bit_bytes(&fields, buffer_bytes(&signature)));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}
