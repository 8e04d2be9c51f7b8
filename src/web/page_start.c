/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_start - the first page, and the place to paste a private address.
 * Touches work/help. */
#include "gen/html/family_start.h"
#include "gen/words.h"
#include "web/html.h"
#include "web/view_request.h"

static const struct fault *start_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct start_view v = { .frame = frame_of(d, r, book_words(d->book, STR("start.title"))) };
	v.frame.is_family = true;
	TRY(help_lines(d, &v.help));
	html_start(&out->body, &v);
	return NULL;
}

static const struct fault *back_show(struct desk *d, const struct request *r, struct str typed,
				     const struct problems *problems, struct reply *out)
{
	struct back_view v = { .frame = frame_of(d, r, book_words(d->book, STR("back.title"))), .typed = typed,
			       .problem = problems_of(problems, STR("address")) };
	v.frame.is_family = true;
	v.frame.back = STR("/");
	v.frame.problems = problems;
	TRY(help_lines(d, &v.help));
	html_back(&out->body, &v);
	return NULL;
}

static const struct fault *back_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct problems none = { 0 };
	return back_show(d, r, STR(""), &none, out);
}

static bool is_token(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '-' && c != '_')
			return false;
	}
	return s.len == 43;
}

/* The path of one of our private addresses in what was pasted ("https://x/track/TOKEN?said=y"); absent otherwise.
 * Only the path is kept, so that it leads nowhere else. */
static struct str private_path(struct arena *a, struct str typed)
{
	static const char *const kinds[] = { "/track/", "/request/", "/claim/", "/answer/" };
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		struct str kind = str_of(kinds[k]);
		for (size_t i = 0; i + kind.len + 43 <= typed.len; i++) {
			struct str rest = str_slice(typed, i, typed.len);
			if (!str_starts(rest, kind) || !is_token(str_slice(rest, kind.len, kind.len + 43)))
				continue;
			return arena_str(a, str_slice(rest, 0, kind.len + 43));
		}
	}
	return STR_NONE;
}

static const struct fault *back_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct str typed = str_trim(request_form(r, STR("address"))), path = private_path(d->arena, typed);
	struct problems problems = { 0 };
	if (path.at) {
		reply_redirect(out, d->arena, path);
		return NULL;
	}
	problems_add(&problems, d->arena, STR("address"), PROBLEM_FORM, book_words(d->book, STR("back.wrong")));
	return back_show(d, r, typed, &problems, out);
}

const struct page page_start = { .path = "/", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = start_answer };
const struct page page_back = { .path = "/back", .method = METHOD_GET, .needs = NEEDS_NOTHING, .answer = back_get };
const struct page page_back_post = { .path = "/back", .method = METHOD_POST, .needs = NEEDS_NOTHING, .answer = back_post };
