/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/failure - the pages that say that something could not be done.
 * Touches the words. */
#include "web/failure.h"

#include "gen/html/page_failure.h"

/* `kept` takes the place of `name` when what was typed can be sent once more. */
static const struct { int status, answered; const char *name, *kept; } rows[] = {
	{ 500, 500, "broken", NULL },   /* the first stands for all that are not here */
	{ 400, 400, "bad", NULL }, { 403, 403, "denied", NULL }, { 404, 404, "absent", NULL }, { 405, 405, "bad", NULL },
	{ 409, 409, "conflict", NULL }, { 413, 413, "large", NULL }, { 414, 414, "long", NULL }, { 415, 415, "bad", NULL },
	{ 419, 403, "expired", "resend" }, { 429, 429, "crowded", NULL }, { 503, 503, "busy", "store" },
	{ FAILURE_SIGNED_OUT, 403, "expired", "signed_out" }, { FAILURE_ELSEWHERE, 403, "elsewhere", NULL },
};

int failure_status(const struct fault *f)
{
	switch (f->kind) {
	case FAULT_ABSENT: return 404;
	case FAULT_DENIED: return 403;
	case FAULT_CONFLICT: return 409;
	case FAULT_TEXT: return 400;
	case FAULT_STORE: case FAULT_FILE: case FAULT_OUTSIDE: return 503;
	default: return 500;
	}
}

static void show(struct desk *d, const struct request *r, int status, bool again, struct reply *out)
{
	struct failure_view v = { .reference = r->id };
	const char *name;
	size_t k = 0;

	for (size_t i = 1; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].status == status)
			k = i;
	v.again = again && rows[k].kept ? r : NULL;
	name = v.again ? rows[k].kept : rows[k].name;
	if (rows[k].answered == 503 && r->method == METHOD_POST && !v.again)
		name = "unsaved";
	for (size_t i = 0; i < r->form_count; i++)
		v.has_lost_files |= r->form_at[i].file != NULL || r->form_at[i].refused.at != NULL;
	v.title = book_words(d->book, arena_printf(d->arena, "error.%s_title", name));
	v.words = book_words(d->book, arena_printf(d->arena, "error.%s_1", name));
	if (rows[k].answered == 404)
		v.more = book_words(d->book, STR("error.absent_2"));
	v.has_reference = rows[k].answered >= 500;
	/* The session may have a new cookie already (web/prove.h). */
	*out = (struct reply){ .status = rows[k].answered, .body = out_start(d->arena, 8192), .set_cookie = out->set_cookie };
	struct frame f = frame_of(d, r, v.title);
	f.flash = STR_NONE;
	html_failure(&out->body, &f, &v);
}

void failure_show(struct desk *d, const struct request *r, int status, struct reply *out)
{
	show(d, r, status, false, out);
}

void failure_again(struct desk *d, const struct request *r, int status, struct reply *out)
{
	show(d, r, status, true, out);
}
