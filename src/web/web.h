/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web - requests in, pages out. Sockets stand behind server.h alone.
 * Touches work, rulebook, core; never SQL. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "core/out.h"
#include "work/case.h"

enum method { METHOD_GET, METHOD_POST };
/* One typed value; file fields have `file` (already streamed into the database by its hash). */
struct typed {
	struct str name, value;         /* of a file: its name */
	bool is_bad_text;               /* no UTF-8 or a control character; the value is then "" */
	const struct kept_file *file;
	struct str refused;             /* words why a sent file was not taken; absent when it was */
};

struct request {
	enum method method;
	struct str path;                /* decoded, no query */
	struct str query;               /* as sent, for "come back here" */
	struct str address_sent;        /* path and query as sent */
	struct str host, origin, fetch_site; /* headers; absent when not sent */
	struct str part[4];             /* what stood for {0} .. in page.path */
	struct typed *query_at; size_t query_count, query_room;
	struct typed *form_at; size_t form_count, form_room;
	struct str cookie_session;
	struct str cookie_form;         /* what the forms of a visitor without a session are bound to */
	struct str cookie_device;       /* "known browser" of work/session.h; "" when not sent */
	struct str address;             /* of the client */
	struct str id;                  /* request id, for the log */
	bool wants_csv;                 /* path ended in .csv */
	struct str etag; bool takes_gzip;       /* If-None-Match, Accept-Encoding */
};
struct str request_query(const struct request *r, struct str name);    /* "" when not sent */
/* A day of the query (2026-03-31); `other` without one, and after a problem at `name` for one that is none or not of 2000 to 2199.
 *   bad   key of the words that say so */
struct date request_day(const struct desk *d, const struct request *r, struct str name, struct date other, const char *bad,
			struct problems *out);
struct str request_form(const struct request *r, struct str name);

struct reply {
	int status;                     /* 200 unless set */
	struct str type;                /* text/html; charset=utf-8 unless set */
	struct str location;            /* with 303 */
	struct str allow;               /* with 405 */
	struct str set_cookie;          /* session token; "" takes the cookie away */
	struct str set_form;            /* the router's: see cookie_form */
	struct str set_device;          /* device token, kept for 400 days (HttpOnly, Secure behind TLS, SameSite=Lax) */
	struct str download_name;       /* Content-Disposition: attachment */
	struct str cache;               /* Cache-Control; no-store unless set (only where nothing is about a person) */
	struct str etag; bool is_gzip;  /* assets */
	struct out body;
	/* A file streamed from the database instead of `body`. */
	struct str stream_sha256; int64_t stream_bytes;
};

/* Who may come in at all; the access rule decides on records afterwards. */
enum needs {
	NEEDS_NOTHING = 1,      /* public */
	NEEDS_SIGN_IN,          /* any account, both factors given */
	NEEDS_STAFF,            /* an account with a staff role */
	NEEDS_HALF_SIGN_IN,     /* password given, second factor not yet */
};

/* One page: a row that the build collects from `const struct page page_NAME` in src/web/page_NAME.c
 * (a file may have several: every `const struct page page_...` at the start of a line counts).
 * The router refuses a POST without a good CSRF token before the handler runs. */
struct page {
	const char *path;               /* "/cases/{0}/do/{1}" */
	enum method method;
	enum needs needs;
	const struct fault *(*answer)(struct desk *d, const struct request *r, struct reply *out) MUST;
	bool takes_files;               /* multipart; 50 MB a file */
	/* May this request go on at all? Asked before its files are kept; a page that takes files from visitors must
	 * have it, so that nobody without a link or a draft can fill the disk. The handler asks again. */
	const struct fault *(*admits)(struct desk *d, const struct request *r) MUST;
	/* When admits or answer said FAULT_ABSENT: a page that can say more than "not found" without telling what is not
	 * for everybody. NULL, or FAULT_ABSENT again: "not found". */
	const struct fault *(*absent)(struct desk *d, const struct request *r, struct reply *out) MUST;
	/* It does most harm in other hands: the password is asked for once more when session_is_proved says no. So is it for
	 * every list of a NEEDS_STAFF page that is taken out as a file (.csv), without being said here. */
	bool needs_proof;
	/* A POST that reckons a password's hash, as each POST with needs_proof does: much of the processor for each. The
	 * server lets a part of its threads do that at once, so that a morning's sign-ins do not hold up who works already. */
	bool is_costly;
};

void reply_redirect(struct reply *out, struct arena *a, struct str to);  /* 303 */
/* The paper itself, to keep: streamed from the database. The rule was asked (document_open). */
void reply_paper(struct reply *out, const struct case_document *doc);

/* A step of the way to this page, for the breadcrumbs. */
struct crumb { struct str address, words; };

/* What every page's frame needs; fill `title` and call html_top and html_bottom from the page's template. */
struct frame {
	struct desk *desk;
	const struct request *request;
	struct str title;               /* the page's h1 repeated in <title> */
	struct str section;             /* the lit item of the menu */
	struct str back;                /* address of the back link, or absent */
	const struct crumb *crumbs; size_t crumb_count; /* breadcrumbs in place of the back link */
	const struct problems *problems;/* not NULL and not empty: error summary on top, "Error: " in the title */
	bool is_family;                 /* family frame (no staff menu) */
	bool is_wide;
	struct str flash;               /* green banner, one sentence */
};
/* With the flash of the address: "?said=KEY" gives the words flash.KEY of the rulebook, if there are such. */
/* The full address of a path of ours ("https://send.example.gov.uk/track/..."): at the address of the house, or, when
 * none is set, at the host that the browser asked. */
struct str address_full(struct desk *d, const struct request *r, struct str path);
struct frame frame_of(struct desk *d, const struct request *r, struct str title);

#endif
