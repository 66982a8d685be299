/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* trust.c - trust lists: whom we believe */

#include "pki/trust.h"

#include "base/errors.h"
#include "base/memory.h"
#include "pki/chain.h"
#include "pki/file.h"
#include "pki/pem.h"
#include "pki/trust_internal.h"

#include <sys/stat.h>

int trust_new(struct gnutls_x509_trust_list_st **out)
{
    *out = memory_get_zeroed(sizeof **out);
    return *out != NULL ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

static void free_entries(struct trust_entry *entry)
{
    while (entry != NULL) {
        struct trust_entry *next = entry->next;
        certificate_free(entry->certificate);
        memory_free(entry);
        entry = next;
    }
}

static void forget_handles(struct trust_entry *entry, bool release)
{
    while (entry != NULL) {
        struct trust_entry *next = entry->next;
        if (release)
            certificate_free(entry->certificate);
        memory_free(entry);
        entry = next;
    }
}

void trust_free(struct gnutls_x509_trust_list_st *list)
{
    trust_free_with(list, false);
}

void trust_free_with(struct gnutls_x509_trust_list_st *list, bool handles)
{
    if (list == NULL)
        return;
    trust_forget_crls(list, handles);
    trust_forget_named(list, handles);
    forget_handles(list->handles, handles);
    for (size_t i = 0; i < BUCKETS; i++)
        free_entries(list->buckets[i]);
    free_entries(list->distrusted);
    memory_free(list);
}

/* FNV-1a. The list is our own: no one else chooses what collides. */
static size_t bucket_of(struct bytes subject)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < subject.size; i++)
        hash = (hash ^ subject.data[i]) * 16777619u;
    return (hash ^ hash >> 16) % BUCKETS;
}

/* The place that points to the entry, or to the end. */
static struct trust_entry **find_in(struct trust_entry **at,
                                    const struct gnutls_x509_crt_int *certificate)
{
    while (*at != NULL && !certificate_equal((*at)->certificate, certificate))
        at = &(*at)->next;
    return at;
}

static struct trust_entry **find(const struct gnutls_x509_trust_list_st *list,
                                 const struct gnutls_x509_crt_int *certificate)
{
    size_t bucket = bucket_of(certificate_subject(certificate));
    return find_in((struct trust_entry **)&list->buckets[bucket], certificate);
}

/* 1 when it is new, 0 when it was there. */
static int put(struct trust_entry **at, struct gnutls_x509_crt_int *certificate)
{
    if (*at != NULL)
        return 0;
    struct trust_entry *entry = memory_get(sizeof *entry);
    if (entry == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    *entry = (struct trust_entry){ .certificate = certificate_hold(certificate) };
    *at = entry;
    return 1;
}

static void link_last(struct gnutls_x509_trust_list_st *list, struct trust_entry *entry)
{
    entry->earlier = list->last;
    *(list->last != NULL ? &list->last->later : &list->first) = entry;
    list->last = entry;
    list->count++;
}

static void unlink_entry(struct gnutls_x509_trust_list_st *list, struct trust_entry *entry)
{
    *(entry->earlier != NULL ? &entry->earlier->later : &list->first) = entry->later;
    *(entry->later != NULL ? &entry->later->earlier : &list->last) = entry->earlier;
    list->count--;
}

int trust_add(struct gnutls_x509_trust_list_st *list, struct gnutls_x509_crt_int *certificate)
{
    struct trust_entry **at = find(list, certificate);
    int added = put(at, certificate);
    TRY(added);
    if (added != 0)
        link_last(list, *at);
    return 0;
}

int trust_add_handle(struct gnutls_x509_trust_list_st *list,
                     struct gnutls_x509_crt_int *certificate)
{
    struct trust_entry *entry = memory_get(sizeof *entry);
    if (entry == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    int result = trust_add(list, certificate);
    if (result < 0) {
        memory_free(entry);
        return result;
    }
    *entry = (struct trust_entry){ .certificate = certificate, .next = list->handles };
    list->handles = entry;
    return 0;
}

bool trust_remove(struct gnutls_x509_trust_list_st *list,
                  const struct gnutls_x509_crt_int *certificate)
{
    struct trust_entry **at = find(list, certificate), *entry = *at;
    if (entry == NULL)
        return false;
    *at = entry->next;
    unlink_entry(list, entry);
    certificate_free(entry->certificate);
    memory_free(entry);
    return true;
}

int trust_distrust(struct gnutls_x509_trust_list_st *list, struct gnutls_x509_crt_int *certificate)
{
    TRY(put(find_in(&list->distrusted, certificate), certificate));
    trust_remove(list, certificate);
    return 0;
}

unsigned trust_count(const struct gnutls_x509_trust_list_st *list)
{
    return list->count;
}

bool trust_has(const struct gnutls_x509_trust_list_st *list,
               const struct gnutls_x509_crt_int *certificate)
{
    return *find(list, certificate) != NULL;
}

bool trust_is_distrusted(const struct gnutls_x509_trust_list_st *list,
                         const struct gnutls_x509_crt_int *certificate)
{
    return *find_in((struct trust_entry **)&list->distrusted, certificate) != NULL;
}

struct gnutls_x509_crt_int *trust_next(const struct gnutls_x509_trust_list_st *list,
                                       struct bytes subject, struct trust_walk *walk)
{
    bool all = subject.size == 0;
    if (!walk->begun) {
        walk->begun = true;
        walk->at = all ? list->first : list->buckets[bucket_of(subject)];
    }
    while (walk->at != NULL) {
        struct gnutls_x509_crt_int *certificate = walk->at->certificate;
        walk->at = all ? walk->at->later : walk->at->next;
        if (all || bytes_equal(certificate_subject(certificate), subject))
            return certificate;
    }
    return NULL;
}

struct gnutls_x509_crt_int *trust_issuer(const struct gnutls_x509_trust_list_st *list,
                                         const struct gnutls_x509_crt_int *certificate)
{
    struct trust_walk walk = { 0 };
    struct gnutls_x509_crt_int *issuer;
    while ((issuer = trust_next(list, certificate_issuer(certificate), &walk)) != NULL) {
        if (chain_issuer_fits(certificate, issuer) &&
            certificate_signed_by(certificate, issuer) == 0)
            return issuer;
    }
    return NULL;
}

int trust_add_der(struct gnutls_x509_trust_list_st *list, struct bytes der, unsigned *out_count)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    TRY(certificate_new(der, &certificate));
    int result = trust_add(list, certificate);
    certificate_free(certificate);
    TRY(result);
    ++*out_count;
    return 0;
}

int trust_add_pem(struct gnutls_x509_trust_list_st *list, struct bytes pem, unsigned *out_count)
{
    SCOPED(buffer) struct buffer der = { 0 };
    size_t label;
    for (;;) {
        int result = pem_next(&pem, pem_certificate_labels, &der, &label);
        if (result == GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR)
            return 0;
        TRY(result);
        TRY(trust_add_der(list, buffer_bytes(&der), out_count));
    }
}

int trust_add_file(struct gnutls_x509_trust_list_st *list, const char *path,
                   gnutls_x509_crt_fmt_t format, unsigned *out_count)
{
    SCOPED(buffer) struct buffer content = { 0 };
    TRY(file_read(path, &content));
    if (format == GNUTLS_X509_FMT_DER)
        return trust_add_der(list, buffer_bytes(&content), out_count);
    return trust_add_pem(list, buffer_bytes(&content), out_count);
}

struct folder_add {
    struct gnutls_x509_trust_list_st *list;
    gnutls_x509_crt_fmt_t format;
    unsigned *out_count;
};

static int add_found(void *context, const char *path)
{
    const struct folder_add *add = context;
    return trust_add_file(add->list, path, add->format, add->out_count);
}

int trust_add_folder(struct gnutls_x509_trust_list_st *list, const char *path,
                     gnutls_x509_crt_fmt_t format, unsigned *out_count)
{
    struct folder_add add = { list, format, out_count };
    return folder_each(path, add_found, &add);
}

static int add_store(struct gnutls_x509_trust_list_st *list, const char *path, unsigned *out_count)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return fail(GNUTLS_E_FILE_ERROR);
    if (S_ISDIR(about.st_mode))
        return trust_add_folder(list, path, GNUTLS_X509_FMT_PEM, out_count);
    return trust_add_file(list, path, GNUTLS_X509_FMT_PEM, out_count);
}

int trust_add_system(struct gnutls_x509_trust_list_st *list, unsigned *out_count)
{
    /* The builder's choice, else where distributions keep their store; the first that is there. */
    static const char *const stores[] = {
        TRUST_STORE,
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
    };
    for (size_t i = 0; i < ARRAY_SIZE(stores); i++) {
        if (stores[i][0] == '\0')
            continue;
        int result = add_store(list, stores[i], out_count);
        if (result != GNUTLS_E_FILE_ERROR)
            return result;
    }
    return fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
}

int trust_check(const struct gnutls_x509_trust_list_st *list, const struct chain_question *question,
                unsigned *out_status)
{
    if (question->count == 0)
        return fail(GNUTLS_E_NO_CERTIFICATE_FOUND);
    const struct gnutls_x509_crt_int *leaf = question->chain[0];
    trust_check_chain(list, question, out_status);
    bool is_owner = question->hostname == NULL ||
                    certificate_has_name(leaf, question->hostname, question->flags);
    is_owner &= question->email == NULL || certificate_has_email(leaf, question->email);
    if (!is_owner)
        *out_status |= GNUTLS_CERT_INVALID | GNUTLS_CERT_UNEXPECTED_OWNER;
    return 0;
}
