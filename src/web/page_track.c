/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_track - the family's page of one case, by private link or by account.
 * Touches work/track, work/link, work/plan, work/document, work/letter. */
#include "web/page_track.h"

#include "gen/html/family_easy.h"
#include "gen/html/family_track.h"
#include "gen/html/rules_rules.h"
#include "web/view_rules.h"
#include "work/document.h"
#include "work/guard.h"
#include "work/link.h"
#include "work/subject.h"

struct str track_from_now(const struct track_view *v, struct date d)
{
	return date_from_now(v->frame.desk->arena, d, v->frame.desk->now.today);
}

struct str track_paper_from(const struct track_view *v, const struct case_document *doc)
{
	for (size_t i = 0; i < v->t->asked_count && doc->subject.len; i++)
		if (str_equal(v->t->asked[i].subject, doc->subject))
			return v->t->asked[i].who;
	return STR_NONE;
}

bool track_is_past(const struct track_view *v, struct date d)
{
	return d.day < v->frame.desk->now.today.day;
}

struct str track_step_words(const struct track_view *v, const struct step_line *line)
{
	return track_step_name(v->frame.desk, line->step);
}

struct str track_do_title(const struct track_view *v, const struct event_kind *e)
{
	return track_act_name(v->frame.desk, v->t->c->pathway, e);
}

struct sentences track_sentences(struct str text)
{
	struct sentences out = { .count = 0 };
	size_t from = 0;
	for (size_t i = 0; i < text.len && out.count + 1 < sizeof out.at / sizeof *out.at; i++)
		if (strchr(".?!", text.at[i]) && i + 1 < text.len && text.at[i + 1] == ' ') {
			out.at[out.count++] = str_trim(str_slice(text, from, i + 1));
			from = i + 1;
		}
	if (str_trim(str_slice(text, from, text.len)).len)
		out.at[out.count++] = str_trim(str_slice(text, from, text.len));
	return out;
}

const struct fault *track_lost(struct desk *d, const struct request *r, struct reply *out)
{
	struct frame f = frame_of(d, r, book_words(d->book, STR("track-page.lost_title")));
	f.is_family = true;
	out->status = 404;
	html_track_lost(&out->body, &f);
	return NULL;
}

/* These pages say "you" to the family; staff have pages of their own. */
static bool is_family(const struct case_file *c)
{
	const struct membership *as = c->seen_by.membership;

	return as && (str_equal(as->role, STR("family")) || str_equal(as->role, STR("young_person")));
}

const struct fault *track_open(struct desk *d, const struct request *r, enum track_way way, struct str verb,
			       struct case_file **out, struct reply *reply)
{
	const struct fault *f;
	*out = NULL;
	if (way == TRACK_BY_ACCOUNT) {
		f = case_open(d, r->part[0], verb, out);
		return f || is_family(*out) ? f : fault_new(d->arena, FAULT_ABSENT, "no such case");
	}
	f = link_open(d, r->part[0], STR("family"));
	if (!f)
		f = case_open_id(d, d->who.link_process_id, verb, out);
	if (f && f->kind == FAULT_ABSENT) {
		*out = NULL;
		return track_lost(d, r, reply);
	}
	return f;
}

struct track_view track_view_of(struct desk *d, const struct request *r, enum track_way way, const struct track *t,
				struct str title, bool is_sub)
{
	struct track_view v = { .frame = frame_of(d, r, title), .t = t };
	bool is_link = way == TRACK_BY_LINK;
	v.base = arena_printf(d->arena, "%s/%.*s", is_link ? "/track" : "/my", STR_ARG(r->part[0]));
	v.may_share = !is_link && guard_may_consent(d, t->c, "advice_service");
	v.may_ask_copy = !is_link && subject_may_ask(d, t->c);
	v.may_begin = !is_link;
	v.token = is_link ? r->part[0] : STR_NONE;
	v.child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(t->c->child_given), STR_ARG(t->c->child_family));
	v.frame.is_family = true;
	v.frame.section = STR("my");
	v.frame.back = is_sub ? v.base : is_link ? STR_NONE : STR("/my");
	return v;
}

/* Letters that went to the family, under their titles, and all other papers that they may have. */
static const struct fault *papers_fill(struct desk *d, struct track_view *v)
{
	const struct case_file *c = v->t->c;
	struct kept_letters all = { 0 };
	TRY(letter_list(d, c, &all));
	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].is_released)
			LIST_PUSH(d->arena, &v->letters, all.at[i]);
	v->papers = ARENA_NEW(d->arena, struct case_document, c->document_count + 1);
	for (size_t i = c->document_count; i-- > 0;)
		if (!str_equal(c->documents[i].kind, STR("letter")))
			v->papers[v->paper_count++] = c->documents[i];
	return NULL;
}

static const struct fault *plan_fill(struct desk *d, struct track_view *v)
{
	struct plan_version *versions;
	size_t count;
	TRY(plan_versions(d, v->t->c, &versions, &count));
	v->plan = count ? &versions[count - 1] : NULL;
	v->is_changes = count > 1 && versions[0].is_base;
	if (!v->is_changes)
		return NULL;
	v->changes = ARENA_NEW(d->arena, struct plan_compare_part, v->plan->part_count + 1);
	v->changed = plan_compare_parts(d->arena, &versions[0], v->plan, v->changes);
	return NULL;
}

static const struct fault *track_show(struct desk *d, const struct request *r, enum track_way way, struct reply *out)
{
	struct case_file *c;
	struct track t;
	bool is_easy = str_equal(request_query(r, STR("view")), STR("easy"));
	TRY(track_open(d, r, way, STR("view"), &c, out));
	if (!c)
		return NULL;
	TRY(track_make(d, c, &t));
	struct track_view v = track_view_of(d, r, way, &t,
					    book_words(d->book, is_easy ? STR("easy.title") : STR("track-page.title")), is_easy);
	TRY(papers_fill(d, &v));
	TRY(plan_fill(d, &v));
	hands_fill(d, c, true, &v.hands);
	if (is_easy)
		html_easy(&out->body, &v);
	else
		html_track(&out->body, &v);
	return NULL;
}

/* --- what hangs on it --- */

/* A page of its own about a case: the case open and a view to be filled. `view->t` NULL: `out` is answered already.
 *   title   key of words */
static const struct fault *part_begin(struct desk *d, const struct request *r, enum track_way way, const char *title,
				      struct case_file **c, struct track_view *view, struct reply *out)
{
	struct track *t = ARENA_NEW(d->arena, struct track, 1);
	*view = (struct track_view){ .t = NULL };
	TRY(track_open(d, r, way, STR("view"), c, out));
	if (!*c)
		return NULL;
	TRY(track_make(d, *c, t));
	*view = track_view_of(d, r, way, t, book_words(d->book, str_of(title)), true);
	return NULL;
}

static const struct fault *seen_show(struct desk *d, const struct request *r, enum track_way way, struct reply *out)
{
	struct case_file *c;
	struct track_view v;
	TRY(part_begin(d, r, way, "track-page.seen", &c, &v, out));
	if (!v.t)
		return NULL;
	TRY(track_seen(d, c, &v.seen, &v.seen_count));
	html_track_seen(&out->body, &v);
	return NULL;
}

static const struct fault *plan_show(struct desk *d, const struct request *r, enum track_way way, struct reply *out)
{
	struct case_file *c;
	struct track_view v;
	TRY(part_begin(d, r, way, "track-page.plan_title", &c, &v, out));
	if (!v.t)
		return NULL;
	TRY(plan_fill(d, &v));
	if (v.plan && !str_equal(v.plan->state, STR("final")))
		v.frame.title = book_words(d->book, v.is_changes ? STR("track-page.plan_title_changes") : STR("track-page.plan_title_draft"));
	if (v.plan)
		TRY(plan_seen(d, c, v.plan));
	html_track_plan(&out->body, &v);
	return NULL;
}

static const struct fault *plan_pdf_show(struct desk *d, const struct request *r, enum track_way way, struct reply *out)
{
	struct case_file *c;
	struct track t = { 0 };
	struct str html, pdf;
	TRY(track_open(d, r, way, STR("view"), &c, out));
	if (!c)
		return NULL;
	t.c = c;
	struct track_view v = { .t = &t };
	TRY(plan_fill(d, &v));
	if (!v.plan)
		return fault_new(d->arena, FAULT_ABSENT, "there is no plan to read yet");
	TRY(plan_seen(d, c, v.plan));
	TRY(plan_page(d, c, v.plan, &html));
	TRY(letter_pdf(d->arena, html, &pdf));
	out->type = STR("application/pdf");
	out->download_name = STR("plan.pdf");
	out_add(&out->body, pdf);
	return NULL;
}

static const struct fault *dates_show(struct desk *d, const struct request *r, enum track_way way, struct reply *out)
{
	struct case_file *c;
	struct track t;
	TRY(track_open(d, r, way, STR("view"), &c, out));
	if (!c)
		return NULL;
	TRY(track_make(d, c, &t));
	out->type = STR("text/calendar; charset=utf-8");
	out->download_name = STR("dates.ics");
	out_add(&out->body, track_calendar(d->arena, &t, d->now, STR("waymark.invalid")));
	return NULL;
}

/* The rules of this process, with the place where the case stands. */
static const struct fault *way_show(struct desk *d, const struct request *r, enum track_way way, struct reply *out)
{
	struct case_file *c;
	struct track t = { 0 };
	TRY(track_open(d, r, way, STR("view"), &c, out));
	if (!c)
		return NULL;
	t.c = c;
	struct track_view shown = track_view_of(d, r, way, &t, c->pathway->name, true);
	struct rules_view v = { .frame = shown.frame };
	rules_fill(d, c->pathway, c->state.stage, &v);
	html_rules(&out->body, &v);
	return NULL;
}

static const struct fault *letter_pdf_show(struct desk *d, const struct case_file *c, int64_t id, struct reply *out)
{
	struct kept_letter letter;
	struct str pdf;
	TRY(letter_open_pdf(d, c, id, &letter, &pdf));
	out->type = STR("application/pdf");
	out->download_name = arena_printf(d->arena, "%.*s.pdf", STR_ARG(letter.letter));
	out_add(&out->body, pdf);
	return NULL;
}

/* .../letters/12 on the screen, .../letters/12.pdf */
static const struct fault *letter_show(struct desk *d, const struct request *r, enum track_way way, struct reply *out)
{
	struct case_file *c;
	struct track t = { 0 };
	struct kept_letter letter;
	struct str html, name = r->part[1];
	int64_t id;
	bool is_pdf = str_ends(name, STR(".pdf"));
	TRY(track_open(d, r, way, STR("view"), &c, out));
	if (!c)
		return NULL;
	if (!str_to_int(is_pdf ? str_slice(name, 0, name.len - 4) : name, &id))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such letter");
	if (is_pdf)
		return letter_pdf_show(d, c, id, out);
	TRY(letter_open(d, c, id, &letter, &html));
	t.c = c;
	struct track_view v = track_view_of(d, r, way, &t, letter.title, true);
	v.letter = &letter;
	v.inside = letter_inside(html);
	html_track_letter(&out->body, &v);
	return NULL;
}

static const struct fault *paper_show(struct desk *d, const struct request *r, enum track_way way, struct reply *out)
{
	struct case_file *c;
	struct case_document doc;
	int64_t id;
	TRY(track_open(d, r, way, STR("view"), &c, out));
	if (!c)
		return NULL;
	if (!str_to_int(r->part[1], &id))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such paper");
	TRY(document_open(d, c, id, &doc));
	reply_paper(out, &doc);
	return NULL;
}

TRACK_BOTH_WAYS(track_show)
TRACK_BOTH_WAYS(seen_show)
TRACK_BOTH_WAYS(plan_show)
TRACK_BOTH_WAYS(dates_show)
TRACK_BOTH_WAYS(way_show)
TRACK_BOTH_WAYS(plan_pdf_show)
TRACK_BOTH_WAYS(letter_show)
TRACK_BOTH_WAYS(paper_show)
TRACK_BOTH_WAYS(track_do_show)
TRACK_BOTH_WAYS(track_do_post)

const struct page page_track = {
	.path = "/track/{0}", .method = METHOD_GET, .needs = NEEDS_NOTHING,
	.answer = track_show_by_link };
const struct page page_track_seen = {
	.path = "/track/{0}/seen", .method = METHOD_GET, .needs = NEEDS_NOTHING,
	.answer = seen_show_by_link };
const struct page page_track_plan = {
	.path = "/track/{0}/plan", .method = METHOD_GET, .needs = NEEDS_NOTHING,
	.answer = plan_show_by_link };
const struct page page_track_dates = {
	.path = "/track/{0}/dates.ics", .method = METHOD_GET, .needs = NEEDS_NOTHING,
	.answer = dates_show_by_link };
const struct page page_track_way = {
	.path = "/track/{0}/way", .method = METHOD_GET, .needs = NEEDS_NOTHING,
	.answer = way_show_by_link };
const struct page page_track_plan_pdf = {
	.path = "/track/{0}/plan.pdf", .method = METHOD_GET, .needs = NEEDS_NOTHING,
	.answer = plan_pdf_show_by_link };
const struct page page_track_letter = {
	.path = "/track/{0}/letters/{1}", .method = METHOD_GET, .needs = NEEDS_NOTHING,
	.answer = letter_show_by_link };
const struct page page_track_paper = {
	.path = "/track/{0}/paper/{1}", .method = METHOD_GET, .needs = NEEDS_NOTHING,
	.answer = paper_show_by_link };
const struct page page_track_do = {
	.path = "/track/{0}/do/{1}", .method = METHOD_GET, .needs = NEEDS_NOTHING,
	.answer = track_do_show_by_link };
static const struct fault *link_admits(struct desk *d, const struct request *r)
{
	return link_open(d, r->part[0], STR("family"));
}
const struct page page_track_do_post = {
	.path = "/track/{0}/do/{1}", .method = METHOD_POST, .needs = NEEDS_NOTHING,
	.answer = track_do_post_by_link, .takes_files = true, .admits = link_admits };
const struct page page_my_case = {
	.path = "/my/{0}", .method = METHOD_GET, .needs = NEEDS_SIGN_IN,
	.answer = track_show_by_account };
const struct page page_my_seen = {
	.path = "/my/{0}/seen", .method = METHOD_GET, .needs = NEEDS_SIGN_IN,
	.answer = seen_show_by_account };
const struct page page_my_plan = {
	.path = "/my/{0}/plan", .method = METHOD_GET, .needs = NEEDS_SIGN_IN,
	.answer = plan_show_by_account };
const struct page page_my_dates = {
	.path = "/my/{0}/dates.ics", .method = METHOD_GET, .needs = NEEDS_SIGN_IN,
	.answer = dates_show_by_account };
const struct page page_my_way = {
	.path = "/my/{0}/way", .method = METHOD_GET, .needs = NEEDS_SIGN_IN,
	.answer = way_show_by_account };
const struct page page_my_plan_pdf = {
	.path = "/my/{0}/plan.pdf", .method = METHOD_GET, .needs = NEEDS_SIGN_IN,
	.answer = plan_pdf_show_by_account };
const struct page page_my_letter = {
	.path = "/my/{0}/letters/{1}", .method = METHOD_GET, .needs = NEEDS_SIGN_IN,
	.answer = letter_show_by_account };
const struct page page_my_paper = {
	.path = "/my/{0}/paper/{1}", .method = METHOD_GET, .needs = NEEDS_SIGN_IN,
	.answer = paper_show_by_account };
const struct page page_my_do = {
	.path = "/my/{0}/do/{1}", .method = METHOD_GET, .needs = NEEDS_SIGN_IN,
	.answer = track_do_show_by_account };
const struct page page_my_do_post = {
	.path = "/my/{0}/do/{1}", .method = METHOD_POST, .needs = NEEDS_SIGN_IN,
	.answer = track_do_post_by_account, .takes_files = true };
