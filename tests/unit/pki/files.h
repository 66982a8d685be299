/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* files.h - the test certificates, by name */

#ifndef UNIT_PKI_FILES_H
#define UNIT_PKI_FILES_H

#include "unit/test.h"

#include "base/memory.h"
#include "pki/certificate.h"
#include "pki/file.h"
#include "pki/pem.h"

#include <stdio.h>
#include <stdlib.h>

/* The file `name` of tests/data/. */
static inline struct buffer load_file(const char *name)
{
    char path[512];
    struct buffer content = { 0 };
    snprintf(path, sizeof path, "%s/%s", TEST_DATA, name);
    assert_int_equal(file_read(path, &content), 0);
    return content;
}

/* The DER of the first certificate in `name`.pem. */
static inline struct buffer load_der(const char *name)
{
    char path[256];
    size_t label;
    snprintf(path, sizeof path, "%s.pem", name);
    SCOPED(buffer) struct buffer text = load_file(path);
    struct buffer der = { 0 };
    struct bytes rest = buffer_bytes(&text);
    assert_int_equal(pem_next(&rest, pem_certificate_labels, &der, &label), 0);
    return der;
}

static inline struct gnutls_x509_crt_int *load_certificate(const char *name)
{
    SCOPED(buffer) struct buffer der = load_der(name);
    struct gnutls_x509_crt_int *certificate = NULL;
    assert_int_equal(certificate_new(buffer_bytes(&der), &certificate), 0);
    return certificate;
}

/* A copy of exactly `size` bytes, so that a read beyond it is seen. */
static inline uint8_t *exact_copy(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    assert_non_null(copy);
    memcpy(copy, data, size);
    return copy;
}

#endif
