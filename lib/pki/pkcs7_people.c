/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs7_people.c - the certificate behind a signature, and those that came along */

#include "pki/pkcs7_people.h"

#include "base/errors.h"
#include "base/memory.h"
#include "pki/chain.h"

/* As many as a chain may have; what else comes along is passed over. Any number of those may have the
 * name of an issuer, and keys that are slow to check with: so many signatures are checked. */
enum { CHAIN_MAX = 16, CHECKS_MAX = 32 };

void pkcs7_people_wipe(struct pkcs7_people *people)
{
    for (size_t i = 0; i < people->count; i++)
        certificate_free(people->chain[i]);
    memory_free(people->chain);
    *people = (struct pkcs7_people){ 0 };
}

static bool is_signer(const struct gnutls_x509_crt_int *certificate,
                      const struct pkcs7_signer *signer)
{
    const struct certificate_facts *facts = certificate_facts(certificate);
    if (signer->key_id.size > 0)
        return bytes_equal(facts->subject_key_id, signer->key_id);
    return bytes_equal(facts->issuer, signer->issuer) && bytes_equal(facts->serial, signer->serial);
}

struct wanted {
    const struct pkcs7_signer *signer;
    const struct gnutls_x509_crt_int *below; /* whose issuer is looked for */
    unsigned checks_left;
};

/* The first of the structure that fits; NULL: none. What is no certificate is passed over. */
static struct gnutls_x509_crt_int *
find(const struct gnutls_pkcs7_int *self,
     bool (*fits)(const struct gnutls_x509_crt_int *, struct wanted *), struct wanted *wanted)
{
    for (size_t i = 0; i < self->certificates.count; i++) {
        struct gnutls_x509_crt_int *certificate = NULL;
        if (certificate_new(buffer_bytes(&self->certificates.items[i]), &certificate) < 0)
            continue;
        if (fits(certificate, wanted))
            return certificate;
        certificate_free(certificate);
    }
    return NULL;
}

static bool fits_signer(const struct gnutls_x509_crt_int *certificate, struct wanted *wanted)
{
    return is_signer(certificate, wanted->signer);
}

static bool fits_issuer(const struct gnutls_x509_crt_int *certificate, struct wanted *wanted)
{
    if (!chain_issuer_fits(wanted->below, certificate) || wanted->checks_left == 0)
        return false;
    wanted->checks_left--;
    return certificate_signed_by(wanted->below, certificate) == 0;
}

static struct gnutls_x509_crt_int *find_trusted(const struct gnutls_x509_trust_list_st *trust,
                                                const struct pkcs7_signer *signer)
{
    struct trust_walk walk = { 0 };
    struct gnutls_x509_crt_int *candidate;
    while ((candidate = trust_next(trust, bytes_none(), &walk)) != NULL)
        if (is_signer(candidate, signer))
            return certificate_hold(candidate);
    return NULL;
}

int pkcs7_find_people(const struct gnutls_pkcs7_int *self, const struct pkcs7_signer *signer,
                      const struct gnutls_x509_trust_list_st *trust, struct pkcs7_people *out)
{
    struct wanted wanted = { .signer = signer, .checks_left = CHECKS_MAX };
    struct gnutls_x509_crt_int *next = find(self, fits_signer, &wanted);
    if (next == NULL)
        next = find_trusted(trust, signer);
    if (next == NULL)
        return fail(GNUTLS_E_PK_SIG_VERIFY_FAILED);
    out->chain = memory_get_array(CHAIN_MAX, sizeof *out->chain);
    if (out->chain == NULL) {
        certificate_free(next);
        return fail(GNUTLS_E_MEMORY_ERROR);
    }
    while (next != NULL) {
        out->chain[out->count++] = next;
        bool at_top = certificate_is_self_issued(next);
        wanted.below = next;
        next = at_top || out->count == CHAIN_MAX ? NULL : find(self, fits_issuer, &wanted);
    }
    return 0;
}
