/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* overrides.c - what the administrator forbids on this machine */

#include "priority/overrides.h"

#include "algorithms/names.h"
#include "base/log.h"
#include "base/text.h"
#include "priority/keywords.h"
#include "priority/parse.h"

#include <ctype.h>

/* Longer than any name there is. */
enum { WORD_MAX = 64 };

/* Signatures over a hash that the administrator does not trust. */
static void remove_signs_with(struct choice *choice, const char *name)
{
    const struct algorithm *digest = algorithm_by_name(ALGORITHM_DIGEST, name);

    for (size_t i = choice->signs.count; digest != NULL && i-- > 0;) {
        const struct signature_scheme *scheme = scheme_by_api_id(choice->signs.ids[i]);

        if (scheme != NULL && scheme->how.hash != NULL &&
            (int)scheme->how.hash->digest_id == digest->id)
            id_list_remove(&choice->signs, choice->signs.ids[i]);
    }
}

static void raise_profile(struct choice *choice, const char *name)
{
    struct priority_flags raised = choice->flags;
    char word[WORD_MAX];
    struct text text = text_in(word, sizeof(word));

    text_add(&text, "PROFILE_%s", name);
    for (char *c = word; *c != 0; c++)
        *c = (char)toupper((unsigned char)*c);
    if (flag_apply(word, &raised) && GNUTLS_VFLAGS_TO_PROFILE(raised.verify_flags) >
                                         GNUTLS_VFLAGS_TO_PROFILE(choice->flags.verify_flags))
        choice->flags = raised;
}

static void apply_override(struct choice *choice, const char *name, const char *value)
{
    static const struct {
        const char *name, *prefix;
    } removals[] = {
        { "disabled-version", "VERS-" },    { "tls-disabled-cipher", "" },
        { "tls-disabled-mac", "" },         { "tls-disabled-kx", "" },
        { "tls-disabled-group", "GROUP-" }, { "disabled-curve", "CURVE-" },
        { "insecure-sig", "SIGN-" },
    };
    char word[WORD_MAX];

    for (size_t i = 0; i < ARRAY_SIZE(removals); i++) {
        if (!text_equal_ignoring_case(removals[i].name, name))
            continue;
        struct text text = text_in(word, sizeof(word));
        text_add(&text, "%s%s", removals[i].prefix, value);
        if (!choice_remove(choice, word))
            log_write(LOG_AUDIT, "the system's configuration names %s, which is not known", value);
        return;
    }
    if (text_equal_ignoring_case(name, "insecure-hash"))
        remove_signs_with(choice, value);
    else if (text_equal_ignoring_case(name, "min-verification-profile"))
        raise_profile(choice, value);
    else if (text_equal_ignoring_case(name, "tls-session-hash"))
        choice->flags.force_session_hash |= text_equal_ignoring_case(value, "require");
}

/* What the administrator forbids, no string brings back. */
void overrides_apply(struct choice *choice, const struct system_priority *system)
{
    for (size_t i = 0; i < system_priority_count(system); i++) {
        const struct system_entry *entry = system_priority_at(system, i);
        char name[WORD_MAX], value[WORD_MAX];

        if (!entry->is_override || entry->name.size >= WORD_MAX || entry->value.size >= WORD_MAX)
            continue;
        struct text text = text_in(name, sizeof(name));
        text_add(&text, "%.*s", (int)entry->name.size, (const char *)entry->name.data);
        text = text_in(value, sizeof(value));
        text_add(&text, "%.*s", (int)entry->value.size, (const char *)entry->value.data);
        apply_override(choice, name, value);
    }
}
