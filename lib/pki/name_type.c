/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* name_type.c - the attributes of distinguished names: what they are called, how they are written */

#include "base/errors.h"
#include "base/text.h"
#include "pki/der.h"
#include "pki/name.h"
#include "pki/oid.h"

#include <strings.h>

/* DirectoryString: PrintableString where the text allows it, else UTF8String. */
enum { DIRECTORY_STRING = 0 };

struct name_type {
    struct bytes oid;
    const char *name;
    uint8_t string;
};

/* clang-format off */
static const struct name_type types[] = {
    { OID("\x55\x04\x03"), "CN", DIRECTORY_STRING },             /* 2.5.4.3 */
    { OID("\x55\x04\x06"), "C", DER_PRINTABLE_STRING },
    { OID("\x55\x04\x08"), "ST", DIRECTORY_STRING },
    { OID("\x55\x04\x07"), "L", DIRECTORY_STRING },
    { OID("\x55\x04\x0a"), "O", DIRECTORY_STRING },
    { OID("\x55\x04\x0b"), "OU", DIRECTORY_STRING },
    { OID("\x55\x04\x09"), "street", DIRECTORY_STRING },
    { OID("\x55\x04\x04"), "surName", DIRECTORY_STRING },
    { OID("\x55\x04\x2a"), "givenName", DIRECTORY_STRING },
    { OID("\x55\x04\x2b"), "initials", DIRECTORY_STRING },
    { OID("\x55\x04\x2c"), "generationQualifier", DIRECTORY_STRING },
    { OID("\x55\x04\x0c"), "title", DIRECTORY_STRING },
    { OID("\x55\x04\x05"), "serialNumber", DER_PRINTABLE_STRING },
    { OID("\x55\x04\x0d"), "description", DIRECTORY_STRING },
    { OID("\x55\x04\x0f"), "businessCategory", DIRECTORY_STRING },
    { OID("\x55\x04\x11"), "postalCode", DIRECTORY_STRING },
    { OID("\x55\x04\x14"), "telephoneNumber", DER_PRINTABLE_STRING },
    { OID("\x55\x04\x29"), "name", DIRECTORY_STRING },
    { OID("\x55\x04\x2e"), "dnQualifier", DER_PRINTABLE_STRING },
    { OID("\x55\x04\x41"), "pseudonym", DIRECTORY_STRING },
    /* 0.9.2342.19200300.100.1.25 */
    { OID("\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19"), "DC", DER_IA5_STRING },
    { OID("\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x01"), "UID", DIRECTORY_STRING },
    /* 1.2.840.113549.1.9.1 */
    { OID("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01"), "EMAIL", DER_IA5_STRING },
    /* RFC 3739, 3.2.2: 1.3.6.1.5.5.7.9.2 */
    { OID("\x2b\x06\x01\x05\x05\x07\x09\x02"), "placeOfBirth", DIRECTORY_STRING },
    { OID("\x2b\x06\x01\x05\x05\x07\x09\x03"), "gender", DER_PRINTABLE_STRING },
    { OID("\x2b\x06\x01\x05\x05\x07\x09\x04"), "countryOfCitizenship", DER_PRINTABLE_STRING },
    { OID("\x2b\x06\x01\x05\x05\x07\x09\x05"), "countryOfResidence", DER_PRINTABLE_STRING },
    /* 1.3.6.1.4.1.311.60.2.1.1 */
    { OID("\x2b\x06\x01\x04\x01\x82\x37\x3c\x02\x01\x01"),
      "jurisdictionOfIncorporationLocalityName", DIRECTORY_STRING },
    { OID("\x2b\x06\x01\x04\x01\x82\x37\x3c\x02\x01\x02"),
      "jurisdictionOfIncorporationStateOrProvinceName", DIRECTORY_STRING },
    { OID("\x2b\x06\x01\x04\x01\x82\x37\x3c\x02\x01\x03"),
      "jurisdictionOfIncorporationCountryName", DER_PRINTABLE_STRING },
    /* RFC 9215: 1.2.643.100.1 */
    { OID("\x2a\x85\x03\x64\x01"), "OGRN", DER_NUMERIC_STRING },
    { OID("\x2a\x85\x03\x64\x03"), "SNILS", DER_NUMERIC_STRING },
    { OID("\x2a\x85\x03\x64\x05"), "OGRNIP", DER_NUMERIC_STRING },
    { OID("\x2a\x85\x03\x03\x81\x03\x01\x01"), "INN", DER_NUMERIC_STRING },
    /* RFC 6120, 13.7.1.4: 1.3.6.1.5.5.7.8.5 */
    { OID("\x2b\x06\x01\x05\x05\x07\x08\x05"), "XmppAddr", DER_UTF8_STRING },
};
/* clang-format on */

static const struct name_type *find_type(struct bytes oid)
{
    for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
        if (bytes_equal(oid, types[i].oid))
            return &types[i];
    }
    return NULL;
}

const char *name_short(struct bytes oid)
{
    const struct name_type *type = find_type(oid);
    return type != NULL ? type->name : NULL;
}

struct bytes name_oid(struct bytes short_name)
{
    for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
        if (strlen(types[i].name) == short_name.size &&
            strncasecmp(types[i].name, (const char *)short_name.data, short_name.size) == 0)
            return types[i].oid;
    }
    return bytes_none();
}

/* X.680, 41.4, table 10. */
static bool is_printable(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        uint8_t c = text.data[i];
        bool alphanumeric =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!alphanumeric && (c == '\0' || strchr(" '()+,-./:=?", c) == NULL))
            return false;
    }
    return true;
}

int directory_string_tag(struct bytes text, uint8_t *out)
{
    if (!text_is_utf8(text))
        return fail(GNUTLS_E_INVALID_UTF8_STRING);
    *out = is_printable(text) ? DER_PRINTABLE_STRING : DER_UTF8_STRING;
    return 0;
}

int name_string_tag(struct bytes oid, struct bytes text, uint8_t *out)
{
    const struct name_type *type = find_type(oid);
    if (type == NULL)
        return fail(GNUTLS_E_X509_UNSUPPORTED_OID);
    TRY(directory_string_tag(text, out));
    if (type->string != DIRECTORY_STRING)
        *out = type->string;
    return 0;
}
