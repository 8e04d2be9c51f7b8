/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/address - where a child lived, with days.
 * Touches the store. */
#include "work/address.h"

#include "core/out.h"
#include "gen/sql/identity.h"
#include "work/identity_room.h"

static bool is_same(const struct address_list_row *r, const struct identity_person_row *p)
{
	return str_equal(r->address, p->address) && str_equal(r->postcode, p->postcode) && str_equal(r->locality, p->locality);
}

static bool is_nowhere(const struct identity_person_row *p)
{
	return str_is_empty(p->address) && str_is_empty(p->postcode) && str_is_empty(p->locality);
}

/* The newest of the person's own rows; those of joined records come after them in the list. */
static const struct address_list_row *newest(const struct address_list_rows *rows, int64_t person_id, size_t nth)
{
	return nth < rows->count && rows->at[nth].person_id == person_id ? &rows->at[nth] : NULL;
}

static bool has_word(struct str list, struct str word)
{
	while (list.at)
		if (str_equal(str_cut(&list, '|'), word))
			return true;
	return false;
}

const struct fault *address_refresh(struct store *w, struct arena *a, int64_t person_id)
{
	struct identity_person_row *p;
	struct address_list_rows rows;
	struct str all = STR("");

	TRY(identity_load(w, a, person_id, &p));
	TRY(sql_address_list(w, a, &(struct address_list_in){ person_id }, &rows));
	struct str now = identifier_tidy(a, IDENTIFIER_POSTCODE, p->postcode);

	for (size_t i = 0; i < rows.count; i++) {
		struct str code = identifier_tidy(a, IDENTIFIER_POSTCODE, rows.at[i].postcode);

		if (!str_is_empty(code) && !str_equal(code, now) && !has_word(all, code))
			all = arena_printf(a, "%.*s%s%.*s", STR_ARG(all), all.len ? "|" : "", STR_ARG(code));
	}
	return sql_address_former(w, a, &(struct address_former_in){ person_id, all.len ? all : STR_NONE }, NULL);
}

const struct fault *address_note(struct store *w, struct arena *a, int64_t person_id, struct date since)
{
	struct identity_person_row *p;
	struct address_list_rows rows;

	TRY(identity_load(w, a, person_id, &p));
	TRY(sql_address_list(w, a, &(struct address_list_in){ person_id }, &rows));
	const struct address_list_row *last = newest(&rows, person_id, 0);

	if (last && date_is_none(last->ended)) {
		if (is_same(last, p))
			return NULL;
		struct date ended = !date_is_none(last->since) && last->since.day > since.day ? last->since : since;

		TRY(sql_address_end(w, a, &(struct address_end_in){ person_id, last->seq, ended }, NULL));
	}
	if (!is_nowhere(p))
		TRY(sql_address_add(w, a, &(struct address_add_in){ person_id, last ? last->seq + 1 : 1, p->address, p->postcode,
			p->locality, since }, NULL));
	return last ? address_refresh(w, a, person_id) : NULL;
}

const struct fault *address_back(struct store *w, struct arena *a, int64_t person_id, struct date since, struct date today)
{
	struct identity_person_row *p;
	struct address_list_rows rows;

	TRY(identity_load(w, a, person_id, &p));
	TRY(sql_address_list(w, a, &(struct address_list_in){ person_id }, &rows));
	const struct address_list_row *last = newest(&rows, person_id, 0), *before = newest(&rows, person_id, 1);

	if (!last || !before || last->since.day != since.day || !is_same(before, p))
		return address_note(w, a, person_id, today);
	TRY(sql_address_drop(w, a, &(struct address_drop_in){ person_id, last->seq }, NULL));
	TRY(sql_address_end(w, a, &(struct address_end_in){ person_id, before->seq, DATE_NONE }, NULL));
	return address_refresh(w, a, person_id);
}

const struct fault *address_former_list(struct store *s, struct arena *a, int64_t person_id, struct addresses *out)
{
	struct address_list_rows rows;

	*out = (struct addresses){ 0 };
	TRY(sql_address_list(s, a, &(struct address_list_in){ person_id }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct address_list_row *r = &rows.at[i];

		if (r->person_id == person_id && date_is_none(r->ended))
			continue;
		LIST_PUSH(a, out, (struct address){ r->address, r->postcode, r->locality, r->since, r->ended });
	}
	return NULL;
}

const struct fault *address_seen(struct desk *d, const struct case_file *c, struct addresses *out)
{
	*out = (struct addresses){ 0 };
	/* Cut away from whoever may not know it; a council from which the child moved away keeps what it knew in its own cases. */
	if ((str_is_empty(c->address) && str_is_empty(c->postcode)) || !case_may(d, c, STR("view"), STR("person"), 0))
		return NULL;
	return address_former_list(d->store, d->arena, c->person_id, out);
}
