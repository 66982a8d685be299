/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* system.c - what the machine's administrator says about priorities */

#include "priority/system.h"

#include "base/errors.h"
#include "base/lock.h"
#include "base/log.h"
#include "pki/file.h"

#include <stdlib.h>
#include <strings.h>

enum section { SECTION_OTHER, SECTION_PRIORITIES, SECTION_OVERRIDES };

static struct bytes trim(struct bytes text)
{
    while (text.size > 0 && strchr(" \t\r", text.data[0]) != NULL)
        text = bytes_from(text, 1);
    while (text.size > 0 && strchr(" \t\r", text.data[text.size - 1]) != NULL)
        text.size--;
    return text;
}

/* Takes what stands before `end`, or all of it, from the front. */
static struct bytes take_until(struct bytes *text, char end)
{
    const uint8_t *found = text->size > 0 ? memchr(text->data, end, text->size) : NULL;
    size_t size = found != NULL ? (size_t)(found - text->data) : text->size;
    struct bytes taken = bytes_of(text->data, size);

    *text = bytes_from(*text, found != NULL ? size + 1 : size);
    return taken;
}

static bool is(struct bytes text, const char *word)
{
    return text.size == strlen(word) && strncasecmp((const char *)text.data, word, text.size) == 0;
}

static int read_line(struct bytes line, enum section *section, struct buffer *entries)
{
    line = trim(line);
    if (line.size == 0 || line.data[0] == '#' || line.data[0] == ';')
        return 0;
    if (line.data[0] == '[') {
        if (line.data[line.size - 1] != ']')
            return fail(GNUTLS_E_PARSING_ERROR);
        struct bytes name = trim(bytes_of(line.data + 1, line.size - 2));
        *section = is(name, "priorities")  ? SECTION_PRIORITIES
                   : is(name, "overrides") ? SECTION_OVERRIDES
                                           : SECTION_OTHER;
        return 0;
    }
    struct bytes rest = line, name = trim(take_until(&rest, '='));
    struct system_entry entry = { *section == SECTION_OVERRIDES, name, trim(rest) };
    if (name.size == line.size || name.size == 0)
        return fail(GNUTLS_E_PARSING_ERROR);
    if (*section == SECTION_OTHER)
        return 0;
    return buffer_append(entries, bytes_of(&entry, sizeof(entry)));
}

int system_priority_parse(struct bytes text, struct system_priority *out)
{
    SCOPED(system_priority) struct system_priority fresh = { 0 };
    enum section section = SECTION_OTHER;

    TRY(buffer_set(&fresh.text, text));
    for (struct bytes rest = buffer_bytes(&fresh.text); rest.size > 0;)
        TRY(read_line(take_until(&rest, '\n'), &section, &fresh.entries));
    buffer_move(&fresh.text, &out->text);
    buffer_move(&fresh.entries, &out->entries);
    return 0;
}

void system_priority_wipe(struct system_priority *priority)
{
    buffer_wipe(&priority->text);
    buffer_wipe(&priority->entries);
}

size_t system_priority_count(const struct system_priority *priority)
{
    return priority->entries.size / sizeof(struct system_entry);
}

const struct system_entry *system_priority_at(const struct system_priority *priority, size_t i)
{
    return (const struct system_entry *)(const void *)priority->entries.data + i;
}

static bool find(const struct system_priority *priority, bool is_override, struct bytes name,
                 struct bytes *out)
{
    for (size_t i = 0; i < system_priority_count(priority); i++) {
        const struct system_entry *entry = system_priority_at(priority, i);

        if (entry->is_override != is_override || entry->name.size != name.size ||
            strncasecmp((const char *)entry->name.data, (const char *)name.data, name.size) != 0)
            continue;
        *out = entry->value;
        return true;
    }
    return false;
}

bool system_priority_find(const struct system_priority *priority, struct bytes names,
                          struct bytes *out)
{
    while (names.size > 0) {
        struct bytes name = trim(take_until(&names, ','));

        if (name.size > 0 && find(priority, false, name, out))
            return true;
    }
    return false;
}

bool system_priority_override(const struct system_priority *priority, const char *name,
                              struct bytes *out)
{
    return find(priority, true, bytes_of_text(name), out);
}

const char *system_priority_path(void)
{
    const char *path = secure_getenv("GNUTLS_SYSTEM_PRIORITY_FILE");

    return path != NULL ? path : SYSTEM_PRIORITY_DEFAULT_PATH;
}

static struct system_priority of_this_machine;

static void load(void)
{
    SCOPED(buffer) struct buffer text = { 0 };
    const char *path = system_priority_path();

    if (file_read(path, &text) < 0)
        return; /* most machines have none */
    if (system_priority_parse(buffer_bytes(&text), &of_this_machine) < 0)
        log_write(LOG_AUDIT, "%s is no configuration; it is passed over", path);
}

const struct system_priority *system_priority(void)
{
    static struct once once = ONCE_INIT;

    once_run(&once, load);
    return &of_this_machine;
}
