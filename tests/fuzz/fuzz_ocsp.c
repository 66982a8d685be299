/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fuzz_ocsp.c - any bytes as an OCSP response, and as a request */

#include "base/errors.h"
#include "fuzz/target.h"
#include "pki/ocsp.h"
#include "pki/print.h"

static void try_response(struct bytes der)
{
    struct gnutls_ocsp_resp_int *response = NULL;
    struct ocsp_single single;
    SCOPED(buffer) struct buffer text = { 0 };
    struct printer p = printer(&text, "");
    if (ocsp_response_new(&response) < 0)
        return;
    if (ocsp_response_fill(response, der) == 0) {
        for (size_t i = 0; i < ocsp_count(response); i++)
            PROMISE(ocsp_single_at(response, i, &single));
        PROMISE(!ocsp_single_at(response, ocsp_count(response), &single));
        ocsp_response_print(response, GNUTLS_OCSP_PRINT_FULL, &p);
        PROMISE(p.error == 0);
    }
    ocsp_response_free(response);
}

/* What was read is written, and what was written is read, with the same bytes. */
static void try_request(struct bytes der)
{
    struct gnutls_ocsp_req_int *request = NULL;
    SCOPED(buffer) struct buffer once = { 0 }, twice = { 0 };
    if (ocsp_request_new(&request) < 0)
        return;
    if (ocsp_request_fill(request, der) == 0) {
        PROMISE(ocsp_request_write(request, &once) == 0);
        PROMISE(ocsp_request_fill(request, buffer_bytes(&once)) == 0);
        PROMISE(ocsp_request_write(request, &twice) == 0);
        PROMISE(bytes_equal(buffer_bytes(&once), buffer_bytes(&twice)));
    }
    ocsp_request_free(request);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    try_response(bytes_of(data, size));
    try_request(bytes_of(data, size));
    return 0;
}
