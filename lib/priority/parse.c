/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* parse.c - the priority string → operations on a choice */

#include "priority/parse.h"

#include "algorithms/names.h"
#include "base/errors.h"
#include "base/text.h"
#include "priority/keywords.h"
#include "priority/overrides.h"

#include <gnutls/x509.h>
#include <strings.h>

/* Longer than any name there is. */
enum { WORD_MAX = 64 };

enum { KEYWORD_DEFAULT_PROFILE = GNUTLS_PROFILE_LOW };

#define DEFAULT_KEYWORD "NORMAL"

/* An algorithm goes into lists, or out of them. */
typedef void change(struct id_list *, unsigned id);

static void change_all(struct id_list *list, change *change_one, const unsigned *ids)
{
    for (size_t i = 0; ids[i] != 0; i++)
        change_one(list, ids[i]);
}

static unsigned profile_of(const struct priority_flags *flags)
{
    return GNUTLS_VFLAGS_TO_PROFILE(flags->verify_flags);
}

static void set_profile(struct priority_flags *flags, unsigned profile)
{
    flags->verify_flags &= ~(unsigned)GNUTLS_VFLAGS_PROFILE_MASK;
    flags->verify_flags |= GNUTLS_PROFILE_TO_VFLAGS(profile);
}

/* The versions of a keyword count only where the string begins with it; a later keyword may lower
 * the profile and not raise it. */
static void add_keyword(struct choice *choice, const struct keyword *keyword, bool first)
{
    if (first)
        change_all(&choice->versions, id_list_add, keyword->versions);
    change_all(&choice->ciphers, id_list_add, keyword->ciphers);
    change_all(&choice->kx, id_list_add, keyword->kx);
    change_all(&choice->macs, id_list_add, keyword->macs);
    change_all(&choice->signs, id_list_add, keyword->signs);
    change_all(&choice->groups, id_list_add, keyword->groups);
    if (first || keyword->profile < profile_of(&choice->flags))
        set_profile(&choice->flags, keyword->profile);
    if (!keyword->tickets_tls12)
        choice->flags.no_tickets_tls12 = true;
}

/* What stands behind the prefix; NULL if it is another prefix. */
static const char *after(const char *prefix, const char *word)
{
    size_t length = strlen(prefix);
    return strncasecmp(word, prefix, length) == 0 ? word + length : NULL;
}

static bool is_all(const char *name)
{
    return text_equal_ignoring_case(name, "ALL");
}

static bool change_version(struct choice *choice, change *change_one, const char *name)
{
    bool all = is_all(name);
    bool all_tls = text_equal_ignoring_case(name, "TLS-ALL");
    bool all_datagram = text_equal_ignoring_case(name, "DTLS-ALL");
    if (all || all_tls)
        change_all(&choice->versions, change_one, all_tls_versions);
    if (all || all_datagram)
        change_all(&choice->versions, change_one, all_datagram_versions);
    if (all || all_tls || all_datagram)
        return true;

    const struct version *version;
    for (size_t i = 0; (version = version_at(i)) != NULL; i++) {
        if (!text_equal_ignoring_case(version->name, name))
            continue;
        change_one(&choice->versions, version->id);
        return true;
    }
    return false;
}

/* Every algorithm of the default is what ALL means; what is no default is named by itself. */
static bool change_sign(struct choice *choice, change *change_one, const char *name)
{
    if (is_all(name)) {
        change_all(&choice->signs, change_one, keyword_find("LEGACY")->signs);
        return true;
    }
    if (text_equal_ignoring_case(name, "GOST-ALL"))
        return true;
    const struct algorithm *sign = algorithm_by_name(ALGORITHM_SIGN, name);
    if (sign == NULL)
        return false;
    change_one(&choice->signs, (unsigned)sign->id);
    return true;
}

static bool change_group(struct choice *choice, change *change_one, const char *name)
{
    static const struct {
        const char *name;
        const unsigned *ids;
    } sets[] = {
        { "ALL", all_groups },
        { "EC-ALL", all_curve_groups },
        { "DH-ALL", all_finite_groups },
    };
    for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
        if (!text_equal_ignoring_case(sets[i].name, name))
            continue;
        change_all(&choice->groups, change_one, sets[i].ids);
        return true;
    }
    if (text_equal_ignoring_case(name, "GOST-ALL"))
        return true;
    const struct algorithm *group = algorithm_by_name(ALGORITHM_GROUP, name);
    if (group == NULL)
        return false;
    change_one(&choice->groups, (unsigned)group->id);
    return true;
}

/* The older word for the same; curves that serve signatures alone are understood. */
static bool change_curve(struct choice *choice, change *change_one, const char *name)
{
    if (after("FFDHE", name) != NULL)
        return false;
    return change_group(choice, change_one, name) ||
           algorithm_by_name(ALGORITHM_CURVE, name) != NULL;
}

static bool change_ctype(struct choice *choice, change *change_one, const char *name)
{
    const char *client = after("CLI-", name), *server = after("SRV-", name);
    const char *type = client != NULL ? client : server != NULL ? server : name;
    unsigned one[] = { 0, 0 };
    const unsigned *ids = one;
    if (is_all(type)) {
        ids = all_ctypes;
    } else if (type != name || after("OPENPGP", name) == NULL) {
        const struct algorithm *ctype = algorithm_by_name(ALGORITHM_CTYPE, type);
        if (ctype == NULL)
            return false;
        one[0] = (unsigned)ctype->id;
    }
    if (server == NULL)
        change_all(&choice->client_ctypes, change_one, ids);
    if (client == NULL)
        change_all(&choice->server_ctypes, change_one, ids);
    return true;
}

/* Ciphers, MACs and key exchanges go by their bare names; behind the prefix only ALL has an effect.
 * There is one compression, and it is always allowed. */
static bool change_by_prefix(struct choice *choice, change *change_one, const char *word)
{
    const struct keyword *usual = keyword_find(DEFAULT_KEYWORD);
    const struct {
        const char *prefix;
        struct id_list *list;
        const unsigned *all;
    } kinds[] = {
        { "CIPHER-", &choice->ciphers, usual->ciphers },
        { "MAC-", &choice->macs, usual->macs },
        { "KX-", &choice->kx, all_kx },
    };
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
        const char *name = after(kinds[i].prefix, word);
        if (name == NULL)
            continue;
        if (is_all(name))
            change_all(kinds[i].list, change_one, kinds[i].all);
        return true;
    }
    return after("COMP-", word) != NULL;
}

static bool change_by_bare_name(struct choice *choice, change *change_one, const char *word)
{
    const struct {
        enum algorithm_kind kind;
        struct id_list *list;
    } kinds[] = {
        { ALGORITHM_CIPHER, &choice->ciphers },
        { ALGORITHM_MAC, &choice->macs },
        { ALGORITHM_KX, &choice->kx },
    };
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
        const struct algorithm *algorithm = algorithm_by_name(kinds[i].kind, word);
        if (algorithm == NULL)
            continue;
        change_one(kinds[i].list, (unsigned)algorithm->id);
        return true;
    }
    return false;
}

static bool change_algorithm(struct choice *choice, change *change_one, const char *word)
{
    static const struct {
        const char *prefix;
        bool (*apply)(struct choice *, change *, const char *name);
    } categories[] = {
        { "VERS-", change_version }, { "SIGN-", change_sign },   { "GROUP-", change_group },
        { "CURVE-", change_curve },  { "CTYPE-", change_ctype },
    };
    for (size_t i = 0; i < ARRAY_SIZE(categories); i++) {
        const char *name = after(categories[i].prefix, word);
        if (name != NULL)
            return categories[i].apply(choice, change_one, name);
    }
    return change_by_bare_name(choice, change_one, word) ||
           change_by_prefix(choice, change_one, word);
}

/* A keyword in the middle, with or without its plus. */
static bool add_later_keyword(struct choice *choice, const char *word)
{
    const struct keyword *keyword = keyword_find(word);
    if (keyword != NULL)
        add_keyword(choice, keyword, false);
    return keyword != NULL;
}

static bool apply_element(struct choice *choice, const char *word)
{
    switch (word[0]) {
    case '%':
        return flag_apply(word + 1, &choice->flags);
    case '-':
    case '!':
        return change_algorithm(choice, id_list_remove, word + 1);
    case '+':
        return add_later_keyword(choice, word + 1) || text_equal_ignoring_case(word, "+GOST") ||
               change_algorithm(choice, id_list_add, word + 1);
    default:
        return add_later_keyword(choice, word);
    }
}

/* The first element may be a keyword to start from, or start from nothing. */
static bool apply_first(struct choice *choice, const char *word)
{
    const struct keyword *keyword = keyword_find(word);
    if (keyword != NULL)
        add_keyword(choice, keyword, true);
    return keyword != NULL || text_equal_ignoring_case(word, "NONE") ||
           (strchr("+-!%", word[0]) != NULL && apply_element(choice, word));
}

static int apply_string(struct choice *choice, const char *string, bool first,
                        const char **out_error_at)
{
    for (const char *at = string;;) {
        *out_error_at = at;
        at += strspn(at, " \t");
        size_t length = strcspn(at, ":");
        char word[WORD_MAX] = { 0 };
        if (length == 0 || length >= sizeof(word))
            return fail(GNUTLS_E_INVALID_REQUEST);
        memcpy(word, at, length);
        if (!(first ? apply_first(choice, word) : apply_element(choice, word)))
            return fail(GNUTLS_E_INVALID_REQUEST);
        if (at[length] == 0)
            return 0;
        at += length + 1;
        first = false;
    }
}

/* "@NAME" or "@NAME,OTHER", and more behind it: the administrator's string takes the place of the
 * names, or there is none. */
static int apply_named(struct choice *choice, const char *string,
                       const struct system_priority *system, const char **out_error_at)
{
    SCOPED(buffer) struct buffer expanded = { 0 };
    size_t length = strcspn(string, ":");
    struct bytes value;

    *out_error_at = string;
    if (!system_priority_find(system, bytes_of(string + 1, length - 1), &value))
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(buffer_append(&expanded, value));
    TRY(buffer_append(&expanded, bytes_of_text(string + length)));
    const char *text = buffer_text(&expanded), *ignored;
    return text != NULL ? apply_string(choice, text, true, &ignored)
                        : fail(GNUTLS_E_INVALID_REQUEST);
}

static void apply_default(struct choice *choice, const struct system_priority *system)
{
    SCOPED(buffer) struct buffer chosen = { 0 };
    struct choice aside = *choice;
    const char *text, *ignored;
    struct bytes value;

    if (system_priority_override(system, "default-priority-string", &value) &&
        buffer_set(&chosen, value) == 0 && (text = buffer_text(&chosen)) != NULL &&
        apply_string(&aside, text, true, &ignored) == 0)
        *choice = aside;
    else
        add_keyword(choice, keyword_find(DEFAULT_KEYWORD), true);
}

bool choice_remove(struct choice *choice, const char *name)
{
    return change_algorithm(choice, id_list_remove, name);
}

int priority_parse(const char *string, bool appended, const struct system_priority *system,
                   struct choice *out, const char **out_error_at)
{
    *out = (struct choice){ 0 };
    set_profile(&out->flags, KEYWORD_DEFAULT_PROFILE);
    id_list_add(&out->client_ctypes, GNUTLS_CRT_X509);
    id_list_add(&out->server_ctypes, GNUTLS_CRT_X509);
    *out_error_at = string;
    if (string == NULL || appended)
        apply_default(out, system);
    if (string != NULL && string[0] == '@' && !appended)
        TRY(apply_named(out, string, system, out_error_at));
    else if (string != NULL)
        TRY(apply_string(out, string, !appended, out_error_at));
    overrides_apply(out, system);
    return 0;
}
