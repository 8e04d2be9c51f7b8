/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/failure - the pages that say that something could not be done.
 * Touches the words. */
#include "web/failure.h"

#include "gen/html.h"

static const struct { int status, answered; const char *name; } rows[] = {
	{ 500, 500, "broken" },         /* the first stands for all that are not here */
	{ 400, 400, "bad" }, { 403, 403, "denied" }, { 404, 404, "absent" }, { 405, 405, "bad" },
	{ 409, 409, "conflict" }, { 413, 413, "large" }, { 419, 403, "expired" }, { 503, 503, "busy" },
};

int failure_status(const struct fault *f)
{
	switch (f->kind) {
	case FAULT_ABSENT: return 404;
	case FAULT_DENIED: return 403;
	case FAULT_CONFLICT: return 409;
	case FAULT_TEXT: return 400;
	default: return 500;
	}
}

void failure_show(struct desk *d, const struct request *r, int status, struct reply *out)
{
	struct failure_view v = { .reference = r->id };
	size_t k = 0;

	for (size_t i = 1; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].status == status)
			k = i;
	v.title = book_words(d->book, arena_printf(d->arena, "error.%s_title", rows[k].name));
	v.words = book_words(d->book, arena_printf(d->arena, "error.%s_1", rows[k].name));
	if (rows[k].answered == 404)
		v.more = book_words(d->book, STR("error.absent_2"));
	v.has_reference = rows[k].answered >= 500;
	out->status = rows[k].answered;
	out->type = STR("text/html; charset=utf-8");
	out->body = out_start(d->arena, 8192);
	struct frame f = frame_of(d, r, v.title);
	html_failure(&out->body, &f, &v);
}
