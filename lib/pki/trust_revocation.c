/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* trust_revocation.c - the revocation lists of a trust list
 *
 * Few authorities' lists are loaded at once, so they stand in one row. What is large is a list
 * itself, and that is looked up by serial number.
 */

#include "base/errors.h"
#include "base/memory.h"
#include "pki/file.h"
#include "pki/trust_internal.h"

static void forget(struct trust_crl *entry, bool release)
{
    while (entry != NULL) {
        struct trust_crl *next = entry->next;
        if (release)
            crl_free(entry->crl);
        memory_free(entry);
        entry = next;
    }
}

void trust_forget_crls(struct gnutls_x509_trust_list_st *list, bool handles)
{
    forget(list->crl_handles, handles);
    forget(list->crls, true);
    list->crls = list->crl_handles = NULL;
}

static int put(struct trust_crl **at, struct gnutls_x509_crl_int *crl)
{
    struct trust_crl *entry = memory_get(sizeof *entry);
    if (entry == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    *entry = (struct trust_crl){ crl, *at };
    *at = entry;
    return 0;
}

/* What is wrong with the list, as far as the authorities that are trusted tell. */
static unsigned check(const struct gnutls_x509_trust_list_st *list,
                      const struct gnutls_x509_crl_int *crl, const struct crl_terms *terms)
{
    struct trust_walk walk = { 0 };
    struct gnutls_x509_crt_int *issuer;
    unsigned first = 0;
    bool found = false;
    while ((issuer = trust_next(list, crl_facts(crl)->issuer, &walk)) != NULL) {
        unsigned status = crl_check(crl, &issuer, 1, terms->verify_flags, terms->now_s);
        if (status == 0)
            return 0;
        if (!found)
            first = status;
        found = true;
    }
    return found ? first : crl_check(crl, NULL, 0, terms->verify_flags, terms->now_s);
}

/* Takes off what this list is a newer issue of. False where a newer one, or the very same, is there;
 * of two of the same moment neither can take the other's place. */
static bool make_room(struct gnutls_x509_trust_list_st *list, const struct gnutls_x509_crl_int *crl)
{
    struct trust_crl **at = &list->crls;
    while (*at != NULL) {
        struct trust_crl *known = *at;
        bool same_scope = crl_same_scope(known->crl, crl);
        int64_t age = crl_facts(crl)->this_update_s - crl_facts(known->crl)->this_update_s;
        if (bytes_equal(crl_der(known->crl), crl_der(crl)) || (same_scope && age < 0))
            return false;
        if (!same_scope || age == 0) {
            at = &known->next;
            continue;
        }
        *at = known->next;
        crl_free(known->crl);
        memory_free(known);
    }
    return true;
}

int trust_add_crl(struct gnutls_x509_trust_list_st *list, struct gnutls_x509_crl_int *crl,
                  const struct crl_terms *terms)
{
    if ((terms->flags & GNUTLS_TL_VERIFY_CRL) != 0 && check(list, crl, terms) != 0) {
        if ((terms->flags & GNUTLS_TL_FAIL_ON_INVALID_CRL) != 0)
            return fail(GNUTLS_E_CRL_VERIFICATION_ERROR);
        return 0;
    }
    if ((terms->flags & GNUTLS_TL_NO_DUPLICATES) != 0 && !make_room(list, crl))
        return 1;
    TRY(put(&list->crls, crl));
    crl_hold(crl);
    return 1;
}

int trust_add_crl_handle(struct gnutls_x509_trust_list_st *list, struct gnutls_x509_crl_int *crl,
                         const struct crl_terms *terms)
{
    TRY(put(&list->crl_handles, crl));
    int result = trust_add_crl(list, crl, terms);
    if (result < 0) {
        struct trust_crl *entry = list->crl_handles;
        list->crl_handles = entry->next;
        memory_free(entry);
    }
    return result;
}

/* Lists that are read, as against those that the application hands over one by one: a file that is
 * read again after it was renewed takes the place of what was there. */
struct intake {
    struct gnutls_x509_trust_list_st *list;
    const struct crl_terms *terms;
    gnutls_x509_crt_fmt_t format;
    unsigned *out_count;
};

static int take(void *context, struct gnutls_x509_crl_int *crl)
{
    const struct intake *intake = context;
    struct crl_terms terms = *intake->terms;
    terms.flags |= GNUTLS_TL_NO_DUPLICATES;
    int added = trust_add_crl(intake->list, crl, &terms);
    TRY(added);
    *intake->out_count += (unsigned)added;
    return 0;
}

int trust_add_crls(struct gnutls_x509_trust_list_st *list, struct bytes content,
                   gnutls_x509_crt_fmt_t format, const struct crl_terms *terms, unsigned *out_count)
{
    struct intake intake = { list, terms, format, out_count };
    return crl_read_all(content, format, take, &intake);
}

int trust_add_crl_file(struct gnutls_x509_trust_list_st *list, const char *path,
                       gnutls_x509_crt_fmt_t format, const struct crl_terms *terms,
                       unsigned *out_count)
{
    SCOPED(buffer) struct buffer content = { 0 };
    TRY(file_read(path, &content));
    return trust_add_crls(list, buffer_bytes(&content), format, terms, out_count);
}

static int add_found(void *context, const char *path)
{
    const struct intake *intake = context;
    return trust_add_crl_file(intake->list, path, intake->format, intake->terms, intake->out_count);
}

int trust_add_crl_folder(struct gnutls_x509_trust_list_st *list, const char *path,
                         gnutls_x509_crt_fmt_t format, const struct crl_terms *terms,
                         unsigned *out_count)
{
    struct intake intake = { list, terms, format, out_count };
    return folder_each(path, add_found, &intake);
}

struct gnutls_x509_crl_int *trust_revoking(const struct gnutls_x509_trust_list_st *list,
                                           const struct gnutls_x509_crt_int *certificate)
{
    for (const struct trust_crl *entry = list->crls; entry != NULL; entry = entry->next) {
        if (crl_revokes(entry->crl, certificate))
            return entry->crl;
    }
    return NULL;
}
