/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/subject_write - the archive: index.html to read, record.json for programs, tables, letters and papers.
 * Touches the store, libarchive behind core/tar, jansson. */
#include <stdio.h>
#include <sys/stat.h>

#include "core/fold.h"
#include "core/out.h"
#include "core/tar.h"
#include "gen/sql/carry.h"
#include "gen/sql/document.h"
#include "gen/sql/subject.h"
#include "work/address.h"
#include "work/choose.h"
#include "work/disposal.h"
#include "work/document.h"
#include "work/letter.h"
#include "work/plan.h"
#include "work/subject_copy.h"

static void let_go(void *json)
{
	json_decref(json);
}

struct str copy_words(const struct copy *w, const char *key)
{
	return book_words(w->d->book, str_of(key));
}

/* --- little pieces -------------------------------------------------------------------------------------------------- */

static struct str copy_plain(const struct copy *w, struct str text)
{
	int64_t hidden = 0;

	return bundle_black_text(w->a, text, w->s->words, &hidden, NULL);
}

void copy_text(const struct copy *w, json_t *to, const char *name, struct str text)
{
	if (text.len) {
		struct str safe = copy_plain(w, text);

		json_object_set_new(to, name, json_stringn(safe.at, safe.len));
	}
}

void copy_day(const struct copy *w, json_t *to, const char *name, struct date day)
{
	if (!date_is_none(day))
		copy_text(w, to, name, date_iso(w->a, day));
}

json_t *copy_list(const struct copy *w, const char *name)
{
	json_t *list = json_array();

	json_object_set_new(w->root, name, list);
	return list;
}

void copy_tag(struct copy *w, const char *name, struct str text)
{
	out_printf(&w->html, "<%s>", name);
	out_html(&w->html, text);
	out_printf(&w->html, "</%s>\n", name);
}

void copy_row(struct copy *w, struct str name, struct str value)
{
	if (str_is_empty(value))
		return;
	out_add(&w->html, STR("<h4>"));
	out_html(&w->html, name);
	out_add(&w->html, STR("</h4><div class=\"plain\">"));
	out_html(&w->html, value);
	out_add(&w->html, STR("</div>\n"));
}

void copy_cells(struct copy *w, struct out *o, const struct str *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		out_csv(o, copy_plain(w, all[i]));
		out_add(o, i + 1 < count ? STR(",") : STR("\r\n"));
	}
}

static const struct subject_part *part_of(const struct copy *w, struct str key)
{
	for (size_t i = 0; i < w->s->parts.count; i++)
		if (str_equal(w->s->parts.at[i].key, key))
			return &w->s->parts.at[i];
	return NULL;
}

bool copy_has(const struct copy *w, const char *key)
{
	const struct subject_part *p = part_of(w, str_of(key));

	return p && (!p->is_out || !str_is_empty(p->pages));
}

/* --- the person ------------------------------------------------------------------------------------------------------ */

static const struct fault *addresses_write(struct copy *w)
{
	struct addresses all;
	json_t *list = copy_list(w, "former_addresses");

	TRY(address_former_list(w->d->store, w->a, w->s->c->person_id, &all));
	for (size_t i = 0; i < all.count; i++) {
		json_t *one = json_object();
		struct str line = arena_printf(w->a, "%.*s, %.*s (%.*s - %.*s)", STR_ARG(all.at[i].address), STR_ARG(all.at[i].postcode),
			STR_ARG(date_words(w->a, all.at[i].since)), STR_ARG(date_words(w->a, all.at[i].ended)));

		json_array_append_new(list, one);
		copy_text(w, one, "address", all.at[i].address);
		copy_text(w, one, "postcode", all.at[i].postcode);
		copy_text(w, one, "locality", all.at[i].locality);
		copy_day(w, one, "since", all.at[i].since);
		copy_day(w, one, "ended", all.at[i].ended);
		copy_row(w, copy_words(w, "case.former_addresses"), line);
	}
	return NULL;
}

static const struct fault *person_write(struct copy *w)
{
	struct subject_person_rows rows;
	json_t *one = json_object();

	json_object_set_new(w->root, "person", one);
	TRY(sql_subject_person(w->d->store, w->a, &(struct subject_person_in){ w->s->c->person_id }, &rows));
	if (rows.count == 0)
		return fault_new(w->a, FAULT_ABSENT, "there is no such person");
	const struct subject_person_row *p = &rows.at[0];
	bool has_address = copy_has(w, "address");
	const struct { const char *name, *key; struct str text; } texts[] = {
		{ "given", "case-new.given", p->given }, { "family", "case-new.family", p->family },
		{ "former_names", "subject.former_names", p->former_names }, { "born", "case.born", date_words(w->a, p->born) },
		{ "sex", "subject.sex", code_label(book_codes(w->d->book, STR("sex")), p->sex) },
		{ "address", "case.address", has_address ? p->address : STR("") },
		{ "postcode", "case-new.postcode", has_address ? p->postcode : STR("") },
		{ "locality", "subject.locality", has_address ? p->locality : STR("") }, { "upn", "case-new.upn", p->upn },
		{ "former_upn", "subject.former_upn", p->former_upn }, { "uln", "subject.uln", p->uln },
		{ "nhs_number", "subject.nhs_number", p->nhs_number }, { "language", "subject.language", p->language },
		{ "need", "subject.need", code_label(book_codes(w->d->book, STR("need")), p->need) }, { "school", "case.school", p->school } };
	copy_tag(w, "h2", copy_words(w, "subject.section_person"));
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		copy_row(w, copy_words(w, texts[i].key), texts[i].text);
		copy_text(w, one, texts[i].name, texts[i].text);
	}
	copy_day(w, one, "born", p->born);
	return has_address ? addresses_write(w) : NULL;
}

static void contacts_write(struct copy *w)
{
	json_t *list = copy_list(w, "contacts");

	copy_tag(w, "h2", copy_words(w, "subject.section_contacts"));
	for (size_t i = 0; i < w->s->c->contact_count; i++) {
		const struct case_contact *r = &w->s->c->contacts[i];
		json_t *one;

		if (!copy_has(w, arena_printf(w->a, "contact-%lld", (long long)r->id).at))
			continue;
		one = json_object();
		json_array_append_new(list, one);
		copy_tag(w, "h3", r->name);
		const struct { const char *name, *key; struct str text; } texts[] = {
			{ "kind", "subject.kind", code_label(book_codes(w->d->book, STR("relation")), r->kind) },
			{ "email", "case.email", r->email }, { "phone", "case.phone", r->phone }, { "address", "case.address", r->address },
			{ "since", "subject.since", date_words(w->a, r->since) }, { "ended", "subject.ended", date_words(w->a, r->ended) } };
		copy_text(w, one, "name", r->name);
		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
			copy_row(w, copy_words(w, texts[k].key), texts[k].text);
			copy_text(w, one, texts[k].name, texts[k].text);
		}
	}
}

/* --- what happened --------------------------------------------------------------------------------------------------- */

static struct str role_words(const struct copy *w, struct str actor)
{
	const struct role *role = book_role(w->d->book, actor);

	return role ? role->name : actor;
}

/* A section of the plan that is marked, and that nobody let into the copy. */
static bool section_is_out(const struct copy *w, struct str section)
{
	const struct subject_part *p = part_of(w, arena_printf(w->a, CASE_SECTION "%.*s", STR_ARG(section)));

	return p && p->is_out;
}

static const struct fault *event_write(struct copy *w, const struct case_file *c, const struct happened *e, json_t *list)
{
	const struct event_kind *kind = pathway_event(c->pathway, e->name);
	struct str name = kind ? kind->name : e->name, by = role_words(w, e->actor);
	struct str line[] = { c->reference, date_iso(w->a, e->day), name, by };
	json_t *one = json_object(), *answers = json_object();

	json_array_append_new(list, one);
	copy_cells(w, &w->happened, line, 4);
	copy_tag(w, "h3", name);
	copy_tag(w, "p", arena_printf(w->a, "%.*s. %.*s", STR_ARG(date_words(w->a, e->day)), STR_ARG(by)));
	copy_text(w, one, "event", e->name);
	copy_text(w, one, "name", name);
	copy_day(w, one, "day", e->day);
	copy_text(w, one, "by", by);
	if (e->reason.len)
		copy_row(w, copy_words(w, "subject.reason"), e->reason);
	copy_text(w, one, "reason", e->reason);
	struct str came = case_came_words(w->a, w->d->book, e);

	if (came.len)
		copy_row(w, copy_words(w, "case.came_label"), came);
	copy_text(w, one, "came", came);
	json_object_set_new(one, "answers", answers);
	for (size_t i = 0; kind && kind->form && i < kind->form->field_count; i++) {
		const struct form_field *f = &kind->form->fields[i];
		struct str value = answers_get(&e->fields, f->name), text;

		if (str_is_empty(value) || f->type == FIELD_FILE || section_is_out(w, case_field_section(f)))
			continue;
		TRY(choose_answer(w->d, f, value, &text));
		copy_row(w, f->label, text);
		copy_text(w, answers, arena_cstr(w->a, f->name), value);
	}
	return NULL;
}

static const struct fault *events_write(struct copy *w)
{
	json_t *cases = copy_list(w, "processes");

	copy_tag(w, "h2", copy_words(w, "subject.section_happened"));
	for (size_t k = 0; k < w->s->cases.count; k++) {
		const struct case_file *c = w->s->cases.at[k];
		json_t *one = json_object(), *list = json_array();

		json_array_append_new(cases, one);
		copy_text(w, one, "reference", c->reference);
		copy_text(w, one, "process", c->pathway->name);
		copy_day(w, one, "opened", c->opened);
		json_object_set_new(one, "events", list);
		copy_tag(w, "h2", arena_printf(w->a, "%.*s (%.*s)", STR_ARG(c->pathway->name), STR_ARG(c->reference)));
		for (size_t i = 0; i < c->event_count; i++)
			if (copy_has(w, arena_printf(w->a, "e%lld-%lld", (long long)c->id, (long long)c->events[i].seq).at))
				TRY(event_write(w, c, &c->events[i], list));
	}
	return NULL;
}

static const struct fault *plans_write(struct copy *w)
{
	json_t *list = copy_list(w, "plans");

	for (size_t k = 0; k < w->s->cases.count; k++) {
		const struct case_file *c = w->s->cases.at[k];
		struct plan_version *all;
		size_t count;

		TRY(plan_versions(w->d, c, &all, &count));
		for (size_t i = 0; i < count; i++) {
			struct str key = arena_printf(w->a, "p%lld-%lld", (long long)c->id, (long long)all[i].version), html;
			json_t *one, *sections;

			if (all[i].is_base || !copy_has(w, key.at))
				continue;
			one = json_object();
			sections = json_object();
			for (size_t p = 0; p < all[i].part_count; p++)
				if (section_is_out(w, all[i].parts[p].section))
					plan_withhold(w->d, &all[i].parts[p]);
			TRY(plan_page(w->d, c, &all[i], &html));
			copy_tag(w, "h2", arena_printf(w->a, "%.*s, %.*s", STR_ARG(copy_words(w, "subject.section_plans")),
						  STR_ARG(part_of(w, key)->name)));
			out_add(&w->html, letter_inside(html));
			copy_text(w, one, "state", all[i].state);
			copy_day(w, one, "sent", all[i].frozen);
			json_object_set_new(one, "sections", sections);
			for (size_t p = 0; p < all[i].part_count; p++)
				copy_text(w, sections, arena_cstr(w->a, all[i].parts[p].section), all[i].parts[p].body);
			json_array_append_new(list, one);
		}
	}
	return NULL;
}

/* --- files ----------------------------------------------------------------------------------------------------------- */

/* The letters behind the last dot of a name, with the dot; "" when they are no plain ending. */
static struct str ending(struct str name)
{
	size_t at = name.len;

	while (at > 0 && name.len - at < 5 && ((name.at[at - 1] | 32) >= 'a' && (name.at[at - 1] | 32) <= 'z'))
		at--;
	return at > 0 && at < name.len && name.at[at - 1] == '.' ? str_slice(name, at - 1, name.len) : STR("");
}

/* A paper's own name may be somebody else's: in the list it stands blacked out, on the file never. */
static struct str path_of(const struct copy *w, const struct case_document *doc)
{
	return str_is_empty(doc->letter) ? arena_printf(w->a, "papers/%lld%.*s", (long long)doc->id, STR_ARG(ending(doc->name)))
					 : arena_printf(w->a, "letters/%lld.html", (long long)doc->id);
}

/* A file of ours, part by part. */
static const struct fault *file_write(struct copy *w, struct str path, struct str name, struct tar *t)
{
	FILE *f = fopen(arena_cstr(w->a, path), "rb");
	const struct fault *fault = NULL;
	struct stat is;
	char part[65536];
	size_t n;

	if (!f || fstat(fileno(f), &is))
		fault = fault_new(w->a, FAULT_FILE, "a paper of the copy cannot be read again");
	if (!fault)
		fault = tar_entry(t, name, is.st_size);
	while (!fault && (n = fread(part, 1, sizeof part, f)) > 0)
		fault = tar_part(t, (struct str){ part, n });
	if (f)
		fclose(f);
	return fault;
}

static void seen_add(struct copy *w, const struct subject_part *p, const struct bundle_seen *seen)
{
	struct bundle_seen named = *seen;

	named.name = copy_plain(w, p->name);
	w->made->hidden += seen->places;
	bundle_found_all(w->a, &w->made->found, &seen->found);
	if (!str_is_empty(w->s->words))
		LIST_PUSH(w->a, &w->made->seen, named);
}

/* As it was sent in, part by part. */
static const struct fault *stored_write(struct copy *w, const struct case_document *doc, struct tar *t)
{
	struct document_content_rows rows;

	TRY(sql_document_content(w->d->store, w->a, &(struct document_content_in){ doc->sha256 }, &rows));
	if (rows.count == 0 || rows.at[0].bytes < 0)
		return fault_new(w->a, FAULT_STORE, "a paper of the record is not whole");
	TRY(tar_entry(t, path_of(w, doc), rows.at[0].bytes));
	for (int64_t seq = 0;; seq++) {
		struct arena_mark mark = arena_mark(w->a);
		struct str part;

		TRY(document_part(w->d->store, w->a, doc->sha256, seq, &part));
		if (!part.at)
			return NULL;
		TRY(tar_part(t, part));
		arena_reset(w->a, mark);
	}
}

static const struct fault *paper_write(struct copy *w, struct case_file *c, const struct case_document *doc, struct tar *t)
{
	const struct subject_part *p = part_of(w, arena_printf(w->a, "d%lld", (long long)doc->id));
	struct bundle_seen seen = { .is_read = true };
	struct kept_letter letter;
	struct str text;

	if (!str_is_empty(p->cut)) {
		seen_add(w, p, &p->seen);
		return file_write(w, p->cut, path_of(w, doc), t);
	}
	if (!str_is_empty(doc->letter)) {
		TRY(letter_open(w->d, c, doc->id, &letter, &text));
		text = bundle_black(w->a, text, w->s->words, &seen.places, &seen.found);
	} else if (!str_is_empty(w->s->words) && str_equal(doc->mime, STR("text/plain"))) {
		TRY(letter_content_load(w->d->store, w->a, doc->sha256, &text));
		text = bundle_black_text(w->a, text, w->s->words, &seen.places, &seen.found);
	} else {
		seen.is_read = false;
		seen_add(w, p, &seen);
		return stored_write(w, doc, t);
	}
	seen_add(w, p, &seen);
	TRY(tar_entry(t, path_of(w, doc), (int64_t)text.len));
	return tar_part(t, text);
}

/* In the page and the tables. */
static void paper_list(struct copy *w, const struct case_file *c, const struct case_document *doc, json_t *list)
{
	const struct subject_part *p = part_of(w, arena_printf(w->a, "d%lld", (long long)doc->id));
	struct str name = str_is_empty(p->pages) ? p->name : arena_printf(w->a, "%.*s. %.*s", STR_ARG(p->name),
		STR_ARG(book_words_with(w->d->book, w->a, STR("bundle.taken_out"), &p->pages, 1)));
	struct str line[] = { c->reference, date_iso(w->a, date_of_ms(doc->made_ms)), name, path_of(w, doc) };
	json_t *one = json_object();

	json_array_append_new(list, one);
	copy_text(w, one, "name", name);
	copy_text(w, one, "kind", doc->kind);
	copy_text(w, one, "day", line[1]);
	json_object_set_new(one, "file", json_stringn(line[3].at, line[3].len));
	copy_cells(w, &w->papers, line, 4);
	out_add(&w->html, STR("<p>"));
	out_html(&w->html, date_words(w->a, date_of_ms(doc->made_ms)));
	out_add(&w->html, STR(": <a href=\""));
	out_html(&w->html, line[3]);
	out_add(&w->html, STR("\">"));
	out_html(&w->html, copy_plain(w, name));
	out_add(&w->html, STR("</a></p>\n"));
}

static const struct fault *papers_do(struct copy *w, struct tar *t, json_t *list)
{
	for (size_t k = 0; k < w->s->cases.count; k++) {
		struct case_file *c = w->s->cases.at[k];

		for (size_t i = 0; i < c->document_count; i++) {
			if (!copy_has(w, arena_printf(w->a, "d%lld", (long long)c->documents[i].id).at))
				continue;
			if (t)
				TRY(paper_write(w, c, &c->documents[i], t));
			else
				paper_list(w, c, &c->documents[i], list);
		}
	}
	return NULL;
}

/* --- what was left out, and what must be said --------------------------------------------------------------------------- */

static void withheld_write(struct copy *w)
{
	json_t *list = copy_list(w, "withheld");

	copy_tag(w, "h2", copy_words(w, "subject.withheld"));
	for (size_t i = 0; i < w->s->parts.count; i++) {
		const struct subject_part *p = &w->s->parts.at[i];
		const struct code *ground = subject_ground(w->d->book, p->ground);
		struct str section = book_words(w->d->book, arena_printf(w->a, "subject.section_%.*s", STR_ARG(p->section)));
		json_t *one;

		w->made->parts += !p->is_out || !ground || !str_is_empty(p->pages);
		if (!p->is_out || !ground)
			continue;
		if (!str_is_empty(p->pages))
			section = arena_printf(w->a, "%.*s. %.*s", STR_ARG(section), STR_ARG(book_words_with(w->d->book, w->a,
				STR("bundle.taken_out"), &p->pages, 1)));
		struct str line[] = { section, ground->label, ground->note };

		one = json_object();
		json_array_append_new(list, one);
		copy_text(w, one, "section", section);
		copy_text(w, one, "why", ground->label);
		copy_text(w, one, "law", ground->note);
		copy_cells(w, &w->withheld, line, 3);
		copy_tag(w, "p", arena_printf(w->a, "%.*s: %.*s (%.*s)", STR_ARG(section), STR_ARG(ground->label), STR_ARG(ground->note)));
		w->made->withheld++;
	}
	if (w->made->withheld == 0)
		copy_tag(w, "p", copy_words(w, "subject.withheld_none"));
	if (w->s->words.len)
		copy_tag(w, "p", copy_words(w, "subject.blacked"));
}

/* What the law does not ask for, or what is somebody else's: rulebook/code/held.csv says of each table that holds something of
 * a person whether it is in a copy (no note) or why not. */
static void never_write(struct copy *w)
{
	const struct code_list *held = book_codes(w->d->book, STR("held"));
	json_t *list = copy_list(w, "never");

	copy_tag(w, "h2", copy_words(w, "subject.never"));
	for (size_t i = 0; held && i < held->count; i++) {
		json_t *one;

		if (str_is_empty(held->at[i].note))
			continue;
		one = json_object();
		json_array_append_new(list, one);
		copy_text(w, one, "what", held->at[i].label);
		copy_text(w, one, "why", held->at[i].note);
		copy_tag(w, "p", arena_printf(w->a, "%.*s. %.*s", STR_ARG(held->at[i].label), STR_ARG(held->at[i].note)));
	}
}

/* How long, by the rule for each process (article 15(1)(d)). */
static const struct fault *kept_write(struct copy *w)
{
	struct disposal_owns owns;

	TRY(disposal_owns(w->d->store, w->a, w->s->c->authority, &owns));
	copy_tag(w, "h2", copy_words(w, "subject.how_long"));
	for (size_t i = 0; i < w->d->book->retention_count; i++) {
		const struct retention *r = &w->d->book->retentions[i];
		struct str args[2] = { r->name, arena_printf(w->a, "%zu", disposal_years(&owns, r)) };

		if (rule_is_on(&r->law, w->d->now.today))
			copy_tag(w, "p", arena_printf(w->a, "%.*s %.*s", STR_ARG(book_words_with(w->d->book, w->a, STR("subject.kept_line"), args, 2)),
						 STR_ARG(r->reason)));
	}
	return NULL;
}

static void head_write(struct copy *w)
{
	const struct case_file *c = w->s->c;
	struct str name = arena_printf(w->a, "%.*s %.*s", STR_ARG(c->child_given), STR_ARG(c->child_family));
	struct str title[2] = { c->authority_name, name }, made[2] = { date_words(w->a, w->d->now.today), c->reference };

	copy_tag(w, "h1", book_words_with(w->d->book, w->a, STR("subject.head"), title, 2));
	copy_tag(w, "p", book_words_with(w->d->book, w->a, STR("subject.made_on"), made, 2));
	copy_tag(w, "p", copy_words(w, "subject.what_is_in"));
	copy_tag(w, "h2", copy_words(w, "subject.why"));
	copy_tag(w, "p", copy_words(w, "privacy.why"));
	copy_tag(w, "p", copy_words(w, "subject.sources"));
	copy_tag(w, "h2", copy_words(w, "subject.rights_title"));
	copy_tag(w, "p", copy_words(w, "subject.rights"));
	copy_row(w, c->authority_name, arena_printf(w->a, "%.*s\n%.*s", STR_ARG(c->authority_email), STR_ARG(c->authority_phone)));
	copy_text(w, w->root, "council", c->authority_name);
	copy_text(w, w->root, "request", c->reference);
	copy_text(w, w->root, "made", date_iso(w->a, w->d->now.today));
}

/* --- the archive ------------------------------------------------------------------------------------------------------- */

static const struct fault *entry(struct tar *t, const char *name, struct str text)
{
	TRY(tar_entry(t, str_of(name), (int64_t)text.len));
	return tar_part(t, text);
}

static const struct fault *json_text(struct copy *w, struct str *out)
{
	size_t size = json_dumpb(w->root, NULL, 0, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
	char *text = arena_take(w->a, size + 1);

	*out = (struct str){ text, json_dumpb(w->root, text, size, JSON_INDENT(1) | JSON_PRESERVE_ORDER) };
	return size && out->len == size ? NULL : fault_new(w->a, FAULT_TEXT, "the record holds what is no text");
}

static void tables_begin(struct copy *w)
{
	const struct { struct out *o; const char *head; } tables[] = {
		{ &w->papers, "process,day,name,file\r\n" }, { &w->happened, "process,day,what,by\r\n" },
		{ &w->messages, "day,about,way,state\r\n" }, { &w->looked, "process,day,who,did,times\r\n" },
		{ &w->also, "section,day,until,kind,name,words,address\r\n" }, { &w->withheld, "section,why,law\r\n" } };

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		*tables[i].o = out_start(w->a, 4096);
		out_add(tables[i].o, str_of(tables[i].head));
	}
}

static const struct fault *all_write(struct copy *w)
{
	head_write(w);
	withheld_write(w);
	never_write(w);
	TRY(kept_write(w));
	TRY(person_write(w));
	contacts_write(w);
	TRY(events_write(w));
	TRY(plans_write(w));
	copy_tag(w, "h2", copy_words(w, "subject.section_papers"));
	TRY(papers_do(w, NULL, copy_list(w, "papers")));
	return copy_lists(w);
}

static const struct fault *archive(struct copy *w, struct str path)
{
	struct str json, page = bundle_black(w->a, out_str(&w->html), w->s->words, &w->made->hidden, &w->made->found);
	struct tar *t;

	TRY(json_text(w, &json));
	TRY(tar_begin(w->a, path, TAR_ZIP, &t));
	TRY(entry(t, "index.html", letter_page(w->a, copy_words(w, "subject.section_all"), page)));
	TRY(entry(t, "record.json", json));
	TRY(entry(t, "tables/what-happened.csv", out_str(&w->happened)));
	TRY(entry(t, "tables/papers.csv", out_str(&w->papers)));
	TRY(entry(t, "tables/messages.csv", out_str(&w->messages)));
	TRY(entry(t, "tables/who-looked.csv", out_str(&w->looked)));
	TRY(entry(t, "tables/also-held.csv", out_str(&w->also)));
	TRY(entry(t, "tables/withheld.csv", out_str(&w->withheld)));
	TRY(papers_do(w, t, NULL));
	return tar_end(t);
}

const struct fault *subject_write(struct desk *d, const struct subject *s, struct str path, struct subject_made *made)
{
	struct copy w = { .d = d, .a = d->arena, .s = s, .made = made, .root = json_object(), .html = out_start(d->arena, 65536) };

	arena_at_end(d->arena, let_go, w.root);
	tables_begin(&w);
	TRY(all_write(&w));
	TRY(archive(&w, path));
	for (size_t i = 0; i < s->cases.count; i++)
		TRY(audit_view(d, &(struct audit_row){ .verb = STR("export"), .what = STR("case"), .person_id = s->c->person_id,
			.process_id = s->cases.at[i]->id, .by = s->cases.at[i]->seen_by }));
	return NULL;
}
