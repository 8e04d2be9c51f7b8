/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_info - pages about the service itself, and its colour.
 * Touches the words. */
#include "gen/html/page_info.h"
#include "web/web.h"

static const struct fault *info_answer(struct desk *d, const struct request *r, struct reply *out, struct str title,
				       void (*show)(struct out *o, const struct frame *f))
{
	struct frame f = frame_of(d, r, book_words(d->book, title));

	out->body = out_start(d->arena, 16384);
	show(&out->body, &f);
	return NULL;
}

static const struct fault *accessibility_answer(struct desk *d, const struct request *r, struct reply *out)
{
	return info_answer(d, r, out, STR("accessibility.title"), html_accessibility);
}
const struct page page_accessibility = {
	.path = "/accessibility", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = accessibility_answer,
};

static const struct fault *privacy_answer(struct desk *d, const struct request *r, struct reply *out)
{
	return info_answer(d, r, out, STR("privacy.title"), html_privacy);
}
const struct page page_privacy = {
	.path = "/privacy", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = privacy_answer,
};

static const struct fault *cookies_answer(struct desk *d, const struct request *r, struct reply *out)
{
	return info_answer(d, r, out, STR("cookies.title"), html_cookies);
}
const struct page page_cookies = {
	.path = "/cookies", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = cookies_answer,
};

/* #rrggbb and nothing else gets into a style sheet. */
static bool is_colour(struct str s)
{
	if (s.len != 7 || s.at[0] != '#')
		return false;
	for (size_t i = 1; i < s.len; i++)
		if (!((s.at[i] >= '0' && s.at[i] <= '9') || (s.at[i] >= 'a' && s.at[i] <= 'f')
		      || (s.at[i] >= 'A' && s.at[i] <= 'F')))
			return false;
	return true;
}

/* The area's own colour; a style sheet of its own, because no page may hold styles. */
static const struct fault *brand_answer(struct desk *d, const struct request *r, struct reply *out)
{
	(void)r;
	out->type = STR("text/css; charset=utf-8");
	out->body = out_start(d->arena, 128);
	if (is_colour(d->house->colour))
		out_printf(&out->body, ":root,.govuk-template{--govuk-brand-colour:%.*s}\n", STR_ARG(d->house->colour));
	else
		out_add(&out->body, STR("/* the standard colour */\n"));
	return NULL;
}
const struct page page_brand = {
	.path = "/brand.css", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = brand_answer,
};
