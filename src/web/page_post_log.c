/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_post_log - everything that was sent, with what became of it: of a case, of a council, of the installation.
 * Touches work/post_list. Whose question: "did the family get it, and if not, why?" */
#include "gen/html/post_list.h"
#include "web/admin_room.h"
#include "web/csv.h"
#include "web/view_post.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static struct str word_of(struct desk *d, const char *kind, struct str code)
{
	return book_words(d->book, arena_printf(d->arena, "post.%s_%.*s", kind, STR_ARG(code)));
}

static struct str colour(struct str state)
{
	return str_equal(state, STR("delivered")) || str_equal(state, STR("sent")) ? STR("green") :
	       str_equal(state, STR("failed")) || str_equal(state, STR("bounced")) ? STR("red") :
	       str_equal(state, STR("unsure")) ? STR("orange") : STR("grey");
}

static struct str why_of(struct desk *d, const struct post_line *l)
{
	return str_equal(l->state, STR("unsure")) ? words(d, "post.unsure_why") : l->why;
}

static const char *const heads[] = { "post.what", "post.reference", "post.way", "post.to", "post.state", "post.made", "post.sent" };
enum { COLUMNS = sizeof heads / sizeof *heads };

static struct table_view table_of(struct desk *d, const struct post_lines *lines, bool links)
{
	struct admin_table t = admin_table(d, heads, COLUMNS);
	struct str total = arena_int(d->arena, lines->total);

	for (size_t i = 0; i < lines->count; i++) {
		const struct post_line *l = &lines->at[i];

		admin_cell(d, &t, l->subject);
		LIST_PUSH(d->arena, &t.cells, (struct table_cell){ .text = l->reference.at ? l->reference : STR(""),
			.href = links && l->reference.len ? arena_printf(d->arena, "/cases/%.*s/post", STR_ARG(l->reference)) : STR("") });
		admin_cell(d, &t, word_of(d, "way", l->way));
		admin_cell(d, &t, l->address);
		LIST_PUSH(d->arena, &t.cells, (struct table_cell){ .text = word_of(d, "state", l->state), .tag = colour(l->state),
			.note = why_of(d, l) });
		admin_cell(d, &t, date_instant(d->arena, l->made_ms));
		admin_cell(d, &t, l->sent_ms ? date_instant(d->arena, l->sent_ms) : STR(""));
	}
	return admin_table_view(&t, book_words_with(d->book, d->arena, STR("post.log_count"), &total, 1));
}

static void csv_write(struct desk *d, const struct post_lines *lines, struct reply *out)
{
	static const char *const columns[] = { "post.what", "post.reference", "post.way", "post.to", "post.state", "post.why",
					       "post.made", "post.sent" };
	enum { COUNT = sizeof columns / sizeof *columns };

	csv_begin(d, out, "messages.csv", columns, COUNT);
	for (size_t i = 0; i < lines->count; i++) {
		const struct post_line *l = &lines->at[i];
		struct str line[COUNT] = { l->subject, l->reference, word_of(d, "way", l->way), l->address,
			word_of(d, "state", l->state), why_of(d, l), date_instant(d->arena, l->made_ms),
			l->sent_ms ? date_instant(d->arena, l->sent_ms) : STR("") };

		csv_row(out, line, COUNT);
	}
}

static void choice_add(struct desk *d, struct post_log_view *v, const char *name, const char *label, const char *const *codes,
		       struct str chosen)
{
	struct code_list list = { .count = 0 };

	for (; *codes; codes++)
		LIST_PUSH(d->arena, &list, (struct code){ str_of(*codes), word_of(d, name, str_of(*codes)), STR_NONE });
	v->choices[v->choice_count++] = (struct post_choice){ str_of(name), words(d, label), chosen, list.at, list.count };
}

static struct post_filter filter_fill(struct desk *d, const struct request *r, struct post_log_view *v)
{
	static const char *const states[] = { "waiting", "sent", "delivered", "failed", "bounced", "unsure", NULL };
	static const char *const ways[] = { "mail", "text", "paper", NULL };
	struct post_filter f = { request_query(r, STR("state")), request_query(r, STR("way")), request_query(r, STR("kind")) };

	choice_add(d, v, "state", "post.state", states, f.state);
	choice_add(d, v, "way", "post.way", ways, f.way);
	struct out csv = out_start(d->arena, 64);

	out_printf(&csv, "%.*s.csv?state=", STR_ARG(v->action));
	out_url(&csv, f.state);
	out_add(&csv, STR("&way="));
	out_url(&csv, f.way);
	v->csv = out_str(&csv);
	return f;
}

static const struct fault *log_show(struct desk *d, const struct request *r, struct post_log_view *v,
				    const struct post_lines *lines, bool links, struct reply *out)
{
	if (r->wants_csv) {
		csv_write(d, lines, out);
		return NULL;
	}
	v->frame.is_wide = true;
	v->lead = words(d, "post.log_lead");
	v->table = table_of(d, lines, links);
	out->body = out_start(d->arena, 65536);
	html_post_log(&out->body, v);
	return NULL;
}

static const struct fault *council_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct post_log_view v = { .frame = frame_of(d, r, words(d, "post.log_title")), .action = STR("/post/log"),
				   .here = STR("/post/log") };
	struct post_filter f = filter_fill(d, r, &v);
	struct post_lines lines = { 0 };

	TRY(post_log_council(d, &f, &lines));
	v.frame.section = STR("post");
	v.tabs = post_tabs(d, &v.tab_count);
	return log_show(d, r, &v, &lines, true, out);
}

static const struct fault *admin_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct post_log_view v = { .frame = admin_frame(d, r, "post.log_title"), .action = STR("/admin/post") };
	struct admin_nav nav = admin_nav(d, "/admin/post");
	struct post_filter f = filter_fill(d, r, &v);
	struct post_lines lines = { 0 };

	TRY(post_log_all(d, &f, &lines));
	v.nav = &nav;
	return log_show(d, r, &v, &lines, false, out);
}

static const struct fault *case_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;
	struct post_lines lines = { 0 };

	TRY(case_open(d, r->part[0], STR("view"), &c));
	TRY(post_log_case(d, c, &lines));
	struct case_bar bar = case_bar_of(d, c);
	struct post_log_view v = { .frame = case_frame_of(d, r, c, words(d, "post.log_case_title")), .bar = &bar,
				   .here = bar.letters };

	v.csv = arena_printf(d->arena, "%.*s/post.csv", STR_ARG(bar.base));
	return log_show(d, r, &v, &lines, false, out);
}

const struct page page_post_log = { .path = "/post/log", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = council_get };
const struct page page_admin_post = { .path = "/admin/post", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = admin_get };
const struct page page_case_post = { .path = "/cases/{0}/post", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = case_get };
