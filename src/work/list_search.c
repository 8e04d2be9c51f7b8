/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/list_search - work lists kept under a name.
 * Touches the store. */
#include "gen/sql/list.h"
#include "work/list_room.h"

enum { NAME_MOST = 60, SEARCHES_MOST = 50 };

/* The first membership that may do this to saved searches. */
static bool search_scope(const struct desk *d, const char *verb, struct list_scope *out)
{
	for (size_t i = 0; i < d->who.membership_count; i++)
		if (list_scope_of(d, i, verb, "search", out))
			return true;
	return false;
}

const struct fault *search_list(struct desk *d, struct saved_searches *out)
{
	struct search_list_rows rows;
	struct list_scope scope;

	*out = (struct saved_searches){ 0 };
	if (!search_scope(d, "view", &scope))
		return NULL;
	TRY(sql_search_list(d->store, d->arena, &(struct search_list_in){ d->who.account_id, scope.authority }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct search_list_row *row = &rows.at[i];
		struct list_filter f;
		struct list_page page;

		list_query_read(d, row->query, &f);
		f.authority = row->authority;
		TRY(list_count(d, &f, &page));
		LIST_PUSH(d->arena, out, (struct saved_search){
			.id = row->id, .total = page.total, .late = page.late, .name = row->name, .query = list_query_write(d, &f),
			.owner = row->owner, .is_shared = row->is_shared != 0,
			.is_mine = row->account_id == d->who.account_id });
	}
	return NULL;
}

struct save_job { struct desk *desk; struct search_add_in add; struct list_scope *scope; };

static const struct fault *save_job(struct store *w, struct arena *a, void *ctx)
{
	const struct save_job *job = ctx;
	struct audit_row row = { .verb = STR("record"), .what = STR("search"), .by = job->scope->by };

	TRY(sql_search_add(w, a, &job->add, NULL));
	return audit_add(w, a, job->desk, &row);
}

static void problem(struct desk *d, struct problems *out, enum problem_kind kind, struct str key)
{
	problems_add(out, d->arena, STR("name"), kind, book_words(d->book, key));
}

const struct fault *search_save(struct desk *d, struct str name, struct str query, bool is_shared,
				struct problems *out)
{
	struct search_count_rows rows;
	struct list_scope scope;
	struct list_filter f;

	if (!search_scope(d, "record", &scope))
		return fault_new(d->arena, FAULT_ABSENT, "no saved searches for this user");
	name = str_trim(name);
	if (name.len == 0 || !str_is_text(name))
		problem(d, out, PROBLEM_MISSING, STR("list.search_name_missing"));
	else if (str_count(name) > NAME_MOST)
		problem(d, out, PROBLEM_TOO_LONG, STR("list.search_name_long"));
	TRY(sql_search_count(d->store, d->arena, &(struct search_count_in){ d->who.account_id }, &rows));
	if (rows.at[0].searches >= SEARCHES_MOST)
		problem(d, out, PROBLEM_RULE, STR("list.search_many"));
	if (out->count)
		return NULL;
	list_query_read(d, query, &f);
	f.page = 0;
	if (!f.authority)
		f.authority = scope.authority;
	struct save_job job = { .desk = d, .scope = &scope, .add = {
		.account_id = d->who.account_id, .authority = f.authority, .name = name,
		.query = list_query_write(d, &f), .is_shared = is_shared } };

	return store_write(d->pool, d->arena, save_job, &job);
}

static const struct fault *drop_job(struct store *w, struct arena *a, void *ctx)
{
	return sql_search_drop(w, a, ctx, NULL);
}

const struct fault *search_drop(struct desk *d, int64_t id)
{
	struct search_drop_in in = { id, d->who.account_id };

	return store_write(d->pool, d->arena, drop_job, &in);
}
