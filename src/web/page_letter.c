/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_letter - the letters of a case: those that went, and those that would go now.
 * Touches work/letter. */
#include "gen/html/page_letter.h"
#include "web/view_plan.h"

/* Letters of the events that may be recorded now. */
static void next_fill(struct desk *d, const struct case_file *c, struct letters_view *v)
{
	const struct event_kind **offers;
	struct { struct letter_next *at; size_t count, room; } list = { 0 };
	size_t count;
	case_offers(d, c, &offers, &count);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < offers[i]->letters.count; k++) {
			const struct letter *letter = book_letter(d->book, offers[i]->letters.at[k]);
			if (letter)
				LIST_PUSH(d->arena, &list, (struct letter_next){
					.event = offers[i]->name, .letter = letter->id, .title = letter->about,
					.href = arena_printf(d->arena, "%.*s/letters/preview/%.*s", STR_ARG(v->bar.base),
							     STR_ARG(letter->id)) });
		}
	v->next = list.at;
	v->next_count = list.count;
}

static const struct fault *letters_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;
	struct kept_letters letters;
	TRY(case_open(d, r->part[0], STR("view"), &c));
	TRY(letter_list(d, c, &letters));
	struct letters_view v = { .frame = case_frame_of(d, r, c, book_words(d->book, STR("letter.title"))),
				  .bar = case_bar_of(d, c), .letters = letters.at, .count = letters.count };
	next_fill(d, c, &v);
	out->body = out_start(d->arena, 32768);
	html_letters(&out->body, &v);
	return NULL;
}
const struct page page_letters = {
	.path = "/cases/{0}/letters", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = letters_answer,
};

static const struct fault *letter_download(struct desk *d, const struct case_file *c, int64_t id, struct reply *out)
{
	struct kept_letter letter;
	struct str pdf;
	TRY(letter_open_pdf(d, c, id, &letter, &pdf));
	out->type = STR("application/pdf");
	out->download_name = arena_printf(d->arena, "%.*s-%.*s.pdf", STR_ARG(letter.letter), STR_ARG(c->reference));
	out->body = out_start(d->arena, pdf.len + 1);
	out_add(&out->body, pdf);
	return NULL;
}

/* /cases/REF/letters/12 on the screen, /cases/REF/letters/12.pdf */
static const struct fault *letter_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;
	struct kept_letter letter;
	struct str html, name = r->part[1];
	int64_t id;
	bool is_pdf = str_ends(name, STR(".pdf"));
	if (!str_to_int(is_pdf ? str_slice(name, 0, name.len - 4) : name, &id))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such letter");
	TRY(case_open(d, r->part[0], STR("view"), &c));
	if (is_pdf)
		return letter_download(d, c, id, out);
	TRY(letter_open(d, c, id, &letter, &html));
	struct letter_view v = { .frame = case_frame_of(d, r, c, letter.title), .bar = case_bar_of(d, c), .letter = &letter,
				 .inside = letter_inside(html) };
	v.pdf = arena_printf(d->arena, "%.*s/letters/%lld.pdf", STR_ARG(v.bar.base), (long long)id);
	out->body = out_start(d->arena, 32768);
	html_letter(&out->body, &v);
	return NULL;
}
const struct page page_letter = {
	.path = "/cases/{0}/letters/{1}", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = letter_answer,
};

/* The ask that a preview is for: the first of that kind; "" when there is none or the letter is not for one ask. */
static struct str first_ask(const struct case_file *c, const struct letter *letter)
{
	for (size_t i = 0; i < c->state.ask_count; i++)
		if (!str_is_empty(letter->per) && str_equal(c->state.asks[i].kind, letter->per))
			return c->state.asks[i].subject;
	return STR("");
}

static const struct fault *preview_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;
	struct str html;
	const struct letter *letter = book_letter(d->book, r->part[1]);
	TRY(case_open(d, r->part[0], STR("view"), &c));
	if (!letter || !case_may(d, c, STR("record"), arena_printf(d->arena, "letter.%.*s", STR_ARG(letter->id)), 0))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such letter");
	struct letter_view v = { .frame = case_frame_of(d, r, c, letter->about), .bar = case_bar_of(d, c), .pdf = STR("") };
	TRY(letter_make(d, c, letter->id, first_ask(c, letter), NULL, &v.missing, &html));
	v.inside = v.missing.count ? STR_NONE : letter_inside(html);
	out->body = out_start(d->arena, 32768);
	html_letter(&out->body, &v);
	return NULL;
}
const struct page page_letter_preview = {
	.path = "/cases/{0}/letters/preview/{1}", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = preview_answer,
};
