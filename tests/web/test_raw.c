/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/web/raw - request text in, reply text out, without sockets. */
#include "raw.h"

#include "core/digest.h"
#include "rulebook/made_book.h"
#include "store/fresh.h"

static int hex_of(char c)
{
	return c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

struct str raw_bytes(struct arena *a, struct str written)
{
	struct out o = out_start(a, written.len + 1);

	for (size_t i = 0; i < written.len; i++) {
		char c = written.at[i];

		if (c == '\\' && i + 1 < written.len) {
			c = written.at[++i];
			if (c == 'x' && i + 2 < written.len) {
				c = (char)(hex_of(written.at[i + 1]) * 16 + hex_of(written.at[i + 2]));
				i += 2;
			} else {
				c = c == 'r' ? '\r' : c == 'n' ? '\n' : c == 't' ? '\t' : c == '0' ? '\0' : c;
			}
		}
		out_byte(&o, c);
	}
	return out_str(&o);
}

struct site *raw_site(struct arena *a, const struct page *const *table)
{
	struct site *site = ARENA_NEW(a, struct site, 1);
	struct house *house = ARENA_NEW(a, struct house, 1);

	CHECK(digest_start());
	*house = (struct house){ .area_name = STR("Testshire"), .files_most = 1 << 20 };
	memset(house->key, 7, sizeof house->key);
	*site = (struct site){ .pool = fresh_store(a, STORE_SQLITE), .book = made_book(), .house = house, .pages = table,
			       .today = date_of(2026, 2, 16), .counts = ARENA_NEW(a, struct counts, 1), .is_quiet = true };
	return site;
}

/* What server.c does, without the waiting. */
struct str raw_ask(struct arena *a, const struct site *site, struct str request, size_t step)
{
	struct arena *own = arena_start((size_t)8 << 20);
	struct head_refusal why;
	struct exchange x;
	struct head h;
	struct store *store;
	struct out o = out_start(a, 4096);
	struct str body, part;

	switch (head_read(request, &h, &why)) {
	case HEAD_MORE:
		arena_end(own);
		return STR("");
	case HEAD_REFUSED:
		out_add(&o, exchange_refuse(site, own, &why));
		arena_end(own);
		return out_str(&o);
	case HEAD_GOOD:
		break;
	}
	exchange_begin(&x, site, own, &h, STR("192.0.2.1"));
	body = str_slice(request, h.bytes, request.len);
	for (size_t at = 0; x.body_wanted > 0 && at < body.len; at += part.len) {
		part = str_slice(body, at, at + (step < (size_t)x.body_wanted ? step : (size_t)x.body_wanted));
		exchange_part(&x, part);
	}
	CHECK_OK(store_take(site->pool, a, &store));
	exchange_answer(&x, store, false);
	out_add(&o, x.head_out);
	out_add(&o, x.body_out);
	while ((part = exchange_next(&x, store)).len)
		out_add(&o, part);
	exchange_end(&x);
	store_give(site->pool, store);
	arena_end(own);
	return out_str(&o);
}

struct str raw_header(struct str reply, const char *name)
{
	struct str rest = reply;

	for (;;) {
		struct str value = str_cut(&rest, '\n'), line = str_trim(value);

		value = line;
		if (line.len == 0)
			return STR_NONE;
		if (head_name_is(str_cut(&value, ':'), name) && value.at)
			return str_trim(value);
	}
}

struct str raw_body(struct str reply)
{
	for (size_t i = 0; i + 4 <= reply.len; i++)
		if (memcmp(reply.at + i, "\r\n\r\n", 4) == 0)
			return str_slice(reply, i + 4, reply.len);
	return STR_NONE;
}

int64_t raw_status(struct str reply)
{
	int64_t status = 0;

	return str_to_int(str_slice(reply, 9, 12), &status) ? status : 0;
}

struct raw_visitor raw_visit(struct arena *a, const struct site *site, const char *target)
{
	struct str reply = raw_ask(a, site, arena_printf(a, "GET %s HTTP/1.1\r\nHost: here\r\n\r\n", target), 1),
		   cookie = raw_header(reply, "set-cookie"), rest = raw_body(reply);
	struct raw_visitor v;

	str_cut(&cookie, '=');
	v.cookie = str_cut(&cookie, ';');
	while (rest.at && !str_starts(rest, STR("name=\"csrf\" value=\"")))
		str_cut(&rest, ' ');
	str_cut(&rest, '"');
	str_cut(&rest, '"');
	str_cut(&rest, '"');
	v.token = str_cut(&rest, '"');
	return v;
}
