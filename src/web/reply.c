/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/reply - the head of a reply: status, what it is, and what a browser must not do with it.
 * Touches nothing. */
#include "web/exchange.h"

static const struct { int status; const char *words; } status_words[] = {
	{ 200, "OK" }, { 303, "See Other" }, { 304, "Not Modified" }, { 400, "Bad Request" }, { 403, "Forbidden" },
	{ 404, "Not Found" }, { 405, "Method Not Allowed" }, { 409, "Conflict" }, { 411, "Length Required" },
	{ 413, "Content Too Large" }, { 414, "URI Too Long" }, { 415, "Unsupported Media Type" },
	{ 417, "Expectation Failed" }, { 422, "Unprocessable Content" }, { 429, "Too Many Requests" },
	{ 431, "Request Header Fields Too Large" }, { 500, "Internal Server Error" }, { 503, "Service Unavailable" },
	{ 505, "HTTP Version Not Supported" },
};

const char *reply_status_words(int status)
{
	for (size_t i = 0; i < sizeof status_words / sizeof *status_words; i++)
		if (status_words[i].status == status)
			return status_words[i].words;
	return "Status";
}

/* No script or style but our own files, no other site may frame a page or learn its address, and nothing that may
 * show a person is kept by the browser or by what stands between. */
static const char guards[] =
	"Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
	"font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n"
	"X-Content-Type-Options: nosniff\r\n"
	"X-Frame-Options: DENY\r\n"
	"Referrer-Policy: no-referrer\r\n"
	"Cross-Origin-Opener-Policy: same-origin\r\n"
	"Cross-Origin-Resource-Policy: same-origin\r\n"
	"Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n";

/* A header's value must be one line. Ours never is more; a bug that lets one in must not write headers. */
static void add_line(struct out *o, const char *name, struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		check((unsigned char)value.at[i] >= ' ' && value.at[i] != 0x7f);
	out_add(o, str_of(name));
	out_add(o, STR(": "));
	out_add(o, value);
	out_add(o, STR("\r\n"));
}

/* filename for old readers in ASCII, filename* for all others (RFC 6266). */
static void add_download(struct out *o, struct str name)
{
	out_add(o, STR("Content-Disposition: attachment; filename=\""));
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];
		bool is_plain = c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '%';

		if (((unsigned char)c & 0xc0) != 0x80)
			out_byte(o, is_plain ? c : '_');
	}
	out_add(o, STR("\"; filename*=UTF-8''"));
	out_url(o, name);
	out_add(o, STR("\r\n"));
}

static bool is_tls(const struct site *site)
{
	return str_starts(site->house->address, STR("https://"));
}

struct str reply_cookie_name(struct arena *a, const struct site *site, const char *name)
{
	return arena_printf(a, "%s%s", is_tls(site) ? "__Host-" : "", name);
}

/* "" takes the cookie away. Lax, not Strict: who follows a link in a letter is to stay signed in. */
static void add_cookie(struct out *o, const struct site *site, const char *name, struct str value, long seconds)
{
	struct str line = arena_printf(o->arena, "%.*s=%.*s; Path=/; HttpOnly; SameSite=Lax%s",
				       STR_ARG(reply_cookie_name(o->arena, site, name)), STR_ARG(value), is_tls(site) ? "; Secure" : "");

	if (value.len == 0)
		line = arena_printf(o->arena, "%.*s; Max-Age=0", STR_ARG(line));
	else if (seconds)
		line = arena_printf(o->arena, "%.*s; Max-Age=%ld", STR_ARG(line), seconds);
	add_line(o, "Set-Cookie", line);
}

static void add_cookies(struct out *o, const struct site *site, const struct reply *r)
{
	if (r->set_cookie.at)
		add_cookie(o, site, "session", r->set_cookie, 0);
	if (r->set_device.at)
		add_cookie(o, site, "device", r->set_device, 400L * 24 * 60 * 60);
	if (r->set_form.at)
		add_cookie(o, site, "form", r->set_form, 0);
}

struct str reply_head(struct arena *a, const struct site *site, const struct reply *r, const char *id, int64_t length,
		      bool is_last, bool needs_length)
{
	struct out o = out_start(a, 2048);

	out_printf(&o, "HTTP/1.1 %d %s\r\n", r->status, reply_status_words(r->status));
	if (needs_length)
		out_printf(&o, "Content-Length: %lld\r\n", (long long)length);
	if (length)
		add_line(&o, "Content-Type", r->type.at ? r->type : STR("text/html; charset=utf-8"));
	if (is_last)
		out_add(&o, STR("Connection: close\r\n"));
	out_add(&o, str_of(guards));
	add_line(&o, "Cache-Control", r->cache.at ? r->cache : STR("no-store"));
	add_line(&o, "X-Request-Id", str_of(id));
	if (is_tls(site))
		out_add(&o, STR("Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n"));
	if (r->etag.at)
		add_line(&o, "ETag", r->etag);
	if (r->is_gzip)
		out_add(&o, STR("Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n"));
	if (r->location.at)
		add_line(&o, "Location", r->location);
	if (r->allow.at)
		add_line(&o, "Allow", r->allow);
	if (r->download_name.at)
		add_download(&o, r->download_name);
	if (r->status == 503 || r->status == 429)
		out_add(&o, STR("Retry-After: 60\r\n"));
	add_cookies(&o, site, r);
	out_add(&o, STR("\r\n"));
	return out_str(&o);
}
