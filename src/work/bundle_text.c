/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/bundle_text - the texts of a bundle: papers with words blacked out, the index, the page numbers.
 * Touches the store (contents of letters and texts). */
#include "core/digest.h"
#include "core/fold.h"
#include "work/bundle_room.h"
#include "work/choose.h"
#include "work/document.h"
#include "work/letter.h"
#include "work/plan.h"

enum { TEXT_MOST = 4 << 20, PICTURE_MOST = 8 << 20 };

/* Between tags only: what is an address or a style is nobody's name. */
static struct str black_one(struct arena *a, struct str html, struct str word, int64_t *count)
{
	struct out o = out_start(a, html.len + 64);
	bool in_tag = false;

	for (size_t i = 0; i < html.len; i++) {
		in_tag = in_tag || html.at[i] == '<';
		size_t len = in_tag ? 0 : fold_at(html, i, word);

		if (len) {
			out_add(&o, STR("<span class=\"black\">&#9608;&#9608;&#9608;&#9608;&#9608;&#9608;</span>"));
			i += len - 1;
			++*count;
			continue;
		}
		in_tag = in_tag && html.at[i] != '>';
		out_byte(&o, html.at[i]);
	}
	return out_str(&o);
}

void bundle_found(struct arena *a, struct answers *found, struct str word, int64_t count)
{
	if (word.len < 2)
		return;
	for (size_t i = 0; i < found->count; i++) {
		int64_t all = 0;

		if (!str_equal(found->at[i].name, word))
			continue;
		str_to_int(found->at[i].text, &all);
		found->at[i].text = arena_int(a, all + count);
		return;
	}
	LIST_PUSH(a, found, (struct answer){ word, arena_int(a, count) });
}

void bundle_found_all(struct arena *a, struct answers *found, const struct answers *more)
{
	for (size_t i = 0; i < more->count; i++) {
		int64_t count = 0;

		str_to_int(more->at[i].text, &count);
		bundle_found(a, found, more->at[i].name, count);
	}
}

struct str bundle_nowhere(struct arena *a, const struct answers *found)
{
	struct out o = out_start(a, 64);

	for (size_t i = 0; i < found->count; i++)
		if (str_equal(found->at[i].text, STR("0")))
			out_printf(&o, "%s%.*s", o.len ? ", " : "", STR_ARG(found->at[i].name));
	return out_str(&o);
}

struct str bundle_black(struct arena *a, struct str html, struct str words, int64_t *hidden, struct answers *each)
{
	while (words.at) {
		struct str word = str_trim(str_cut(&words, '\n'));
		struct str plain = fold(a, word);
		struct out safe = out_start(a, plain.len + 16);
		int64_t count = 0;

		if (word.len < 2)
			continue;
		out_html(&safe, plain);
		html = black_one(a, html, out_str(&safe), &count);
		/* Marks that pages write as names (&#39;) stand there as others of their kind, too: O'Hara with a bent one. */
		if (safe.len != plain.len)
			html = black_one(a, html, plain, &count);
		*hidden += count;
		if (each)
			bundle_found(a, each, word, count);
	}
	return html;
}

struct str bundle_black_text(struct arena *a, struct str text, struct str words, int64_t *hidden, struct answers *each)
{
	while (words.at) {
		struct str typed = str_trim(str_cut(&words, '\n')), word = fold(a, typed);
		struct out o = out_start(a, text.len + 16);
		int64_t count = 0;

		for (size_t i = 0; word.len > 1 && i < text.len; i++) {
			size_t len = fold_at(text, i, word);

			if (len) {
				out_add(&o, STR("\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88"));
				i += len - 1;
				count++;
			} else {
				out_byte(&o, text.at[i]);
			}
		}
		*hidden += count;
		if (each)
			bundle_found(a, each, typed, count);
		if (word.len > 1)
			text = out_str(&o);
	}
	return text;
}

static const struct fault *content(struct bundle_work *w, const struct bundle_paper *p, int64_t most, struct str *out)
{
	struct out o = out_start(w->d->arena, (size_t)(p->bytes < most ? p->bytes : most) + 1);

	for (int64_t seq = 0; (int64_t)o.len < most; seq++) {
		struct str part;

		TRY(document_part(w->d->store, w->d->arena, p->sha256, seq, &part));
		if (!part.at)
			break;
		out_add(&o, part);
	}
	*out = out_str(&o);
	return NULL;
}

/* A plain text: its lines kept; what is no text is said to be none. */
static const struct fault *plain_body(struct bundle_work *w, const struct bundle_paper *p, struct str *out)
{
	struct out o = out_start(w->d->arena, 4096);
	struct str text;

	TRY(content(w, p, TEXT_MOST, &text));
	out_add(&o, STR("<div class=\"plain\">"));
	out_html(&o, str_is_text(text) ? text : book_words(w->d->book, STR("bundle.no_text")));
	out_add(&o, STR("</div>"));
	*out = out_str(&o);
	return NULL;
}

static const struct fault *picture_body(struct bundle_work *w, const struct bundle_paper *p, struct str *out)
{
	struct out o = out_start(w->d->arena, 4096);
	struct str bytes;

	TRY(content(w, p, PICTURE_MOST, &bytes));
	out_printf(&o, "<p><img alt=\"\" src=\"data:%.*s;base64,", STR_ARG(p->mime));
	out_add(&o, digest_base64(w->d->arena, bytes));
	out_add(&o, STR("\"></p>"));
	*out = out_str(&o);
	return NULL;
}

static const struct fault *plan_body(struct bundle_work *w, const struct bundle_paper *p, struct str *out)
{
	struct plan_version *versions;
	struct str html;
	size_t count;

	TRY(plan_versions(w->d, p->c, &versions, &count));
	for (size_t i = 0; i < count; i++) {
		if (versions[i].version != p->plan_version)
			continue;
		plan_withhold_marked(w->d, p->c, &versions[i]);
		TRY(plan_seen(w->d, p->c, &versions[i]));
		TRY(plan_page(w->d, p->c, &versions[i], &html));
		*out = letter_inside(html);
		return NULL;
	}
	return fault_new(w->d->arena, FAULT_ABSENT, "there is no such plan");
}

static const struct fault *event_body(struct bundle_work *w, const struct bundle_paper *p, struct str *out)
{
	const struct happened *e = case_event(p->c, p->event_seq);
	const struct event_kind *kind = e ? pathway_event(p->c->pathway, e->name) : NULL;
	struct out o = out_start(w->d->arena, 4096);

	out_add(&o, STR("<h1>"));
	out_html(&o, p->name);
	out_add(&o, STR("</h1><p>"));
	out_html(&o, date_words(w->d->arena, p->day));
	out_add(&o, STR("</p>"));
	for (size_t i = 0; kind && kind->form && i < kind->form->field_count; i++) {
		const struct form_field *f = &kind->form->fields[i];
		struct str value = answers_get(&e->fields, f->name), text;

		if (str_is_empty(value) || case_section_is_marked(p->c, case_field_section(f)))
			continue;
		TRY(choose_answer(w->d, f, value, &text));
		out_add(&o, STR("<h2>"));
		out_html(&o, f->label);
		out_add(&o, STR("</h2><div class=\"plain\">"));
		out_html(&o, text);
		out_add(&o, STR("</div>"));
	}
	*out = out_str(&o);
	return NULL;
}

static const struct fault *body_of(struct bundle_work *w, const struct bundle_paper *p, struct str *out)
{
	struct kept_letter letter;
	struct case_document doc;
	struct str html;

	if (p->event_seq)
		return event_body(w, p, out);
	if (p->document_id == 0)        /* a plan's first version may be number 0 */
		return plan_body(w, p, out);
	if (p->is_letter) {
		TRY(letter_open(w->d, p->c, p->document_id, &letter, &html));
		*out = letter_inside(html);
		return NULL;
	}
	TRY(document_open(w->d, p->c, p->document_id, &doc));
	return p->form == BUNDLE_PICTURE ? picture_body(w, p, out) : plain_body(w, p, out);
}

const struct fault *bundle_text(struct bundle_work *w, struct bundle_leaf *leaf)
{
	struct str body = STR("");

	int64_t before = w->hidden;
	bool is_read = leaf->paper->form == BUNDLE_TEXT;

	TRY(body_of(w, leaf->paper, &body));
	if (!body.at)
		body = STR("");
	leaf->body = is_read ? bundle_black(w->d->arena, body, w->o->hide, &w->hidden, &w->found) : body;
	bundle_seen_add(w, leaf, &(struct bundle_seen){ .is_read = is_read, .places = w->hidden - before });
	return NULL;
}

static const char style[] =
	"@page{size:A4;margin:20mm 20mm 26mm 20mm}"
	"body{font:11pt/1.45 \"DejaVu Sans\",Arial,sans-serif;color:#0b0c0c;margin:0}"
	"h1,h2,h3,h4{bookmark-level:none;page-break-after:avoid}h1{font-size:17pt}h2{font-size:13pt}h3{font-size:11pt}"
	".leaf{page-break-before:always}.leaf:first-child{page-break-before:auto}"
	".mark{bookmark-level:1;bookmark-label:attr(data-mark);font-size:9pt;color:#505a5f;border-bottom:1px solid #b1b4b6;margin:0 0 5mm}"
	".plain{white-space:pre-wrap;margin:0 0 3mm}.black{color:#0b0c0c}img{max-width:170mm;max-height:230mm}"
	"table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #b1b4b6;padding:1.5mm 2mm;text-align:left;vertical-align:top}"
	"td.n,th.n{text-align:right;white-space:nowrap}";

static void begin(struct bundle_work *w, struct out *o, const char *more)
{
	out_add(o, STR("<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>"));
	out_html(o, book_words(w->d->book, STR("bundle.title")));
	out_add(o, STR("</title><style>"));
	out_add(o, str_of(style));
	out_add(o, str_of(more));
	out_add(o, STR("</style></head><body>\n"));
}

struct str bundle_own(struct bundle_work *w)
{
	struct out o = out_start(w->d->arena, 65536);

	begin(w, &o, "");
	for (size_t i = 0; i < w->count; i++) {
		if (str_is_empty(w->leaves[i].body))
			continue;
		out_printf(&o, "<div class=\"leaf\"><p class=\"mark\" data-mark=\"leaf %zu\">", i + 1);
		out_html(&o, w->leaves[i].name);
		out_add(&o, STR("</p>\n"));
		out_add(&o, w->leaves[i].body);
		out_add(&o, STR("</div>\n"));
	}
	out_add(&o, STR("</body></html>"));
	return out_str(&o);
}

static void head(struct bundle_work *w, struct out *o, const char *key, const char *class)
{
	out_printf(o, "<th scope=\"col\"%s>", class);
	out_html(o, book_words(w->d->book, str_of(key)));
	out_add(o, STR("</th>"));
}

static void line(struct bundle_work *w, struct out *o, size_t i)
{
	const struct bundle_leaf *leaf = &w->leaves[i];

	if (i == 0 || !str_equal(leaf->paper->part, w->leaves[i - 1].paper->part)) {
		out_add(o, STR("<tr><th colspan=\"4\" scope=\"colgroup\">"));
		out_html(o, leaf->paper->part);
		out_add(o, STR("</th></tr>\n"));
	}
	out_printf(o, "<tr><td class=\"n\">%zu</td><td>", i + 1);
	out_html(o, leaf->name);
	if (!str_is_empty(leaf->paper->out)) {
		out_add(o, STR("<br>"));
		out_html(o, book_words(w->d->book, STR("bundle.some_out")));
	}
	out_add(o, STR("</td><td>"));
	out_html(o, date_words(w->d->arena, leaf->paper->day));
	out_add(o, STR("</td><td class=\"n\">"));
	if (leaf->page)
		out_int(o, leaf->page);
	else
		out_html(o, book_words(w->d->book, STR("bundle.beside")));
	out_add(o, STR("</td></tr>\n"));
}

struct str bundle_index(struct bundle_work *w)
{
	struct out o = out_start(w->d->arena, 16384);
	struct str args[] = { w->child, w->reference, date_words(w->d->arena, w->d->now.today) };

	begin(w, &o, "");
	out_add(&o, STR("<h1>"));
	out_html(&o, book_words(w->d->book, w->o->is_final ? STR("bundle.title") : STR("bundle.title_draft")));
	out_add(&o, STR("</h1><p>"));
	out_html(&o, book_words_with(w->d->book, w->d->arena, STR("bundle.about"), args, 3));
	out_add(&o, STR("</p><table><thead><tr>"));
	head(w, &o, "bundle.number", " class=\"n\"");
	head(w, &o, "bundle.paper", "");
	head(w, &o, "bundle.day", "");
	head(w, &o, "bundle.page", " class=\"n\"");
	out_add(&o, STR("</tr></thead><tbody>\n"));
	for (size_t i = 0; i < w->count; i++)
		line(w, &o, i);
	out_add(&o, STR("</tbody></table></body></html>"));
	return out_str(&o);
}

struct str bundle_numbers(struct bundle_work *w)
{
	struct out o = out_start(w->d->arena, (size_t)w->pages * 40 + 1024);

	begin(w, &o, "@page{margin:0}.sheet{height:297mm;position:relative;page-break-after:always;overflow:hidden}"
		     ".sheet:last-child{page-break-after:auto}"
		     ".sheet p{position:absolute;bottom:6mm;right:10mm;margin:0;padding:1mm 3mm;background:#fff;font-size:10pt}");
	for (int64_t i = 1; i <= w->pages; i++) {
		struct str args[2] = { arena_int(w->d->arena, i),
				       arena_int(w->d->arena, w->pages) };

		out_add(&o, STR("<div class=\"sheet\"><p>"));
		out_html(&o, book_words_with(w->d->book, w->d->arena, STR("bundle.page_of"), args, 2));
		out_add(&o, STR("</p></div>"));
	}
	out_add(&o, STR("</body></html>"));
	return out_str(&o);
}
