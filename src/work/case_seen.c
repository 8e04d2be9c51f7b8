/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/case_seen - who looked at a case and who changed it.
 * Touches the store. */
#include "work/case_seen.h"

#include "gen/sql/case.h"

static const struct grant *grant_of(const struct rulebook *book, struct str id)
{
	for (size_t i = 0; id.len && i < book->grant_count; i++)
		if (str_equal(book->grants[i].id, id))
			return &book->grants[i];
	return NULL;
}

const struct fault *case_seen_list(struct desk *d, const struct case_file *c, int64_t page, struct case_seen **out,
				   size_t *count, int64_t *pages)
{
	struct case_seen_rows rows;
	struct case_seen_count_rows total;
	if (!case_may(d, c, STR("view"), STR("audit"), 0))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	TRY(sql_case_seen_count(d->store, d->arena, &(struct case_seen_count_in){ c->id, c->person_id }, &total));
	*pages = (total.at[0].rows + CASE_SEEN_PAGE - 1) / CASE_SEEN_PAGE;
	if (page < 1 || page > *pages)
		page = 1;
	TRY(sql_case_seen(d->store, d->arena, &(struct case_seen_in){ c->id, c->person_id, (page - 1) * CASE_SEEN_PAGE, CASE_SEEN_PAGE },
			  &rows));
	*out = ARENA_NEW(d->arena, struct case_seen, rows.count + 1);
	*count = rows.count;
	for (size_t i = 0; i < rows.count; i++)
		(*out)[i] = (struct case_seen){ rows.at[i].at, rows.at[i].name, rows.at[i].actor, rows.at[i].verb,
			rows.at[i].what, rows.at[i].detail, grant_of(d->book, rows.at[i].grant_id) };
	return NULL;
}

const struct fault *case_teams(struct desk *d, const struct case_file *c, struct case_team **out, size_t *count)
{
	struct case_teams_rows rows;
	TRY(sql_case_teams(d->store, d->arena, &(struct case_teams_in){ c->authority }, &rows));
	*out = ARENA_NEW(d->arena, struct case_team, rows.count + 1);
	*count = rows.count;
	for (size_t i = 0; i < rows.count; i++)
		(*out)[i] = (struct case_team){ rows.at[i].id, rows.at[i].name, rows.at[i].advice_kind };
	return NULL;
}
