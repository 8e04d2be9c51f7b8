/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/post_list - letters for the post; the log of messages.
 * Touches the store. */
#include "work/post_list.h"

#include "core/out.h"
#include "gen/sql/post.h"
#include "work/case_room.h"
#include "work/letter_room.h"
#include "work/list_room.h"
#include "work/post.h"

static const struct fault *no_list(struct arena *a)
{
	return fault_new(a, FAULT_ABSENT, "there is no such page");
}

/* The first membership with a post list. */
static bool scope_of(const struct desk *d, struct list_scope *out)
{
	for (size_t i = 0; i < d->who.membership_count; i++)
		if (list_scope_of(d, i, "view", "list.post", out))
			return true;
	return false;
}

static bool may_see(const struct desk *d, const struct list_scope *scope, const struct post_papers_row *row)
{
	struct list_standing at = { .authority = scope->authority, .officer_id = row->officer_id, .school_id = row->school_id };
	const char *what = arena_printf(d->arena, "letter.%.*s", STR_ARG(row->letter)).at;

	return list_may(d, scope, &at, "view", what);
}

/* Whoever puts it in the post: a letter that Notify may take is not for a hand as long as it may. */
static enum post_way way_of(const struct desk *d, bool posted, const struct post_papers_row *r)
{
	if (posted)
		return str_equal(r->carrier, STR("notify")) ? POST_BY_NOTIFY : POST_BY_HAND;
	if (!str_equal(r->state, STR("waiting")))
		return POST_BY_NOTIFY;
	return d->house->post.notify_letters && !str_equal(r->carrier, STR("hand")) ? POST_BY_NOTIFY : POST_BY_HAND;
}

static const struct fault *papers_load(struct desk *d, bool posted, const struct list_scope *scope, struct post_papers *out)
{
	struct post_papers_rows rows;

	*out = (struct post_papers){ .authority = scope->authority };
	TRY(sql_post_papers(d->store, d->arena, &(struct post_papers_in){ scope->authority,
		posted, POST_PAPERS_MOST }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct post_papers_row *r = &rows.at[i];

		out->total = r->total;
		if (may_see(d, scope, r))
			LIST_PUSH(d->arena, out, (struct post_paper){ .id = r->id, .document_id = r->document_id,
				.process_id = r->process_id, .person_id = r->person_id, .made_ms = r->made, .sent_ms = r->sent,
				.reference = r->reference, .letter = r->letter, .title = r->title, .addressee = r->addressee,
				.sha256 = r->sha256, .day = r->day, .why = r->why, .way = way_of(d, posted, r),
				.child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(r->given), STR_ARG(r->family)) });
	}
	return NULL;
}

const struct fault *post_papers(struct desk *d, bool posted, bool is_export, struct post_papers *out)
{
	struct list_scope scope;

	if (!scope_of(d, &scope))
		return no_list(d->arena);
	TRY(papers_load(d, posted, &scope, out));
	struct audit_shown shown = { .arena = d->arena };

	for (size_t i = 0; i < out->count; i++)
		audit_shows_person(&shown, out->at[i].person_id);
	return audit_view(d, &(struct audit_row){ .verb = is_export ? STR("export") : STR("list"), .what = STR("list.post"),
		.detail = arena_printf(d->arena, "%zu letters", out->count), .by = scope.by, .shown = &shown });
}

static bool is_one_of(int64_t id, const int64_t *ids, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* Those of the waiting letters that were chosen. */
static const struct fault *chosen(struct desk *d, const int64_t *ids, size_t count, struct list_scope *scope,
				  struct post_papers *out)
{
	struct post_papers all;
	size_t kept = 0;

	if (!scope_of(d, scope))
		return no_list(d->arena);
	TRY(papers_load(d, false, scope, &all));
	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].way == POST_BY_HAND && is_one_of(all.at[i].id, ids, count))
			all.at[kept++] = all.at[i];
	all.count = kept;
	*out = all;
	return NULL;
}

struct acting { const struct desk *d; const struct post_papers *papers; struct access_answer by; const char *verb;
		bool posts; int64_t done; };

static const struct fault *act_job(struct store *w, struct arena *a, void *ctx)
{
	struct acting *act = ctx;

	act->done = 0;          /* a job may be run again */
	for (size_t i = 0; i < act->papers->count; i++) {
		const struct post_paper *p = &act->papers->at[i];
		int64_t changed = 1;

		if (act->posts)
			TRY(sql_post_posted(w, a, &(struct post_posted_in){ p->id, act->papers->authority, act->d->now.utc_ms },
					    &changed));
		act->done += changed;
		if (changed)
			TRY(audit_add(w, a, act->d, &(struct audit_row){ .verb = str_of(act->verb),
				.what = arena_printf(a, "letter.%.*s", STR_ARG(p->letter)), .person_id = p->person_id,
				.process_id = p->process_id, .detail = arena_printf(a, "document %lld", (long long)p->document_id),
				.by = act->by }));
	}
	return NULL;
}

const struct fault *post_papers_print(struct desk *d, const int64_t *ids, size_t count, struct problems *out, struct str *pdf)
{
	struct list_scope scope;
	struct post_papers papers;
	/* Page numbers of all together would be wrong in each. */
	static const char style[] = "<style>@page{@bottom-right{content:none}}.post{break-before:page}.post:first-of-type{break-before:auto}"
				    "</style>\n";
	struct out o = out_start(d->arena, 65536);

	TRY(chosen(d, ids, count, &scope, &papers));
	if (papers.count == 0) {
		problems_add(out, d->arena, STR("letter"), PROBLEM_MISSING, book_words(d->book, STR("post.none_chosen")));
		return NULL;
	}
	out_add(&o, str_of(style));
	for (size_t i = 0; i < papers.count; i++) {
		struct str html;

		TRY(letter_content_load(d->store, d->arena, papers.at[i].sha256, &html));
		out_add(&o, STR("<div class=\"post\">\n"));
		out_add(&o, letter_inside(html));
		out_add(&o, STR("</div>\n"));
	}
	TRY(letter_pdf(d->arena, letter_page(d->arena, book_words(d->book, STR("post.print_title")), out_str(&o)), pdf));
	struct acting act = { .d = d, .papers = &papers, .by = scope.by, .verb = "download" };

	return store_write(d->pool, d->arena, act_job, &act);
}

const struct fault *post_papers_posted(struct desk *d, const int64_t *ids, size_t count, int64_t *done)
{
	struct list_scope scope;
	struct post_papers papers;

	TRY(chosen(d, ids, count, &scope, &papers));
	struct acting act = { .d = d, .papers = &papers, .by = scope.by, .verb = "post", .posts = true };

	TRY(store_write(d->pool, d->arena, act_job, &act));
	*done = act.done;
	return NULL;
}

/* --- the log --- */

/* "j...@example.org", "+44...123" */
static struct str masked(struct arena *a, struct str address)
{
	struct str host = address;

	if (address.len < 4)
		return address;
	str_cut(&host, '@');
	return host.at ? arena_printf(a, "%c...@%.*s", address.at[0], STR_ARG(host)) :
	       arena_printf(a, "%.*s...%.*s", STR_ARG(str_slice(address, 0, 3)),
			    STR_ARG(str_slice(address, address.len - 3, address.len)));
}

/* A line with the subject of its kind, or which letter it is (never its title: a name stands there), and the address as far as it is for
 * everybody who sees the log. */
static void log_add(struct desk *d, struct post_lines *out, bool is_whole, struct str letter, struct post_line line)
{
	const struct message *m = book_message(d->book, line.kind);
	const struct letter *l = letter.at ? book_letter(d->book, letter) : NULL;

	if (!line.subject.at)
		line.subject = m ? m->about : line.kind;
	if (l && !is_whole)
		line.subject = arena_printf(d->arena, "%.*s: %.*s", STR_ARG(line.subject), STR_ARG(l->about));
	line.address = is_whole ? line.address : masked(d->arena, line.address);
	LIST_PUSH(d->arena, out, line);
}

static const struct fault *log_load(struct desk *d, const struct post_log_in *in, struct post_lines *out)
{
	struct post_log_rows rows;

	TRY(sql_post_log(d->store, d->arena, in, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct post_log_row *r = &rows.at[i];

		out->total = r->total;
		log_add(d, out, false, r->letter, (struct post_line){ .id = r->id, .document_id = r->document_id, .made_ms = r->made,
			.sent_ms = r->sent, .tries = r->tries, .kind = r->kind, .way = r->way, .state = r->state, .why = r->why,
			.address = r->address, .reference = r->reference });
	}
	return NULL;
}

/* Is the letter among those that the rule lets this user see? Its title and whom it is for are as little for others. */
static bool is_seen(const struct case_file *c, int64_t document_id)
{
	for (size_t i = 0; i < c->document_count; i++)
		if (c->documents[i].id == document_id)
			return true;
	return false;
}

const struct fault *post_log_case(struct desk *d, const struct case_file *c, struct post_lines *out)
{
	struct post_log_case_rows rows;

	if (!case_may(d, c, STR("share"), STR("contact"), 0))
		return no_list(d->arena);
	TRY(sql_post_log_case(d->store, d->arena, &(struct post_log_case_in){ c->id, POST_LOG_MOST }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct post_log_case_row *r = &rows.at[i];
		bool names_it = is_seen(c, r->document_id);

		out->total = r->total;
		log_add(d, out, true, r->letter, (struct post_line){ .id = r->id, .document_id = r->document_id, .made_ms = r->made,
			.sent_ms = r->sent, .tries = r->tries, .kind = r->kind, .way = r->way, .state = r->state, .why = r->why,
			.address = names_it && str_equal(r->way, POST_PAPER) && str_is_empty(r->address) ? r->addressee : r->address,
			.subject = names_it ? r->title : STR_NONE, .reference = r->reference });
	}
	return NULL;
}

const struct fault *post_log_council(struct desk *d, const struct post_filter *f, struct post_lines *out)
{
	struct list_scope scope;

	if (!scope_of(d, &scope))
		return no_list(d->arena);
	return log_load(d, &(struct post_log_in){ scope.authority, f->state, f->way, f->kind, POST_LOG_MOST }, out);
}

const struct fault *post_log_all(struct desk *d, const struct post_filter *f, struct post_lines *out)
{
	if (!access_reach(d->book, &d->who, d->now.today, STR("view"), STR("admin")).is_allowed)
		return no_list(d->arena);
	return log_load(d, &(struct post_log_in){ 0, f->state, f->way, f->kind, POST_LOG_MOST }, out);
}
