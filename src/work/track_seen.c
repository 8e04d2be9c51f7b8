/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/track_seen - who opened or changed the record, as the family is told: day, role, organisation.
 * Touches the store. Names of staff stay out: the role and the team answer for them. */
#include "gen/sql/track.h"
#include "work/track.h"

static struct str did_of(const struct desk *d, const struct track_audit_row *row)
{
	struct str key = row->shown.at ? STR("track.seen.listed") : arena_printf(d->arena, "track.seen.%.*s", STR_ARG(row->verb));
	if (!map_get(&d->book->words, key))
		key = STR("track.seen.view");
	return book_words(d->book, key);
}

static struct str who_of(const struct desk *d, const struct track_audit_row *row, bool *is_family)
{
	const struct role *role = book_role(d->book, row->actor);
	struct str team = str_is_empty(row->organisation) ? row->authority_name : row->organisation;
	*is_family = true;
	if (row->account_id && row->account_id == d->who.account_id)
		return book_words(d->book, STR("track.seen.you"));
	if (str_equal(row->actor, STR("family")) || str_equal(row->actor, STR("young_person")))
		return book_words(d->book, STR("track.seen.account"));
	if (str_equal(row->actor, STR("link_family")))
		return book_words(d->book, STR("track.seen.link"));
	*is_family = false;
	if (!role)
		return book_words(d->book, STR("track.seen.unknown"));
	struct str args[2] = { role->name, team };
	return book_words_with(d->book, d->arena, STR("track.seen.somebody"), args, 2);
}

const struct fault *track_seen(struct desk *d, const struct case_file *c, struct track_seen **out, size_t *count)
{
	struct track_audit_rows rows;
	*count = 0;
	*out = NULL;
	if (!case_may(d, c, STR("view"), STR("audit"), 0))
		return NULL;
	TRY(sql_track_audit(d->store, d->arena, &(struct track_audit_in){ .process_id = c->id,
			.person_id = c->person_id, .authority = c->authority },
			    &rows));
	*out = ARENA_NEW(d->arena, struct track_seen, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++) {
		struct track_seen line = { .day = date_of_ms(rows.at[i].at), .did = did_of(d, &rows.at[i]), .times = 1 };
		line.who = who_of(d, &rows.at[i], &line.is_family);
		size_t same = *count;
		while (same > 0 && (*out)[same - 1].day.day == line.day.day &&
		       !(str_equal((*out)[same - 1].who, line.who) && str_equal((*out)[same - 1].did, line.did)))
			same--;
		if (same > 0 && (*out)[same - 1].day.day == line.day.day)
			(*out)[same - 1].times++;
		else
			(*out)[(*count)++] = line;
	}
	return NULL;
}
