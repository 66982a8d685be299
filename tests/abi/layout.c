/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* layout.c - the headers say what a program compiled elsewhere expects
 *
 * Sizes, places of fields, values of constants and types of functions are part of the ABI. What is
 * asserted here is a list of facts about API 3.8.3 for 64-bit machines; to compile is to pass.
 */

#include <assert.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/dtls.h>
#include <gnutls/ocsp.h>
#include <gnutls/openpgp.h>
#include <gnutls/pkcs11.h>
#include <gnutls/pkcs12.h>
#include <gnutls/pkcs7.h>
#include <gnutls/reprise.h>
#include <gnutls/self-test.h>
#include <gnutls/socket.h>
#include <gnutls/system-keys.h>
#include <gnutls/tpm.h>
#include <gnutls/urls.h>
#include <gnutls/x509-ext.h>
#include <gnutls/x509.h>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

#define SAME_TYPE(left, right) __builtin_types_compatible_p(left, right)

/* Declared once more: a compiler refuses a declaration that differs from the header's. */
/* clang-format off */
#define PROTOTYPE(name, result, parameters) extern result name parameters;
#define VARIABLE(name, type) extern __typeof__(type) name;
/* clang-format on */
#include "prototypes.inc"

#define VALUE(name, value, type)                                                                   \
    static_assert((long long)(name) == value##LL && SAME_TYPE(__typeof__(+(name)), type), #name);
#include "values.inc"

#define STRING(name, value) static_assert(sizeof(name) == sizeof(value), #name);
#include "strings.inc"

#if __SIZEOF_POINTER__ == 8
#define SIZE(type, size) static_assert(sizeof(type) == (size), #type);
#define PLACE(type, field, at, size)                                                               \
    static_assert(offsetof(type, field) == (at), #type "." #field);                                \
    static_assert(sizeof(((type *)0)->field) == (size), #type "." #field);
#else
#define SIZE(type, size)
#define PLACE(type, field, at, size)
#endif
#define FIELD(type, field, at, size, as)                                                           \
    PLACE(type, field, at, size)                                                                   \
    static_assert(SAME_TYPE(__typeof__(((type *)0)->field), as), #type "." #field);
#define SAME(type, as) static_assert(SAME_TYPE(type, as), #type);
#include "types.inc"

#undef STRING
#define STRING(name, value) name, value,

/* Name after name, each followed by what it should be. */
static const char *const strings[] = {
#include "strings.inc"
};

int main(void)
{
    for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i += 2) {
        if (strcmp(strings[i], strings[i + 1]) != 0)
            return 1;
    }
    return 0;
}
