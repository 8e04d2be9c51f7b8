/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_school - the pupils of a school who have a case, and what the school is asked.
 * Touches work/list. */
#include "gen/html/ask_inbox.h"
#include "web/csv.h"
#include "web/view_ask.h"

static void csv_write(struct desk *d, const struct pupils *rows, struct reply *out)
{
	static const char *const heads[] = { "inbox.reference", "school.pupil", "school.born", "school.process", "school.stage", "school.holder",
					     "school.next", "inbox.due", "school.asked", "inbox.due", "school.officer" };
	enum { COLUMNS = sizeof heads / sizeof *heads };

	csv_begin(d, out, "pupils.csv", heads, COLUMNS);
	for (size_t i = 0; i < rows->count; i++) {
		const struct pupil_row *row = &rows->at[i];
		struct str line[COLUMNS] = { row->at.reference, row->at.child, date_iso(d->arena, row->at.born),
			row->at.process, row->at.stage_name, code_label(book_codes(d->book, STR("holder")), row->at.holder), row->at.step_name,
			date_iso(d->arena, row->at.due), row->is_asked ? row->asked_subject : STR(""),
			date_iso(d->arena, row->asked_due), row->at.officer };

		csv_row(out, line, COLUMNS);
	}
}

/* Running reviews by the day they must end; the others that run, as they came; what is finished. */
static void reviews_apart(struct desk *d, const struct pupils *all, struct school_view *v)
{
	for (size_t i = 0; i < all->count; i++) {
		bool is_review = all->at[i].at.is_open && !date_is_none(all->at[i].whole_due);

		if (!is_review && (all->at[i].at.is_open || all->at[i].is_asked)) {
			LIST_PUSH(d->arena, &v->rows, all->at[i]);
			continue;
		}
		if (!is_review) {
			LIST_PUSH(d->arena, &v->done, all->at[i]);
			continue;
		}
		LIST_PUSH(d->arena, &v->reviews, all->at[i]);
		for (size_t k = v->reviews.count - 1; k > 0; k--) {
			struct pupil_row *a = &v->reviews.at[k - 1], *b = &v->reviews.at[k], swap = *a;

			if (a->whole_due.day <= b->whole_due.day)
				break;
			*a = *b;
			*b = swap;
		}
	}
}

static const struct fault *school_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct school_view v = { .frame = frame_of(d, r, book_words(d->book, STR("school.title"))) };

	struct pupils all;

	TRY(list_pupils(d, r->wants_csv, &all));
	if (r->wants_csv) {
		csv_write(d, &all, out);
		return NULL;
	}
	reviews_apart(d, &all, &v);
	TRY(list_inbox(d, STR("open"), false, &v.asks));       /* also about children who are not on roll here (yet) */
	for (size_t i = 0; i < v.asks.count; i++)
		v.late += v.asks.at[i].is_late;
	v.frame.section = STR("school");
	v.frame.is_wide = true;
	html_school(&out->body, &v);
	return NULL;
}
const struct page page_school = {
	.path = "/school", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = school_answer,
};
