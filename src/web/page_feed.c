/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_feed - one's own legal dates in the calendar that one already looks at.
 * Touches work/feed. Whose question: "can my diary show what is due, without my typing it over?" */
#include "gen/html/page_feed.h"
#include "work/feed.h"

static const struct fault *show(struct desk *d, const struct request *r, struct str token, struct reply *out)
{
	struct feed_view v = { .frame = frame_of(d, r, book_words(d->book, STR("feed.title"))) };
	int64_t made;
	TRY(feed_made(d, &made));
	v.frame.back = STR("/account");
	v.made = made ? date_of_ms(made) : DATE_NONE;
	if (token.at)
		v.address = address_full(d, r, arena_printf(d->arena, "/calendar/%.*s/dates.ics", STR_ARG(token)));
	html_feed(&out->body, &v);
	return NULL;
}

static const struct fault *feed_get(struct desk *d, const struct request *r, struct reply *out)
{
	return show(d, r, STR_NONE, out);
}
const struct page page_feed = {
	.path = "/account/calendar", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = feed_get,
};

/* The address is shown in the reply itself: it stands nowhere from which it could be shown again. */
static const struct fault *feed_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct str token;
	if (str_equal(request_form(r, STR("go")), STR("end"))) {
		TRY(feed_end(d));
		reply_redirect(out, d->arena, STR("/account/calendar?said=feed_ended"));
		return NULL;
	}
	TRY(feed_make(d, &token));
	return show(d, r, token, out);
}
const struct page page_feed_post = {
	.path = "/account/calendar", .method = METHOD_POST, .needs = NEEDS_STAFF, .needs_proof = true, .answer = feed_post,
};

static const struct fault *dates_get(struct desk *d, const struct request *r, struct reply *out)
{
	TRY(feed_open(d, r->part[0]));
	out->type = STR("text/calendar; charset=utf-8");
	out->download_name = STR("dates.ics");
	return feed_write(d, &out->body);
}
const struct page page_feed_dates = {
	.path = "/calendar/{0}/dates.ics", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = dates_get,
};
