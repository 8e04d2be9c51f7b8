/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/exchange - one request from its head to its reply, without sockets.
 * Touches the clock and standard error (the log). */
#include "web/exchange.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "core/digest.h"
#include "web/asset.h"
#include "web/failure.h"
#include "web/html.h"
#include "work/document.h"

int64_t exchange_clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t utc_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void plain(struct exchange *x, int status, struct str words)
{
	x->reply = (struct reply){ .status = status, .type = STR("text/plain; charset=utf-8") };
	x->reply.body = out_start(x->arena, words.len + 1);
	out_add(&x->reply.body, words);
}

/* With a proxy in front the client's address is what the proxy says; else what the socket says. */
static struct str client_of(const struct site *site, const struct head *h, struct str address)
{
	struct str told = site->has_front ? head_value(h, "x-real-ip") : STR_NONE;

	return str_is_empty(told) || told.len > 45 ? address : told;
}

static bool is_near(struct str address)
{
	return str_starts(address, STR("127.")) || str_equal(address, STR("::1")) || str_equal(address, STR("unix"));
}

/* The machine itself is not counted: its tests, its monitoring. */
static bool may_ask(const struct exchange *x)
{
	return !x->site->rates || is_near(x->request.address) ||
	       rates_take(x->site->rates, x->request.address, x->began_us);
}

static void begin_body(struct exchange *x, const struct head *h)
{
	int refused;

	if (x->request.method != METHOD_POST)
		refused = h->body_bytes ? 400 : 0;
	else
		x->body = body_start(x->arena, head_value(h, "content-type"), h->body_bytes, x->site->house->files_most,
				     &refused);
	x->body_wanted = h->body_bytes;
	if (refused) {
		x->reply.status = refused;
		x->body = NULL;
		x->body_wanted = 0;
		x->is_unread = h->body_bytes > 0;
		x->is_last = x->is_last || x->is_unread;
	}
}

static struct str cookie_of(const struct exchange *x, const struct head *h, const char *name)
{
	return read_cookie(h, arena_cstr(x->arena, reply_cookie_name(x->arena, x->site, name)));
}

void exchange_begin(struct exchange *x, const struct site *site, struct arena *a, const struct head *h,
		    struct str address)
{
	struct str id = digest_random(a, STR("0123456789abcdefghjkmnpqrstvwxyz"), 12);
	int refused;

	*x = (struct exchange){ .site = site, .arena = a, .route = "-", .is_last = h->is_last,
				.began_us = exchange_clock_us() };
	memcpy(x->id, id.at, id.len);
	x->is_head = str_equal(h->method, STR("HEAD"));
	x->method_known = x->is_head || str_equal(h->method, STR("GET")) || str_equal(h->method, STR("POST"));
	refused = read_head(a, h, &x->request);
	x->request.id = (struct str){ x->id, id.len };
	x->request.address = client_of(site, h, address);
	x->request.cookie_session = cookie_of(x, h, "session");
	x->request.cookie_device = cookie_of(x, h, "device");
	x->request.cookie_form = cookie_of(x, h, "form");
	x->request.etag = head_value(h, "if-none-match");
	x->request.takes_gzip = str_contains(head_value(h, "accept-encoding"), STR("gzip"));
	if (!refused && !may_ask(x))
		refused = 429;
	if (refused) {
		x->reply.status = refused;
		x->is_unread = h->body_bytes > 0;
		x->is_last = x->is_last || x->is_unread;
		return;
	}
	begin_body(x, h);
	if (!x->reply.status)
		x->to = router_find(site->pages, a, &x->request);
}

void exchange_part(struct exchange *x, struct str bytes)
{
	check((int64_t)bytes.len <= x->body_wanted);
	x->body_wanted -= (int64_t)bytes.len;
	if (x->body)
		body_part(x->body, bytes);
}

bool exchange_is_costly(const struct exchange *x)
{
	const struct page *page = x->to.page;

	return x->request.method == METHOD_POST && page && (page->is_costly || page->needs_proof);
}

static void answer_health(struct exchange *x, struct store *store)
{
	struct str path = x->request.path;

	if (str_equal(path, STR("/health/live"))) {
		plain(x, 200, STR("alive\n"));
	} else if (str_equal(path, STR("/metrics"))) {
		if (!x->site->metrics_for_all && !is_near(x->request.address)) {
			plain(x, 404, STR("not found\n"));
			return;
		}
		plain(x, 200, STR(""));
		counts_write(x->site->counts, &x->reply.body);
	} else {
		const struct fault *f = store ? store_ready(x->site->pool, x->arena) : NULL;

		plain(x, f ? 503 : 200, f ? STR("the database cannot be read or written\n") : STR("ready\n"));
	}
}

static void answer_asset(struct exchange *x)
{
	const struct asset *asset = asset_at(x->request.path);

	if (!asset) {
		plain(x, 404, STR("not found\n"));
		return;
	}
	x->reply = (struct reply){ .status = 200, .type = asset->type, .etag = asset->etag,
				   .cache = STR("public, max-age=31536000, immutable") };
	x->reply.is_gzip = x->request.takes_gzip && asset->gzip.len;
	if (str_equal(x->request.etag, asset->etag))
		x->reply.status = 304;
	else
		x->body_out = x->reply.is_gzip ? asset->gzip : asset->bytes;
}

static struct desk desk_of(struct exchange *x, struct store *store)
{
	struct now now = { .utc_ms = utc_ms() };

	now.today = date_is_none(x->site->today) ? date_of_ms(now.utc_ms) : x->site->today;
	return (struct desk){ .arena = x->arena, .pool = x->site->pool, .store = store, .book = x->site->book,
			      .house = x->site->house, .shelf = x->site->shelf, .now = now };
}

static void answer_page(struct exchange *x, struct store *store)
{
	struct desk d = desk_of(x, store);
	int refused = 0;
	const struct fault *f = x->body ? body_end(x->body, &x->request, &refused) : NULL;

	html_book(d.book);
	if (f || refused) {
		failure_show(&d, &x->request, f ? 503 : refused, &x->reply);
		return;
	}
	router_answer(&x->to, &d, &x->request, x->method_known, x->body, &x->reply, &x->route);
}

static void answer_refused(struct exchange *x, struct store *store, int status)
{
	struct desk d = desk_of(x, store);

	html_book(d.book);
	failure_show(&d, &x->request, status, &x->reply);
}

static void answer(struct exchange *x, struct store *store)
{
	struct str path = x->request.path;

	if (x->reply.status) {
		x->request.path = path.at ? path : STR("/");
		answer_refused(x, store, x->reply.status);
	} else if (str_starts(path, STR("/assets/")) && x->request.method == METHOD_GET) {
		x->route = "/assets";
		answer_asset(x);
	} else if (str_equal(path, STR("/metrics")) || str_equal(path, STR("/health/live")) ||
		   str_equal(path, STR("/health/ready"))) {
		x->route = path.at[1] == 'm' ? "/metrics" : "/health";
		answer_health(x, store);
	} else {
		answer_page(x, store);
	}
}

/* The arena is full or a check failed: what was under way is thrown away and a page says so. */
static void answer_bug(struct exchange *x, struct store *store, const char *why)
{
	fprintf(stderr, "{\"level\":\"bug\",\"id\":\"%s\",\"route\":\"%s\",\"why\":\"%s\"}\n", x->id, x->route, why);
	if (store)
		store_settle(store);
	arena_clear(x->arena);
	x->request = (struct request){ .id = { x->id, strlen(x->id) }, .path = STR("/") };
	x->is_last = x->is_last || x->body_wanted;
	x->body = NULL;
	x->body_out = STR_NONE;
}

static void finish(struct exchange *x, bool is_last)
{
	int64_t length;

	if (!x->body_out.at)
		x->body_out = out_str(&x->reply.body);
	if (!x->reply.status)
		x->reply.status = 200;
	if (x->reply.location.at || x->reply.status == 304)
		x->body_out = STR("");
	x->stream_left = x->reply.stream_sha256.at ? x->reply.stream_bytes : 0;
	length = x->reply.stream_sha256.at ? x->stream_left : (int64_t)x->body_out.len;
	x->is_last = x->is_last || is_last;
	x->head_out = reply_head(x->arena, x->site, &x->reply, x->id, length, x->is_last, x->reply.status != 304);
	if (x->is_head) {
		x->body_out = STR("");
		x->stream_left = 0;
	}
	x->stream_from = arena_mark(x->arena);
}

void exchange_answer(struct exchange *x, struct store *store, bool is_last)
{
	struct bail bail = { .why = "" };
	volatile int tries = 0;

	/* The second time the page that says so is made; should that fail too, a line of text. */
	if (setjmp(bail.there)) {
		answer_bug(x, store, bail.why);
		tries++;
	}
	arena_bail(x->arena, &bail);
	check_bail(&bail);
	if (tries == 0) {
		answer(x, store);
	} else if (tries == 1) {
		struct desk d = desk_of(x, store);

		failure_show(&d, &x->request, 500, &x->reply);
	} else {
		plain(x, 500, STR("Sorry, there is a problem with this page.\n"));
	}
	finish(x, is_last);
	arena_bail(x->arena, NULL);
	check_bail(NULL);
}

struct str exchange_next(struct exchange *x, struct store *store)
{
	struct str part = STR_NONE;
	struct bail bail = { .why = "" };

	if (x->stream_left <= 0)
		return STR("");
	arena_reset(x->arena, x->stream_from);
	if (setjmp(bail.there)) {
		store_settle(store);
		return STR_NONE;
	}
	arena_bail(x->arena, &bail);
	check_bail(&bail);
	const struct fault *f = document_part(store, x->arena, x->reply.stream_sha256, x->stream_seq, &part);

	check_bail(NULL);
	arena_bail(x->arena, NULL);
	if (f || part.len == 0 || (int64_t)part.len > x->stream_left)
		return STR_NONE;
	x->stream_seq++;
	x->stream_left -= (int64_t)part.len;
	return part;
}

void exchange_end(struct exchange *x)
{
	int64_t took = exchange_clock_us() - x->began_us;
	char line[400];
	int len;

	counts_add(x->site->counts, x->reply.status, took, x->sent);
	if (x->site->is_quiet)
		return;
	len = snprintf(line, sizeof line, "{\"level\":\"info\",\"utc_ms\":%lld,\"id\":\"%s\",\"method\":\"%s\",\"route\":\"%s\","
		       "\"status\":%d,\"ms\":%.3f,\"bytes\":%lld}\n", (long long)utc_ms(), x->id,
		       x->is_head ? "HEAD" : !x->method_known ? "OTHER" : x->request.method == METHOD_POST ? "POST" : "GET",
		       x->route, x->reply.status, (double)took / 1000, (long long)x->sent);
	if (len > 0 && (size_t)len < sizeof line && write(STDERR_FILENO, line, (size_t)len) != len)
		return;         /* nobody reads the log: no reason to stop */
}

/* No browser sends the others: a person may send an address that is too long. */
static void refusal_write(const struct site *site, struct arena *a, int status, struct reply *r)
{
	struct exchange x = { .site = site, .arena = a, .request = { .id = STR(""), .path = STR("/") } };

	*r = (struct reply){ .status = status, .type = STR("text/plain; charset=utf-8"), .body = out_start(a, 64) };
	if (status != 414) {
		out_printf(&r->body, "%d %s\n", status, reply_status_words(status));
		return;
	}
	answer_refused(&x, NULL, status);
	*r = x.reply;
}

struct str exchange_refuse(const struct site *site, struct arena *a, const struct head_refusal *why)
{
	struct out o = out_start(a, 2048);
	struct reply r;
	struct str words;

	refusal_write(site, a, why->status, &r);
	words = out_str(&r.body);

	counts_add(site->counts, 0, 0, 0);
	if (!site->is_quiet)
		fprintf(stderr, "{\"level\":\"info\",\"utc_ms\":%lld,\"refused\":\"%s\",\"status\":%d}\n", (long long)utc_ms(),
			why->why, why->status);
	out_add(&o, reply_head(a, site, &r, "-", (int64_t)words.len, true, true));
	out_add(&o, words);
	return out_str(&o);
}
