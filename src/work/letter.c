/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/letter - statutory letters made from the record, kept once they are sent.
 * Touches the store. */
#include "core/digest.h"
#include "core/out.h"
#include "gen/sql/letter.h"
#include "work/audit.h"
#include "work/letter_room.h"
#include "work/told.h"

enum { PART_BYTES = 256 * 1024 };

/* Keeps bytes by what they are, inside a job; gives their hash. */
static const struct fault *letter_content_keep(struct store *writer, struct arena *a, struct str bytes, struct str *sha256)
{
	*sha256 = digest_sha256(a, bytes);
	TRY(sql_letter_content_add(writer, a, &(struct letter_content_add_in){
		.sha256 = *sha256, .bytes = (int64_t)bytes.len }, NULL));
	for (size_t at = 0, seq = 0; at < bytes.len; at += PART_BYTES, seq++)
		TRY(sql_letter_part_add(writer, a, &(struct letter_part_add_in){
			.sha256 = *sha256, .seq = (int64_t)seq, .part = str_slice(bytes, at, at + PART_BYTES) }, NULL));
	return NULL;
}

const struct fault *letter_content_load(struct store *s, struct arena *a, struct str sha256, struct str *out)
{
	struct letter_parts_rows rows;
	TRY(sql_letter_parts(s, a, &(struct letter_parts_in){ .sha256 = sha256 }, &rows));
	struct out all = out_start(a, 0);
	for (size_t i = 0; i < rows.count; i++)
		out_add(&all, rows.at[i].part);
	*out = out_str(&all);
	return NULL;
}

void letter_facts_write(struct arena *a, const struct letter *letter, const struct letter_facts *f, struct problems *out,
			struct str *title, struct str *html)
{
	struct letter_world w = letter_facts_world(f);
	size_t before = out->count;
	struct str body;
	letter_write(a, f->book, letter, &w, out, title, &body);
	*html = out->count == before ? letter_page(a, *title, body) : STR_NONE;
}

const struct fault *letter_make(struct desk *d, const struct case_file *c, struct str letter, struct str subject,
				const struct happened *event, struct problems *out, struct str *html)
{
	const struct letter *text = book_letter(d->book, letter);
	struct letter_facts f;
	struct str title;
	if (!text)
		return fault_new(d->arena, FAULT_ABSENT, "there is no letter %.*s", STR_ARG(letter));
	check(text->to.count > 0);      /* the reader of letters wants one */
	/* The first of those it goes to who is on the record; when nobody is, the last, and what is missing of them is told. */
	for (size_t i = 0; i < text->to.count; i++) {
		TRY(letter_facts_load(d->store, d->arena, d->book, c->id, event, subject, d->now.today, &f));
		TRY(letter_facts_other(d->store, d->arena, &f, text));
		if (letter_facts_to(d->arena, &f, text, text->to.at[i]))
			break;
	}
	letter_facts_write(d->arena, text, &f, out, &title, html);
	return NULL;
}

/* What is known, for one more party of it: what is said to one does not stay for the next. */
static struct letter_facts facts_for(struct arena *a, const struct letter_facts *known)
{
	struct letter_facts f = *known;
	f.known = (struct answers){ 0 };
	for (size_t i = 0; i < known->known.count; i++)
		LIST_PUSH(a, &f.known, known->known.at[i]);
	return f;
}

static const struct fault *keep_one(struct store *writer, struct arena *a, const struct desk *d, int64_t process_id,
				    const struct letter *letter, struct str to, const struct letter_facts *known,
				    const struct happened *event, struct str subject, struct problems *out)
{
	struct letter_facts f = facts_for(a, known);
	struct str title, html, sha256;
	struct letter_document_add_rows made;
	if (!letter_holds(a, letter, &f))
		return NULL;
	TRY(letter_facts_other(writer, a, &f, letter));
	if (!letter_facts_to(a, &f, letter, to))
		return NULL;
	letter_facts_write(a, letter, &f, out, &title, &html);
	if (!html.at)
		return NULL;
	TRY(letter_content_keep(writer, a, html, &sha256));
	TRY(sql_letter_document_add(writer, a, &(struct letter_document_add_in){
		.process_id = process_id, .event_seq = event->seq, .subject = subject,
		.name = arena_printf(a, "%.*s.html", STR_ARG(letter->id)), .sha256 = sha256,
		.account_id = d->who.kind == WHO_ACCOUNT ? d->who.account_id : 0, .made = d->now.utc_ms }, &made));
	check(made.count == 1);
	bool is_ask = str_equal(to, STR("adviser"));
	bool is_to_family = str_equal(to, STR("family")) ||
			    (is_ask && str_equal(answers_get(&f.known, STR("ask.is_family")), STR("yes")));
	TRY(sql_letter_add(writer, a, &(struct letter_add_in){
		.document_id = made.at[0].id, .process_id = process_id, .letter = letter->id, .title = title,
		.subject = subject, .event_seq = event->seq, .day = event->day,
		.to_family = is_to_family,
		.addressee = answers_get(&f.known, is_ask ? STR("ask.organisation") : STR("to.name")) }, NULL));
	if (is_to_family)
		return told_letter(writer, a, d, process_id, made.at[0].id, str_is_empty(letter->from));
	/* What the school sends it prints itself; what goes to this council is here already. */
	if (!str_is_empty(letter->from) ||
	    str_equal(answers_get(&f.known, STR("to.name")), answers_get(&f.known, STR("council.name"))))
		return NULL;
	return told_service(writer, a, d, process_id, made.at[0].id, is_ask ? f.asked : 0);
}

/* One letter for each party of it; for each ask that the event opened when it is one for each.
 *   known   what letters that are not about one ask know; zeroed until one is made */
static const struct fault *keep_each(struct store *writer, struct arena *a, const struct desk *d, int64_t process_id,
				     const struct letter *letter, struct letter_facts *known, const struct happened *event,
				     struct problems *out)
{
	size_t before = out->count;
	struct str about = event->subject.at ? event->subject : STR("");
	if (str_is_empty(letter->per)) {
		if (!known->book)
			TRY(letter_facts_load(writer, a, d->book, process_id, event, about, d->now.today, known));
		for (size_t k = 0; k < letter->to.count && out->count == before; k++)
			TRY(keep_one(writer, a, d, process_id, letter, letter->to.at[k], known, event, about, out));
		return NULL;
	}
	for (size_t i = 0; i < event->fields.count; i++) {
		struct str name = event->fields.at[i].name, subject = str_slice(name, 4, name.len);
		struct letter_facts of;
		if (!str_starts(name, STR("ask.")))
			continue;
		TRY(letter_facts_load(writer, a, d->book, process_id, event, subject, d->now.today, &of));
		for (size_t k = 0; k < letter->to.count && out->count == before; k++)
			TRY(keep_one(writer, a, d, process_id, letter, letter->to.at[k], &of, event, subject, out));
	}
	return NULL;
}

static const struct fault *keep_all(struct store *writer, struct arena *a, const struct desk *d, int64_t process_id,
				    const struct happened *event, bool only_family, struct problems *out)
{
	struct case_walk w;
	struct letter_facts known = { 0 };
	TRY(case_walk_load(writer, a, d->book, process_id, &w));
	const struct event_kind *kind = pathway_event(w.pathway, event->name);
	for (size_t i = 0; kind && i < kind->letters.count; i++) {
		const struct letter *letter = book_letter(d->book, kind->letters.at[i]);
		check(letter != NULL);
		if (only_family && !str_equal(letter->to.at[0], STR("family")))
			continue;
		TRY(keep_each(writer, a, d, process_id, letter, &known, event, out));
	}
	return NULL;
}

const struct fault *letter_keep(struct store *writer, struct arena *a, const struct desk *d, int64_t process_id,
				const struct happened *event, struct problems *out)
{
	return keep_all(writer, a, d, process_id, event, false, out);
}

const struct fault *letter_keep_family(struct store *writer, struct arena *a, const struct desk *d, int64_t process_id,
				       const struct happened *event, struct problems *out)
{
	return keep_all(writer, a, d, process_id, event, true, out);
}

/* The relations of the user to a letter beyond those to its case. */
static uint32_t stands(const struct desk *d, const struct case_file *c, const struct letter_of_case_row *row)
{
	uint32_t also = row->to_family ? RELATION_RELEASED : 0;
	if (str_is_empty(row->subject))
		return also;
	if (d->who.kind == WHO_LINK)
		return also | (str_equal(d->who.link_subject, row->subject) ? RELATION_ASKED_THIS : 0);
	for (size_t i = 0; i < c->state.ask_count; i++)
		for (size_t m = 0; str_equal(c->state.asks[i].subject, row->subject) && m < d->who.membership_count; m++)
			if (c->state.asks[i].organisation_id &&
			    d->who.memberships[m].organisation_id == c->state.asks[i].organisation_id)
				also |= RELATION_ASKED_THIS;
	return also;
}

const struct fault *letter_list(struct desk *d, const struct case_file *c, struct kept_letters *out)
{
	struct letter_of_case_rows rows;
	*out = (struct kept_letters){ 0 };
	TRY(sql_letter_of_case(d->store, d->arena, &(struct letter_of_case_in){ .process_id = c->id }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct letter_of_case_row *row = &rows.at[i];
		struct str what = arena_printf(d->arena, "letter.%.*s", STR_ARG(row->letter));
		if (!case_may(d, c, STR("view"), what, stands(d, c, row)) ||
		    case_is_withheld(d, c, row->document_id, row->event_seq, STR("view"), stands(d, c, row), row->subject))
			continue;
		LIST_PUSH(d->arena, out, (struct kept_letter){
			.id = row->document_id, .event_seq = row->event_seq, .made_ms = row->made, .letter = row->letter,
			.title = row->title, .subject = row->subject, .sha256 = row->sha256, .pdf_sha256 = row->pdf_sha256,
			.addressee = row->addressee,
			.day = row->day, .is_released = row->to_family });
	}
	return NULL;
}

static const struct fault *open_one(struct desk *d, const struct case_file *c, int64_t id, struct str verb,
				    struct kept_letter *out)
{
	struct kept_letters all;
	TRY(letter_list(d, c, &all));
	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].id == id) {
			*out = all.at[i];
			return audit_view(d, &(struct audit_row){
				.verb = verb, .what = arena_printf(d->arena, "letter.%.*s", STR_ARG(out->letter)),
				.person_id = c->person_id, .process_id = c->id,
				.detail = arena_printf(d->arena, "document %lld", (long long)id), .by = c->seen_by });
		}
	return fault_new(d->arena, FAULT_ABSENT, "there is no letter %lld", (long long)id);
}

const struct fault *letter_open(struct desk *d, const struct case_file *c, int64_t id, struct kept_letter *out,
				struct str *html)
{
	TRY(open_one(d, c, id, STR("view"), out));
	return letter_content_load(d->store, d->arena, out->sha256, html);
}

struct pdf_job { int64_t id; struct str pdf; };

static const struct fault *keep_pdf(struct store *writer, struct arena *a, void *ctx)
{
	const struct pdf_job *job = ctx;
	struct str sha256;
	TRY(letter_content_keep(writer, a, job->pdf, &sha256));
	return sql_letter_pdf_set(writer, a, &(struct letter_pdf_set_in){ .document_id = job->id, .pdf_sha256 = sha256 }, NULL);
}

const struct fault *letter_open_pdf(struct desk *d, const struct case_file *c, int64_t id, struct kept_letter *out,
				    struct str *pdf)
{
	struct str html;
	TRY(open_one(d, c, id, STR("download"), out));
	if (!str_is_empty(out->pdf_sha256))
		return letter_content_load(d->store, d->arena, out->pdf_sha256, pdf);
	TRY(letter_content_load(d->store, d->arena, out->sha256, &html));
	TRY(letter_pdf(d->arena, html, pdf));
	return store_write(d->pool, d->arena, keep_pdf, &(struct pdf_job){ id, *pdf });
}

const struct fault *letter_for_window(struct desk *d, int64_t id, bool *fits, struct str *pdf)
{
	struct letter_paper_rows rows;
	struct str html;

	TRY(sql_letter_paper(d->store, d->arena, &(struct letter_paper_in){ id }, &rows));
	if (rows.count == 0)
		return fault_new(d->arena, FAULT_ABSENT, "there is no letter %lld", (long long)id);
	TRY(letter_content_load(d->store, d->arena, rows.at[0].sha256, &html));
	*fits = letter_fits_window(d->arena, html);
	return *fits ? letter_pdf(d->arena, letter_in_window(d->arena, html), pdf) : NULL;
}
