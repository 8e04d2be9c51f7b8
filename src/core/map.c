/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/map - from text to a pointer, open addressing, in an arena.
 * Touches nothing. */
#include "core/map.h"

static struct map_slot *slot_of(const struct map *m, struct str key)
{
	size_t i = (size_t)str_hash(key) & (m->room - 1);

	while (m->slots[i].value && !str_equal(m->slots[i].key, key))
		i = (i + 1) & (m->room - 1);
	return &m->slots[i];
}

void *map_get(const struct map *m, struct str key)
{
	return m->room ? slot_of(m, key)->value : NULL;
}

void map_put(struct map *m, struct arena *a, struct str key, void *value)
{
	struct map_slot *slot;

	check(value);
	if (m->count * 2 >= m->room) {
		struct map wider = { .room = m->room ? m->room * 2 : 16 };

		wider.slots = ARENA_NEW(a, struct map_slot, wider.room);
		for (size_t i = 0; i < m->room; i++)
			if (m->slots[i].value)
				*slot_of(&wider, m->slots[i].key) = m->slots[i];
		wider.count = m->count;
		*m = wider;
	}
	slot = slot_of(m, key);
	m->count += !slot->value;
	*slot = (struct map_slot){ key, value };
}
