/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/router - from a request to the page that answers it.
 * Touches work/session. */
#include "web/router.h"

#include <stdio.h>

#include "core/digest.h"
#include "web/failure.h"
#include "web/html.h"
#include "web/prove.h"
#include "work/session.h"

/* Does `pattern` fit the path? {0} .. {3} stand for one part that is not empty. */
static bool fits(struct str pattern, struct str path, struct str part[4])
{
	for (;;) {
		struct str want = str_cut(&pattern, '/'), got = str_cut(&path, '/');

		if (want.len == 3 && want.at[0] == '{') {
			if (got.len == 0)
				return false;
			part[want.at[1] - '0'] = got;
		} else if (!str_equal(want, got)) {
			return false;
		}
		if (!pattern.at || !path.at)
			return !pattern.at && !path.at;
	}
}

static bool path_is_good(struct str path)
{
	struct str rest = path;
	int next = 0;

	if (!str_starts(path, STR("/")))
		return false;
	while (rest.at) {
		struct str part = str_cut(&rest, '/');

		if (!str_contains(part, STR("{")))
			continue;
		if (part.len != 3 || part.at[1] != '0' + next++ || part.at[2] != '}' || next > 4)
			return false;
	}
	return true;
}

/* Would one address fit both? */
static bool is_same_place(const struct page *a, const struct page *b)
{
	struct str part[4], left = str_of(a->path), right = str_of(b->path);

	return a->method == b->method && (fits(left, right, part) && fits(right, left, part));
}

void router_prove(const struct page *const *table, struct arena *a, struct problems *out)
{
	for (size_t i = 0; table[i]; i++) {
		const struct page *p = table[i];
		struct str path = p->path ? str_of(p->path) : STR("");

		if (!path_is_good(path))
			problems_add(out, a, path, PROBLEM_FORM, STR("is no path of a page"));
		if (!p->needs)
			problems_add(out, a, path, PROBLEM_MISSING, STR("does not say who may come in (needs)"));
		if (p->needs == NEEDS_NOTHING && p->takes_files && !p->admits)
			problems_add(out, a, path, PROBLEM_MISSING, STR("takes files from anybody without asking first (admits)"));
		if (!p->answer)
			problems_add(out, a, path, PROBLEM_MISSING, STR("has no answer"));
		if (p->needs_proof && (p->needs == NEEDS_NOTHING || p->needs == NEEDS_HALF_SIGN_IN || p->takes_files))
			problems_add(out, a, path, PROBLEM_FORM, STR("asks for a proof that it cannot have (visitors), or that files would not outlast"));
		for (size_t k = 0; k < i; k++)
			if (p->path && table[k]->path && is_same_place(p, table[k]))
				problems_add(out, a, path, PROBLEM_TWICE, STR("is another page's address too"));
	}
}

/* A row without a placeholder at the first difference goes before one with: /asks/new before /asks/{0}. */
static bool is_closer(const struct page *a, const struct page *than)
{
	return !than || strcmp(a->path, than->path) < 0;
}

/* The closest row of the table for this path; methods that the path has are noted. */
static const struct page *find(const struct page *const *table, struct request *r, struct str path, bool *get, bool *post)
{
	const struct page *best = NULL;
	struct str part[4];

	for (size_t i = 0; table[i]; i++) {
		memset(part, 0, sizeof part);
		if (!fits(str_of(table[i]->path), path, part))
			continue;
		*(table[i]->method == METHOD_POST ? post : get) = true;
		if (table[i]->method == r->method && is_closer(table[i], best)) {
			best = table[i];
			memcpy(r->part, part, sizeof part);
		}
	}
	return best;
}

/* The list of /figures/{0} is /figures/ID.csv: its part is ID. */
static void last_part_cut(struct request *r, const struct page *page)
{
	size_t last = 0;

	for (size_t i = 0; i < sizeof r->part / sizeof *r->part; i++)
		if (r->part[i].at)
			last = i;
	if (str_ends(str_of(page->path), STR("}")) && str_ends(r->part[last], STR(".csv")))
		r->part[last].len -= 4;
}

struct route router_find(const struct page *const *table, struct arena *a, struct request *r)
{
	bool get = false, post = false;
	const struct page *page = find(table, r, r->path, &get, &post);

	r->wants_csv = str_ends(r->path, STR(".csv"));
	if (page && r->wants_csv)
		last_part_cut(r, page);
	if (!page && !get && !post && r->wants_csv)
		page = find(table, r, str_slice(r->path, 0, r->path.len - 4), &get, &post);
	return (struct route){ page, !get && !post ? STR_NONE : arena_printf(a, "%s%s%s", get ? "GET, HEAD" : "",
		get && post ? ", " : "", post ? "POST" : "") };
}

void reply_redirect(struct reply *out, struct arena *a, struct str to)
{
	out->status = 303;
	out->location = arena_str(a, to);
}

void reply_paper(struct reply *out, const struct case_document *doc)
{
	out->type = doc->mime;
	out->download_name = doc->name;
	out->stream_sha256 = doc->sha256;
	out->stream_bytes = doc->bytes;
}

/* The token of a visitor's forms: bound to a cookie of theirs, so that it is of no use to others. */
static void visitor_token(struct desk *d, const struct request *r, struct str *fresh)
{
	struct str cookie = r->cookie_form;

	*fresh = STR_NONE;
	if (cookie.len != 43)
		cookie = *fresh = digest_token(d->arena);
	d->who.csrf = digest_keyed(d->arena, d->house->key, arena_printf(d->arena, "form:%.*s", STR_ARG(cookie)));
}

static bool same_letters(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if ((a.at[i] | 32) != (b.at[i] | 32))
			return false;
	return true;
}

/* Was the form sent by a page of somebody else? Says yes only when the browser says so; the token decides. */
static bool is_from_elsewhere(const struct request *r)
{
	struct str origin = r->origin;

	if (!str_is_empty(r->fetch_site))
		return !str_equal(r->fetch_site, STR("same-origin")) && !str_equal(r->fetch_site, STR("none"));
	/* Our own pages send "null" too, because of Referrer-Policy: no-referrer. */
	if (str_is_empty(origin) || str_equal(origin, STR("null")))
		return false;
	str_cut(&origin, ':');
	return !origin.at || !str_starts(origin, STR("//")) || !same_letters(str_slice(origin, 2, origin.len), r->host);
}

static size_t count_of(const struct request *r, struct str name)
{
	size_t count = 0;

	for (size_t i = 0; i < r->form_count; i++)
		count += str_equal(r->form_at[i].name, name);
	return count;
}

/* With a button to send it again, when it is sure that our own page sent it. */
static void show_again(struct desk *d, const struct request *r, int status, struct reply *out)
{
	if (str_equal(r->fetch_site, STR("same-origin")))
		failure_again(d, r, status, out);
	else
		failure_show(d, r, status, out);
}

/* A POST must hold the token once. Shows the page that says what to do when it does not. */
static bool form_is_ours(struct desk *d, const struct request *r, bool is_fresh_visitor, struct reply *out)
{
	if (is_from_elsewhere(r)) {
		failure_show(d, r, FAILURE_ELSEWHERE, out);
		return false;
	}
	if (!is_fresh_visitor && count_of(r, STR("csrf")) == 1 && d->who.csrf.len &&
	    digest_equal(request_form(r, STR("csrf")), d->who.csrf))
		return true;
	/* The session ended while somebody typed: they may look at what they typed and send it again. */
	show_again(d, r, 419, out);
	return false;
}

/* Where to come back to after signing in: this page, when it can be asked for again. */
static void to_sign_in(struct desk *d, const struct request *r, struct reply *out)
{
	struct out o = out_start(d->arena, 128);

	out_add(&o, STR("/sign-in?next="));
	out_url(&o, r->address_sent);
	reply_redirect(out, d->arena, out_str(&o));
}

static bool may_come_in(struct desk *d, const struct request *r, const struct page *p, enum session_state state,
			struct reply *out)
{
	switch (p->needs) {
	case NEEDS_NOTHING:
		return true;
	case NEEDS_HALF_SIGN_IN:
		if (state == SESSION_HALF)
			return true;
		reply_redirect(out, d->arena, state == SESSION_FULL ? STR("/home") : STR("/sign-in"));
		return false;
	case NEEDS_SIGN_IN:
	case NEEDS_STAFF:
		break;
	}
	if (state == SESSION_FULL && (p->needs == NEEDS_SIGN_IN || session_is_staff(d, &d->who)))
		return true;
	if (state == SESSION_FULL)
		failure_show(d, r, 404, out);
	else if (r->method == METHOD_POST)
		show_again(d, r, FAILURE_SIGNED_OUT, out);
	else if (state == SESSION_HALF)
		reply_redirect(out, d->arena, STR("/sign-in/code"));
	else
		to_sign_in(d, r, out);
	return false;
}

static struct str json_words(struct arena *a, struct str words)
{
	struct out o = out_start(a, words.len + 16);

	out_json(&o, words);
	return str_slice(out_str(&o), 1, o.len - 1);
}

/* Faults are told in the log by their kind and words, which name tables and files and never what was typed. */
static void answer_fault(struct desk *d, const struct request *r, const struct fault *f, struct reply *out)
{
	int status = failure_status(f);

	if (status < 500) {
		failure_show(d, r, status, out);
		return;
	}
	fprintf(stderr, "{\"level\":\"fault\",\"id\":\"%.*s\",\"kind\":%d,\"why\":\"%.*s\"}\n", STR_ARG(r->id), (int)f->kind,
		STR_ARG(json_words(d->arena, f->words)));
	if (r->method == METHOD_POST)
		show_again(d, r, status, out);
	else
		failure_show(d, r, status, out);
}

/* The page, once the address and method are known. */
static const struct fault *answer_page(struct desk *d, struct request *r, const struct page *p, struct body *files,
				       struct reply *out, struct str *fresh)
{
	enum session_state state = SESSION_NONE;
	bool go;

	TRY(session_open(d, r->cookie_session, &state));
	if (state == SESSION_NONE)
		visitor_token(d, r, fresh);
	if (!may_come_in(d, r, p, state, out))
		return NULL;
	if (r->method == METHOD_POST && !form_is_ours(d, r, fresh->at != NULL, out))
		return NULL;
	if (p->admits)
		TRY(p->admits(d, r));
	TRY(prove_first(d, r, p, out, &go));
	if (!go)
		return NULL;
	TRY(body_files_keep(files, d, r));
	TRY(p->answer(d, r, out));
	if (r->wants_csv && !str_starts(out->type, STR("text/csv")) && out->status == 200)
		return fault_new(d->arena, FAULT_ABSENT, "no such list");
	return NULL;
}

/* The cookie is given only with a page that has a form in it. */
static struct str form_cookie(const struct desk *d, const struct reply *out, struct str fresh)
{
	return fresh.at && d->who.csrf.len && str_contains(out_str(&out->body), d->who.csrf) ? fresh : STR_NONE;
}

void router_answer(const struct route *to, struct desk *d, struct request *r, bool method_known, struct body *files,
		   struct reply *out, const char **route)
{
	const struct page *p = to->page;
	struct str fresh = STR_NONE;

	*out = (struct reply){ .status = 200, .body = out_start(d->arena, 16 * 1024) };
	*route = p ? p->path : "-";
	html_book(d->book);
	if (!to->allow.at) {
		failure_show(d, r, 404, out);
	} else if (!p || !method_known) {
		failure_show(d, r, 405, out);
		out->allow = to->allow;
	} else if (body_has_files(files) && !p->takes_files) {
		failure_show(d, r, 415, out);
	} else {
		const struct fault *f = answer_page(d, r, p, files, out, &fresh);

		if (f && f->kind == FAULT_ABSENT && p->absent)
			f = p->absent(d, r, out);
		if (f)
			answer_fault(d, r, f, out);
	}
	out->set_form = form_cookie(d, out, fresh);
}
