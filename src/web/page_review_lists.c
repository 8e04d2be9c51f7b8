/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_review_lists - the lists of a term's reviews for heads, the NHS board and social care.
 * Touches work/review. Whose question: "has every school, health and social care the list of what comes next term?" */
#include "gen/html/review_review.h"
#include "web/csv.h"
#include "web/review_room.h"

/* The next term unless another one is asked for. */
static const struct fault *term_pick(struct desk *d, struct str wanted, struct review_lists_view *v)
{
	struct term terms[TERMS_MOST];
	size_t count = review_terms(d, terms), here = count > 1;
	if (count == 0)
		return fault_new(d->arena, FAULT_ABSENT, "the rulebook has no terms");
	v->terms = ARENA_NEW(d->arena, struct crumb, count);
	for (size_t i = 0; i < count; i++) {
		v->terms[v->term_count++] = (struct crumb){
			arena_printf(d->arena, "/reviews/lists?term=%.*s", STR_ARG(date_iso(d->arena, terms[i].from))), terms[i].name };
		if (date_read(wanted).day == terms[i].from.day)
			here = i;
	}
	v->term = terms[here];
	v->term_here = v->terms[here].address;
	return NULL;
}

static struct review_filter filter_of(const struct review_lists_view *v)
{
	return (struct review_filter){ .since = v->term.from, .until = v->term.until };
}

/* One party's rows of all. */
static struct review_rows rows_of(struct arena *a, const struct review_rows *all, const struct review_party *p)
{
	struct review_rows out = { 0 };
	for (size_t i = 0; i < all->count; i++)
		if (!str_equal(p->party, STR("school")) || all->at[i].school_id == p->organisation_id)
			LIST_PUSH(a, &out, all->at[i]);
	return out;
}

/* "school-12", "health": which list is wanted; NULL: all. */
static const struct review_party *party_wanted(const struct review_parties *list, struct str wanted)
{
	int64_t id = 0;
	struct str party = str_cut(&wanted, '-');
	if (wanted.at && !str_to_int(wanted, &id))
		return NULL;
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->at[i].party, party) && list->at[i].organisation_id == id)
			return &list->at[i];
	return NULL;
}

static void lines_fill(struct desk *d, const struct review_rows *all, struct review_lists_view *v)
{
	v->lines = ARENA_NEW(d->arena, struct review_line *, v->parties.count + 1);
	v->line_counts = ARENA_NEW(d->arena, size_t, v->parties.count + 1);
	for (size_t i = 0; i < v->parties.count; i++) {
		struct review_rows rows = rows_of(d->arena, all, &v->parties.at[i]);
		v->lines[i] = ARENA_NEW(d->arena, struct review_line, rows.count + 1);
		for (size_t k = 0; k < rows.count; k++)
			v->lines[i][v->line_counts[i]++] = review_line_of(d, &rows.at[k]);
	}
}

static const struct fault *show(struct desk *d, const struct request *r, struct review_lists_view *v, struct reply *out)
{
	struct str name = v->term.name, from = date_iso(d->arena, v->term.from);
	v->frame = frame_of(d, r, book_words_with(d->book, d->arena, v->is_check ? STR("review.send_title") : STR("review.lists_title"),
						  &name, 1));
	v->frame.section = STR("reviews");
	v->frame.is_wide = true;
	review_pages(d, v->pages);
	v->csv = arena_printf(d->arena, "/reviews/lists.csv?term=%.*s", STR_ARG(from));
	v->print = arena_printf(d->arena, "/reviews/lists?term=%.*s&print=yes", STR_ARG(from));
	v->may_send = access_reach(d->book, &d->who, d->now.today, STR("record"), STR("list.reviews")).is_allowed;
	html_review_lists(&out->body, v);
	return NULL;
}

static const struct fault *lists_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct review_lists_view v = { .is_print = str_equal(request_query(r, STR("print")), STR("yes")) };
	struct review_rows all;
	TRY(term_pick(d, request_query(r, STR("term")), &v));
	struct review_filter f = filter_of(&v);
	TRY(review_parties(d, &f, &v.parties));
	if (!r->wants_csv && !v.is_print)
		return show(d, r, &v, out);
	TRY(review_list(d, &f, 0, &all));
	const struct review_party *one = party_wanted(&v.parties, request_query(r, STR("for")));
	if (r->wants_csv) {
		struct review_rows rows = one ? rows_of(d->arena, &all, one) : all;
		review_csv(d, &rows, "reviews-next-term.csv", out);
		return NULL;
	}
	if (one) {
		v.parties.at[0] = *one;
		v.parties.count = 1;
	}
	lines_fill(d, &all, &v);
	return show(d, r, &v, out);
}
const struct page page_review_lists = {
	.path = "/reviews/lists", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = lists_get,
};

static const struct fault *send_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct review_lists_view v = { .is_check = true };
	int64_t lists;
	TRY(term_pick(d, request_form(r, STR("term")), &v));
	struct review_filter f = filter_of(&v);
	TRY(review_parties(d, &f, &v.parties));
	if (!str_equal(request_form(r, STR("sure")), STR("yes")) && v.parties.unsent)
		return show(d, r, &v, out);
	TRY(review_send(d, &f, &lists));
	reply_redirect(out, d->arena, arena_printf(d->arena, "/reviews/lists?term=%.*s&said=review_sent",
						   STR_ARG(date_iso(d->arena, v.term.from))));
	return NULL;
}
const struct page page_review_lists_send = {
	.path = "/reviews/lists", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = send_post,
};
