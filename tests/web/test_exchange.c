/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/web/exchange - whole requests against a small table of pages: who may, forms, faults, headers. */
#include "core/digest.h"
#include "gen/html/frame.h"
#include "gen/sql/document.h"
#include "raw.h"

static const struct fault *show(struct desk *d, const struct request *r, struct reply *out)
{
	struct frame f = frame_of(d, r, STR("A form"));

	html_top(&out->body, &f);
	html_csrf(&out->body, &f);
	html_bottom(&out->body, &f);
	return NULL;
}

static const struct fault *plain(struct desk *d, const struct request *r, struct reply *out)
{
	(void)d;
	out->type = STR("text/plain");
	out_printf(&out->body, "plain %.*s %.*s", STR_ARG(r->part[0]), STR_ARG(r->part[1]));
	return NULL;
}

/* Tells what was typed, a line each. */
static const struct fault *echo(struct desk *d, const struct request *r, struct reply *out)
{
	(void)d;
	out->type = STR("text/plain");
	for (size_t i = 0; i < r->form_count; i++) {
		const struct typed *t = &r->form_at[i];

		if (str_equal(t->name, STR("csrf")))
			continue;
		out_printf(&out->body, "%.*s=%.*s%s%s", STR_ARG(t->name), STR_ARG(t->value), t->is_bad_text ? " (bad)" : "",
			   t->refused.at ? " (refused)" : "");
		if (t->file)
			out_printf(&out->body, " (%lld bytes)", (long long)t->file->bytes);
		out_byte(&out->body, '\n');
	}
	return NULL;
}

static const struct fault *bug(struct desk *d, const struct request *r, struct reply *out)
{
	(void)d;
	(void)r;
	check(out->status == 7);
	return NULL;
}

static const struct fault *greedy(struct desk *d, const struct request *r, struct reply *out)
{
	(void)r;
	(void)out;
	for (int i = 0; i < 1000; i++)
		arena_take(d->arena, 1 << 20);
	return NULL;
}

static const struct fault *fail(struct desk *d, const struct request *r, struct reply *out)
{
	int64_t kind = 0;

	(void)out;
	CHECK(str_to_int(r->part[0], &kind));
	return fault_new(d->arena, (enum fault_kind)kind, "secret of the inside");
}

static const struct fault *split(struct desk *d, const struct request *r, struct reply *out)
{
	reply_redirect(out, d->arena, request_query(r, STR("to")));
	return NULL;
}

static const struct fault *admits(struct desk *d, const struct request *r)
{
	(void)d;
	(void)r;
	return NULL;
}

static const struct fault *shut(struct desk *d, const struct request *r)
{
	(void)r;
	return fault_new(d->arena, FAULT_ABSENT, "no such draft");
}

static const struct page show_page = { .path = "/form", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = show };
static const struct page form_page = { .path = "/form", .method = METHOD_POST, .needs = NEEDS_NOTHING, .answer = echo };
static const struct page files_page = { .path = "/files", .method = METHOD_POST, .needs = NEEDS_NOTHING, .answer = echo, .takes_files = true, .admits = admits };
static const struct page shut_page = { .path = "/shut", .method = METHOD_POST, .needs = NEEDS_NOTHING, .answer = echo, .takes_files = true, .admits = shut };
static const struct page one_page = { .path = "/a/{0}", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = plain };
static const struct page two_page = { .path = "/a/{0}/b/{1}", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = plain };
static const struct page new_page = { .path = "/a/new", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = show };
static const struct page staff_page = { .path = "/staff", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = plain };
static const struct page staff_form = { .path = "/staff", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = echo };
static const struct page half_page = { .path = "/half", .method = METHOD_GET, .needs = NEEDS_HALF_SIGN_IN, .answer = plain };
static const struct page bug_page = { .path = "/bug", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = bug };
static const struct page greedy_page = { .path = "/greedy", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = greedy };
static const struct page fail_page = { .path = "/fail/{0}", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = fail };
static const struct page fail_form = { .path = "/fail/{0}", .method = METHOD_POST, .needs = NEEDS_NOTHING, .answer = fail };
static const struct fault *gone(struct desk *d, const struct request *r, struct reply *out)
{
	(void)r;
	*out = (struct reply){ .status = 410, .body = out_start(d->arena, 100) };
	out_add(&out->body, STR("it was here"));
	return NULL;
}
static const struct page gone_page = { .path = "/gone/{0}", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = fail, .absent = gone };
static const struct page split_page = { .path = "/split", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = split };
static const struct page *const table[] = {
	&show_page, &form_page, &files_page, &one_page, &two_page, &new_page, &staff_page, &staff_form, &half_page,
	&shut_page, &bug_page, &greedy_page, &fail_page, &fail_form, &split_page, &gone_page, NULL,
};

static struct str get(struct arena *a, const struct site *site, const char *target)
{
	return raw_ask(a, site, arena_printf(a, "GET %s HTTP/1.1\r\nHost: here\r\n\r\n", target), 1);
}

static struct str post(struct arena *a, const struct site *site, const char *target, const char *headers, struct str body,
		       const char *type)
{
	struct out o = out_start(a, body.len + 500);

	out_printf(&o, "POST %s HTTP/1.1\r\nHost: here\r\nContent-Type: %s\r\nContent-Length: %zu\r\n%s\r\n", target, type,
		   body.len, headers);
	out_add(&o, body);
	return raw_ask(a, site, out_str(&o), 7);
}

static struct str post_form(struct arena *a, const struct site *site, const char *target, const struct raw_visitor *v,
			    const char *headers, const char *fields)
{
	return post(a, site, target, arena_printf(a, "Cookie: x=y; form=%.*s\r\n%s", STR_ARG(v->cookie), headers).at,
		    arena_printf(a, "csrf=%.*s&%s", STR_ARG(v->token), fields), "application/x-www-form-urlencoded");
}

TEST(an_address_finds_its_page)
{
	struct site *site = raw_site(a, table);

	CHECK_STR(raw_body(get(a, site, "/a/x")), STR("plain x "));
	CHECK_STR(raw_body(get(a, site, "/a/%C3%A9/b/y%20z")), STR("plain \xc3\xa9 y z"));
	CHECK(str_contains(get(a, site, "/a/new"), STR("A form")));
	CHECK_INT(raw_status(get(a, site, "/a/")), 404);
	CHECK_INT(raw_status(get(a, site, "/a/x/")), 404);
	CHECK_INT(raw_status(get(a, site, "/a/x/b/y/c")), 404);
	CHECK_INT(raw_status(get(a, site, "/none")), 404);
	CHECK_INT(raw_status(get(a, site, "/a/x%2Fb%2Fy")), 400);
	CHECK_INT(raw_status(get(a, site, "/a/%00")), 400);
	CHECK_INT(raw_status(get(a, site, "/a/%zz")), 400);
	CHECK_INT(raw_status(get(a, site, "/a/%ff")), 400);
	CHECK_INT(raw_status(get(a, site, "/a/../staff")), 400);
	CHECK_INT(raw_status(get(a, site, "/a/%2e%2e/staff")), 400);
	/* A page that is no list has no .csv. */
	CHECK_INT(raw_status(get(a, site, "/form.csv")), 404);
}

TEST(methods_that_a_page_has_not_are_refused_with_those_that_it_has)
{
	struct site *site = raw_site(a, table);
	struct str reply = raw_ask(a, site, STR("DELETE /form HTTP/1.1\r\nHost: here\r\n\r\n"), 1);

	CHECK_INT(raw_status(reply), 405);
	CHECK_STR(raw_header(reply, "allow"), STR("GET, HEAD, POST"));
	reply = raw_ask(a, site, STR("HEAD /a/x HTTP/1.1\r\nHost: here\r\n\r\n"), 1);
	CHECK_INT(raw_status(reply), 200);
	CHECK_STR(raw_header(reply, "content-length"), STR("8"));
	CHECK_STR(raw_body(reply), STR(""));
	CHECK_INT(raw_status(raw_ask(a, site, STR("POST /a/x HTTP/1.1\r\nHost: here\r\nContent-Length: 0\r\n\r\n"), 1)), 405);
	/* A GET with a body is nobody's browser. */
	reply = raw_ask(a, site, STR("GET /a/x HTTP/1.1\r\nHost: here\r\nContent-Length: 1\r\n\r\nx"), 1);
	CHECK_INT(raw_status(reply), 400);
	CHECK_STR(raw_header(reply, "connection"), STR("close"));
}

TEST(every_reply_forbids_what_a_browser_must_not_do)
{
	struct site *site = raw_site(a, table);
	static const char *const targets[] = { "/form", "/none", "/bug", "/staff", "/health/live", "/fail/0" };

	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
		struct str reply = get(a, site, targets[i]);

		CHECK_NOTE(str_contains(raw_header(reply, "content-security-policy"), STR("frame-ancestors 'none'")), "%s",
			   targets[i]);
		CHECK_NOTE(!str_contains(raw_header(reply, "content-security-policy"), STR("unsafe")), "%s", targets[i]);
		CHECK_STR(raw_header(reply, "cache-control"), STR("no-store"));
		CHECK_STR(raw_header(reply, "x-content-type-options"), STR("nosniff"));
		CHECK_STR(raw_header(reply, "referrer-policy"), STR("no-referrer"));
		CHECK(!raw_header(reply, "strict-transport-security").at);
	}
}

TEST(behind_tls_cookies_are_secure_and_browsers_stay_there)
{
	struct site *site = raw_site(a, table);
	struct house tls = *site->house;

	tls.address = STR("https://send.example.org");
	site->house = &tls;
	struct str reply = get(a, site, "/form");

	CHECK(raw_header(reply, "strict-transport-security").at != NULL);
	CHECK(str_ends(raw_header(reply, "set-cookie"), STR("; Path=/; HttpOnly; SameSite=Lax; Secure")));
	CHECK(str_starts(raw_header(reply, "set-cookie"), STR("__Host-form=")));
	/* Only under that name it is one of ours: a neighbour of the same domain cannot set it. */
	struct str value = raw_header(reply, "set-cookie");

	value = str_slice(value, sizeof "__Host-form=" - 1, value.len);
	value = str_cut(&value, ';');
	CHECK(!raw_header(raw_ask(a, site, arena_printf(a, "GET /form HTTP/1.1\r\nHost: a\r\nCookie: __Host-form=%.*s\r\n\r\n",
		STR_ARG(value)), 4096), "set-cookie").at);
	CHECK(raw_header(raw_ask(a, site, arena_printf(a, "GET /form HTTP/1.1\r\nHost: a\r\nCookie: form=%.*s\r\n\r\n",
		STR_ARG(value)), 4096), "set-cookie").at);
}

TEST(a_form_is_taken_only_with_its_own_token)
{
	struct site *site = raw_site(a, table);
	struct raw_visitor v = raw_visit(a, site, "/form"), other = raw_visit(a, site, "/form"), bad = v;

	CHECK_INT((int64_t)v.cookie.len, 43);
	CHECK_STR(raw_body(post_form(a, site, "/form", &v, "", "x=1")), STR("x=1\n"));
	bad.token = other.token;
	CHECK_INT(raw_status(post_form(a, site, "/form", &bad, "", "x=1")), 403);
	bad.token = STR("");
	CHECK_INT(raw_status(post_form(a, site, "/form", &bad, "", "x=1")), 403);
	bad = v;
	bad.cookie = STR("");
	CHECK_INT(raw_status(post_form(a, site, "/form", &bad, "", "x=1")), 403);
	/* Twice: which one would count? */
	CHECK_INT(raw_status(post_form(a, site, "/form", &v, "", "x=1&csrf=y")), 403);
}

TEST(a_form_from_elsewhere_is_refused_even_with_a_token)
{
	struct site *site = raw_site(a, table);
	struct raw_visitor v = raw_visit(a, site, "/form");
	static const struct { const char *headers; int status; } rows[] = {
		{ "Origin: http://here\r\n", 200 }, { "Origin: https://HERE\r\n", 200 }, { "Origin: null\r\n", 200 },
		{ "Origin: http://there\r\n", 403 }, { "Origin: http://here.there\r\n", 403 }, { "Origin: here\r\n", 403 },
		{ "Sec-Fetch-Site: same-origin\r\nOrigin: null\r\n", 200 }, { "Sec-Fetch-Site: none\r\n", 200 },
		{ "Sec-Fetch-Site: same-site\r\n", 403 }, { "Sec-Fetch-Site: cross-site\r\n", 403 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_NOTE(raw_status(post_form(a, site, "/form", &v, rows[i].headers, "x=1")) == rows[i].status, "%s",
			   rows[i].headers);
}

TEST(what_was_typed_survives_a_lost_token)
{
	struct site *site = raw_site(a, table);
	struct raw_visitor v = raw_visit(a, site, "/form");

	v.token = STR("old");
	struct str reply = post_form(a, site, "/form", &v, "Sec-Fetch-Site: same-origin\r\n", "needs=a+%3Cb%3E");

	CHECK_INT(raw_status(reply), 403);
	CHECK(str_contains(reply, STR("<input type=\"hidden\" name=\"needs\" value=\"a &lt;b&gt;\">")));
	CHECK(str_contains(reply, raw_visit(a, site, "/form").token) == false);
	CHECK(!str_contains(reply, STR("value=\"old\"")));
	/* From elsewhere nobody is offered a button that sends it. */
	reply = post_form(a, site, "/form", &v, "", "needs=x");
	CHECK(!str_contains(reply, STR("name=\"needs\"")));
}

TEST(who_is_not_signed_in_is_asked_to_and_comes_back)
{
	struct site *site = raw_site(a, table);
	struct raw_visitor v = raw_visit(a, site, "/form");
	struct str reply = get(a, site, "/staff?x=1&y=2");

	CHECK_INT(raw_status(reply), 303);
	CHECK_STR(raw_header(reply, "location"), STR("/sign-in?next=%2Fstaff%3Fx%3D1%26y%3D2"));
	CHECK_STR(raw_header(get(a, site, "/half"), "location"), STR("/sign-in"));
	reply = post_form(a, site, "/staff", &v, "Sec-Fetch-Site: same-origin\r\n", "text=kept");
	CHECK_INT(raw_status(reply), 403);
	CHECK(str_contains(reply, STR("value=\"kept\"")));
}

TEST(faults_become_pages_that_tell_nothing_of_the_inside)
{
	struct site *site = raw_site(a, table);
	struct raw_visitor v = raw_visit(a, site, "/form");
	static const struct { enum fault_kind kind; int status; } rows[] = {
		{ FAULT_STORE, 503 }, { FAULT_FILE, 503 }, { FAULT_TEXT, 400 }, { FAULT_CONFLICT, 409 }, { FAULT_ABSENT, 404 },
		{ FAULT_DENIED, 403 }, { FAULT_OUTSIDE, 503 }, { FAULT_SETTING, 500 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str reply = get(a, site, arena_printf(a, "/fail/%d", (int)rows[i].kind).at);

		CHECK_INT(raw_status(reply), rows[i].status);
		CHECK(!str_contains(reply, STR("secret")));
		CHECK(str_contains(reply, STR("<h1")));
	}
	struct str reply = post_form(a, site, "/fail/0", &v, "Sec-Fetch-Site: same-origin\r\n", "text=kept");

	CHECK_INT(raw_status(reply), 503);
	CHECK(str_contains(reply, STR("value=\"kept\"")));
	CHECK(raw_header(reply, "retry-after").at != NULL);
}

TEST(a_page_may_say_more_than_not_found)
{
	struct site *site = raw_site(a, table);

	CHECK_INT(raw_status(get(a, site, arena_printf(a, "/gone/%d", (int)FAULT_ABSENT).at)), 410);
	/* Only of what is absent: another fault is told as ever. */
	CHECK_INT(raw_status(get(a, site, arena_printf(a, "/gone/%d", (int)FAULT_STORE).at)), 503);
}

TEST(a_bug_ends_its_request_and_no_other)
{
	struct site *site = raw_site(a, table);

	CHECK_INT(raw_status(get(a, site, "/bug")), 500);
	CHECK_INT(raw_status(get(a, site, "/greedy")), 500);
	CHECK(str_contains(get(a, site, "/greedy"), STR("<h1")));
	CHECK_INT(raw_status(get(a, site, "/a/x")), 200);
	/* A page that would write a header of its own through an address. */
	struct str reply = get(a, site, "/split?to=/a%0d%0aSet-Cookie:x=y");

	CHECK(!raw_header(reply, "set-cookie").at);
}

TEST(typed_text_is_read_as_it_was_sent)
{
	struct site *site = raw_site(a, table);
	struct raw_visitor v = raw_visit(a, site, "/form");
	static const struct { const char *sent, *want; } rows[] = {
		{ "a=1&b=2&a=3", "a=1\nb=2\na=3\n" }, { "a", "a=\n" }, { "a=", "a=\n" }, { "&&a=b&", "a=b\n" },
		{ "a=b=c", "a=b=c\n" }, { "a=%C3%A9+x%2B", "a=\xc3\xa9 x+\n" }, { "a=%", "a= (bad)\n" }, { "a=%f", "a= (bad)\n" },
		{ "a=%ff", "a= (bad)\n" }, { "a=%00", "a= (bad)\n" }, { "a=%ED%A0%80", "a= (bad)\n" }, { "%ff=x&b=1", "b=1\n" },
		{ "a=x%0D%0Ay", "a=x\r\ny\n" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_STR(raw_body(post_form(a, site, "/form", &v, "", rows[i].sent)), str_of(rows[i].want));
}

TEST(too_much_or_the_wrong_kind_of_body_is_refused)
{
	struct site *site = raw_site(a, table);
	struct raw_visitor v = raw_visit(a, site, "/form");
	struct out fields = out_start(a, 1 << 16);
	struct str reply = raw_ask(a, site, STR("POST /form HTTP/1.1\r\nHost: here\r\n"
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2000000\r\n\r\n"), 1);

	CHECK_INT(raw_status(reply), 413);
	CHECK_STR(raw_header(reply, "connection"), STR("close"));
	CHECK_INT(raw_status(post(a, site, "/form", "", STR("{}"), "application/json")), 415);
	CHECK_INT(raw_status(post(a, site, "/form", "", STR("x"), "multipart/form-data")), 400);
	for (int i = 0; i < 3000; i++)
		out_add(&fields, STR("&a=b"));
	CHECK_INT(raw_status(post_form(a, site, "/form", &v, "", arena_str(a, out_str(&fields)).at)), 413);
}

/* What a stranger sends to a page that does not admit them is not kept; the same file on an open page is. */
TEST(files_are_kept_only_where_the_page_admits)
{
	struct site *site = raw_site(a, table);
	struct raw_visitor v = raw_visit(a, site, "/form");
	struct document_content_rows rows;
	struct store *store;
	static const struct { const char *target; int64_t status, kept; } tries[] = { { "/shut", 404, 0 }, { "/files", 200, 1 } };

	for (size_t i = 0; i < 2; i++) {
		struct str body = arena_printf(a, "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%.*s\r\n"
					       "--b\r\nContent-Disposition: form-data; name=\"paper\"; filename=\"a.txt\"\r\n"
					       "Content-Type: text/plain\r\n\r\nplain words\r\n--b--\r\n", STR_ARG(v.token));
		struct str reply = post(a, site, tries[i].target, arena_printf(a, "Cookie: form=%.*s\r\n", STR_ARG(v.cookie)).at,
					body, "multipart/form-data; boundary=b");

		CHECK_INT(raw_status(reply), tries[i].status);
		CHECK_OK(store_take(site->pool, a, &store));
		CHECK_OK(sql_document_content(store, a, &(struct document_content_in){ digest_sha256(a, STR("plain words")) },
					      &rows));
		store_give(site->pool, store);
		CHECK_INT((int64_t)rows.count, tries[i].kept);
	}
}

/* Who pasted a long text into a search is told so, not shown a bare number. */
TEST(an_address_that_is_too_long_is_answered_with_a_page)
{
	struct site *site = raw_site(a, table);
	struct out o = out_start(a, 6000);

	out_add(&o, STR("GET /form?q="));
	for (int i = 0; i < 5000; i++)
		out_byte(&o, 'a');
	out_add(&o, STR(" HTTP/1.1\r\nHost: a\r\n\r\n"));
	struct str reply = raw_ask(a, site, out_str(&o), o.len);

	CHECK_INT(raw_status(reply), 414);
	CHECK_STR(raw_header(reply, "content-type"), STR("text/html; charset=utf-8"));
	CHECK(str_contains(raw_body(reply), STR("<h1")) && str_contains(raw_body(reply), STR("fewer letters")));
	CHECK(str_starts(raw_header(reply, "content-security-policy"), STR("default-src 'none'")));
	CHECK(str_contains(raw_header(reply, "connection"), STR("close")) && !str_contains(reply, STR("aaaaaaaa")));
}

TEST(the_table_of_pages_is_proved)
{
	static const struct page open = { .path = "/x", .method = METHOD_GET, .answer = plain };
	static const struct page visitor = { .path = "/v", .method = METHOD_POST, .needs = NEEDS_NOTHING, .answer = plain, .needs_proof = true };
	static const struct page empty = { .path = "/y", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = NULL };
	static const struct page bad = { .path = "/{1}", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = plain };
	static const struct page twice = { .path = "/a/{0}", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = plain };
	static const struct page anybody = { .path = "/z", .method = METHOD_POST, .needs = NEEDS_NOTHING, .answer = plain, .takes_files = true };
	static const struct page *const rows[] = { &one_page, &two_page, &open, &empty, &bad, &twice, &anybody, &visitor, NULL };
	struct problems problems = { 0 };

	router_prove(rows, a, &problems);
	CHECK_INT((int64_t)problems.count, 6);
	CHECK_STR(problems.at[5].field, STR("/v"));
	CHECK_STR(problems.at[4].words, STR("takes files from anybody without asking first (admits)"));
	CHECK_STR(problems.at[0].words, STR("does not say who may come in (needs)"));
	CHECK_STR(problems.at[1].words, STR("has no answer"));
	CHECK_STR(problems.at[2].words, STR("is no path of a page"));
	CHECK_STR(problems.at[3].words, STR("is another page's address too"));
	problems.count = 0;
	router_prove(pages, a, &problems);
	CHECK_INT((int64_t)problems.count, 0);
}

TEST(assets_are_kept_for_ever_and_health_is_told)
{
	struct site *site = raw_site(a, table);
	struct str reply = get(a, site, "/health/ready");

	CHECK_STR(raw_body(reply), STR("ready\n"));
	CHECK_STR(raw_body(get(a, site, "/health/live")), STR("alive\n"));
	/* The test's client is not this machine. */
	CHECK_INT(raw_status(get(a, site, "/metrics")), 404);
	site->metrics_for_all = true;
	CHECK(str_contains(get(a, site, "/metrics"), STR("waymark_requests_total{status=\"2xx\"} 2\n")));
	static const char *const none[] = { "/assets/none.css", "/assets/", "/assets", "/.git/config", "/waymark.db", "/waymark.db.key" };
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) /* no folder is listed, no file beside the program is served */
		CHECK_INT(raw_status(get(a, site, none[i])), 404);
}
