/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_inbox - what a team is asked for, first due first.
 * Touches work/list. */
#include "gen/html/ask_inbox.h"
#include "web/csv.h"
#include "web/view_ask.h"

static struct str state_of(const struct request *r)
{
	struct str state = request_query(r, STR("state"));

	return str_equal(state, STR("answered")) || str_equal(state, STR("all")) ? state : STR("open");
}

static void csv_write(struct desk *d, const struct inbox *rows, struct reply *out)
{
	static const char *const heads[] = { "inbox.reference", "inbox.child", "inbox.what", "inbox.asked", "inbox.due",
					     "inbox.state", "inbox.taken_by", "inbox.answered_on" };
	enum { COLUMNS = sizeof heads / sizeof *heads };

	csv_begin(d, out, "inbox.csv", heads, COLUMNS);
	for (size_t i = 0; i < rows->count; i++) {
		const struct inbox_row *row = &rows->at[i];
		struct str line[COLUMNS] = { row->reference, row->child, row->role_name, date_iso(d->arena, row->asked),
			date_iso(d->arena, row->due),
			book_words(d->book, row->is_late ? STR("state.late") : arena_printf(d->arena, "state.%.*s", STR_ARG(row->state))),
			row->taken_by, date_iso(d->arena, row->answered) };

		csv_row(out, line, COLUMNS);
	}
}

static const struct fault *inbox_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct inbox_view v = { .frame = frame_of(d, r, book_words(d->book, STR("inbox.title"))), .state = state_of(r) };

	TRY(list_inbox(d, v.state, r->wants_csv, &v.rows));
	if (r->wants_csv) {
		csv_write(d, &v.rows, out);
		return NULL;
	}
	for (size_t i = 0; i < v.rows.count; i++) {
		v.open += date_is_none(v.rows.at[i].answered);
		v.late += v.rows.at[i].is_late;
	}
	v.frame.section = STR("inbox");
	v.frame.is_wide = true;
	html_inbox(&out->body, &v);
	return NULL;
}
const struct page page_inbox = {
	.path = "/inbox", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = inbox_answer,
};
