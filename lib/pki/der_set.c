/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* der_set.c - the order of a SET OF, X.690, 11.6 */

#include "base/errors.h"
#include "base/memory.h"
#include "pki/der.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const struct bytes *left = a, *right = b;
    size_t shorter = left->size < right->size ? left->size : right->size;
    int order = shorter == 0 ? 0 : memcmp(left->data, right->data, shorter);
    return order != 0 ? order : (left->size > right->size) - (left->size < right->size);
}

static int count_elements(struct bytes elements, size_t *out)
{
    struct wire_reader reader = wire_reader(elements);
    for (*out = 0; wire_more(&reader); ++*out)
        der_take(&reader);
    return der_end(&reader);
}

int der_write_sorted(struct buffer *buffer, struct bytes elements)
{
    struct wire_reader reader = wire_reader(elements);
    size_t count = 0;
    TRY(count_elements(elements, &count));
    if (count == 0)
        return 0;
    struct bytes *sorted = memory_get_array(count, sizeof *sorted);
    if (sorted == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    for (size_t i = 0; i < count; i++)
        sorted[i] = der_take(&reader);
    qsort(sorted, count, sizeof *sorted, compare);
    int result = 0;
    for (size_t i = 0; i < count && result == 0; i++)
        result = buffer_append(buffer, sorted[i]);
    memory_free(sorted);
    return result;
}
