/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/subject_write - the archive: index.html to read, record.json for programs, tables, letters and papers.
 * Touches the store, libarchive behind core/tar, jansson. */
#include <jansson.h>

#include "core/fold.h"
#include "core/out.h"
#include "core/tar.h"
#include "gen/sql/carry.h"
#include "gen/sql/document.h"
#include "gen/sql/guard.h"
#include "gen/sql/subject.h"
#include "work/address.h"
#include "work/bundle.h"
#include "work/choose.h"
#include "work/disposal.h"
#include "work/document.h"
#include "work/letter.h"
#include "work/plan.h"
#include "work/subject_room.h"
#include "work/track.h"

struct writing {
	struct desk *d;
	struct arena *a;
	const struct subject *s;
	struct out html;
	json_t *root;
	struct out papers, happened, messages, looked, withheld;        /* tables */
	struct subject_made *made;
};

static void let_go(void *json)
{
	json_decref(json);
}

static struct str words(const struct writing *w, const char *key)
{
	return book_words(w->d->book, str_of(key));
}

struct str subject_black(struct arena *a, struct str text, struct str words, int64_t *hidden)
{
	while (words.at && text.len) {
		struct str word = fold(a, str_cut(&words, '\n'));
		struct out o = out_start(a, text.len + 16);

		for (size_t i = 0; word.len > 1 && i < text.len; i++) {
			size_t len = fold_at(text, i, word);

			if (len) {
				out_add(&o, STR("\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88"));
				i += len - 1;
				++*hidden;
			} else {
				out_byte(&o, text.at[i]);
			}
		}
		if (word.len > 1)
			text = out_str(&o);
	}
	return text;
}

/* --- little pieces -------------------------------------------------------------------------------------------------- */

static struct str plain(const struct writing *w, struct str text)
{
	int64_t hidden = 0;

	return subject_black(w->a, text, w->s->words, &hidden);
}

static void text_put(const struct writing *w, json_t *to, const char *name, struct str text)
{
	if (text.len) {
		struct str safe = plain(w, text);

		json_object_set_new(to, name, json_stringn(safe.at, safe.len));
	}
}

static void day_put(const struct writing *w, json_t *to, const char *name, struct date day)
{
	if (!date_is_none(day))
		text_put(w, to, name, date_iso(w->a, day));
}

static json_t *list_put(const struct writing *w, const char *name)
{
	json_t *list = json_array();

	json_object_set_new(w->root, name, list);
	return list;
}

static void tag(struct writing *w, const char *name, struct str text)
{
	out_printf(&w->html, "<%s>", name);
	out_html(&w->html, text);
	out_printf(&w->html, "</%s>\n", name);
}

static void row(struct writing *w, struct str name, struct str value)
{
	if (str_is_empty(value))
		return;
	out_add(&w->html, STR("<h4>"));
	out_html(&w->html, name);
	out_add(&w->html, STR("</h4><div class=\"plain\">"));
	out_html(&w->html, value);
	out_add(&w->html, STR("</div>\n"));
}

static void cells(struct writing *w, struct out *o, const struct str *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		out_csv(o, plain(w, all[i]));
		out_add(o, i + 1 < count ? STR(",") : STR("\r\n"));
	}
}

static const struct subject_part *part_of(const struct writing *w, struct str key)
{
	for (size_t i = 0; i < w->s->parts.count; i++)
		if (str_equal(w->s->parts.at[i].key, key))
			return &w->s->parts.at[i];
	return NULL;
}

static bool is_in(const struct writing *w, const char *key)
{
	const struct subject_part *p = part_of(w, str_of(key));

	return p && !p->is_out;
}

/* --- the person ------------------------------------------------------------------------------------------------------ */

static const struct fault *addresses_write(struct writing *w)
{
	struct addresses all;
	json_t *list = list_put(w, "former_addresses");

	TRY(address_former_list(w->d->store, w->a, w->s->c->person_id, &all));
	for (size_t i = 0; i < all.count; i++) {
		json_t *one = json_object();
		struct str line = arena_printf(w->a, "%.*s, %.*s (%.*s - %.*s)", STR_ARG(all.at[i].address), STR_ARG(all.at[i].postcode),
			STR_ARG(date_words(w->a, all.at[i].since)), STR_ARG(date_words(w->a, all.at[i].ended)));

		json_array_append_new(list, one);
		text_put(w, one, "address", all.at[i].address);
		text_put(w, one, "postcode", all.at[i].postcode);
		text_put(w, one, "locality", all.at[i].locality);
		day_put(w, one, "since", all.at[i].since);
		day_put(w, one, "ended", all.at[i].ended);
		row(w, words(w, "case.former_addresses"), line);
	}
	return NULL;
}

static const struct fault *person_write(struct writing *w)
{
	struct subject_person_rows rows;
	json_t *one = json_object();

	json_object_set_new(w->root, "person", one);
	TRY(sql_subject_person(w->d->store, w->a, &(struct subject_person_in){ w->s->c->person_id }, &rows));
	if (rows.count == 0)
		return fault_new(w->a, FAULT_ABSENT, "there is no such person");
	const struct subject_person_row *p = &rows.at[0];
	bool has_address = is_in(w, "address");
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
	tag(w, "h2", words(w, "subject.section_person"));
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		row(w, words(w, texts[i].key), texts[i].text);
		text_put(w, one, texts[i].name, texts[i].text);
	}
	day_put(w, one, "born", p->born);
	return has_address ? addresses_write(w) : NULL;
}

static void contacts_write(struct writing *w)
{
	json_t *list = list_put(w, "contacts");

	tag(w, "h2", words(w, "subject.section_contacts"));
	for (size_t i = 0; i < w->s->c->contact_count; i++) {
		const struct case_contact *r = &w->s->c->contacts[i];
		json_t *one;

		if (!is_in(w, arena_printf(w->a, "contact-%lld", (long long)r->id).at))
			continue;
		one = json_object();
		json_array_append_new(list, one);
		tag(w, "h3", r->name);
		const struct { const char *name, *key; struct str text; } texts[] = {
			{ "kind", "subject.kind", code_label(book_codes(w->d->book, STR("relation")), r->kind) },
			{ "email", "case.email", r->email }, { "phone", "case.phone", r->phone }, { "address", "case.address", r->address },
			{ "since", "subject.since", date_words(w->a, r->since) }, { "ended", "subject.ended", date_words(w->a, r->ended) } };
		text_put(w, one, "name", r->name);
		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
			row(w, words(w, texts[k].key), texts[k].text);
			text_put(w, one, texts[k].name, texts[k].text);
		}
	}
}

/* --- what happened --------------------------------------------------------------------------------------------------- */

static struct str role_words(const struct writing *w, struct str actor)
{
	const struct role *role = book_role(w->d->book, actor);

	return role ? role->name : actor;
}

static const struct fault *event_write(struct writing *w, const struct case_file *c, const struct happened *e, json_t *list)
{
	const struct event_kind *kind = pathway_event(c->pathway, e->name);
	struct str name = kind ? kind->name : e->name, by = role_words(w, e->actor);
	struct str line[] = { c->reference, date_iso(w->a, e->day), name, by };
	json_t *one = json_object(), *answers = json_object();

	json_array_append_new(list, one);
	cells(w, &w->happened, line, 4);
	tag(w, "h3", name);
	tag(w, "p", arena_printf(w->a, "%.*s. %.*s", STR_ARG(date_words(w->a, e->day)), STR_ARG(by)));
	text_put(w, one, "event", e->name);
	text_put(w, one, "name", name);
	day_put(w, one, "day", e->day);
	text_put(w, one, "by", by);
	if (e->reason.len)
		row(w, words(w, "subject.reason"), e->reason);
	text_put(w, one, "reason", e->reason);
	json_object_set_new(one, "answers", answers);
	for (size_t i = 0; kind && kind->form && i < kind->form->field_count; i++) {
		const struct form_field *f = &kind->form->fields[i];
		struct str value = answers_get(&e->fields, f->name), text;

		if (str_is_empty(value) || f->type == FIELD_FILE)
			continue;
		TRY(choose_answer(w->d, f, value, &text));
		row(w, f->label, text);
		text_put(w, answers, arena_cstr(w->a, f->name), value);
	}
	return NULL;
}

static const struct fault *events_write(struct writing *w)
{
	json_t *cases = list_put(w, "processes");

	tag(w, "h2", words(w, "subject.section_happened"));
	for (size_t k = 0; k < w->s->cases.count; k++) {
		const struct case_file *c = w->s->cases.at[k];
		json_t *one = json_object(), *list = json_array();

		json_array_append_new(cases, one);
		text_put(w, one, "reference", c->reference);
		text_put(w, one, "process", c->pathway->name);
		day_put(w, one, "opened", c->opened);
		json_object_set_new(one, "events", list);
		tag(w, "h2", arena_printf(w->a, "%.*s (%.*s)", STR_ARG(c->pathway->name), STR_ARG(c->reference)));
		for (size_t i = 0; i < c->event_count; i++)
			if (is_in(w, arena_printf(w->a, "e%lld-%lld", (long long)c->id, (long long)c->events[i].seq).at))
				TRY(event_write(w, c, &c->events[i], list));
	}
	return NULL;
}

static const struct fault *plans_write(struct writing *w)
{
	json_t *list = list_put(w, "plans");

	for (size_t k = 0; k < w->s->cases.count; k++) {
		const struct case_file *c = w->s->cases.at[k];
		struct plan_version *all;
		size_t count;

		TRY(plan_versions(w->d, c, &all, &count));
		for (size_t i = 0; i < count; i++) {
			struct str key = arena_printf(w->a, "p%lld-%lld", (long long)c->id, (long long)all[i].version), html;
			json_t *one, *sections;

			if (all[i].is_base || !is_in(w, key.at))
				continue;
			one = json_object();
			sections = json_object();
			TRY(plan_page(w->d, c, &all[i], &html));
			tag(w, "h2", arena_printf(w->a, "%.*s, %.*s", STR_ARG(words(w, "subject.section_plans")),
						  STR_ARG(part_of(w, key)->name)));
			out_add(&w->html, letter_inside(html));
			text_put(w, one, "state", all[i].state);
			day_put(w, one, "sent", all[i].frozen);
			json_object_set_new(one, "sections", sections);
			for (size_t p = 0; p < all[i].part_count; p++)
				text_put(w, sections, arena_cstr(w->a, all[i].parts[p].section), all[i].parts[p].body);
			json_array_append_new(list, one);
		}
	}
	return NULL;
}

/* --- lists ----------------------------------------------------------------------------------------------------------- */

static const struct fault *consents_write(struct writing *w)
{
	struct consent_list_rows rows;
	json_t *list = list_put(w, "consents");

	if (!is_in(w, "consents"))
		return NULL;
	TRY(sql_consent_list(w->d->store, w->a, &(struct consent_list_in){ w->s->c->person_id }, &rows));
	tag(w, "h2", words(w, "subject.section_consents"));
	for (size_t i = 0; i < rows.count; i++) {
		json_t *one = json_object();
		struct str label = code_label(book_codes(w->d->book, STR("consent")), rows.at[i].kind);

		json_array_append_new(list, one);
		text_put(w, one, "kind", rows.at[i].kind);
		day_put(w, one, "since", rows.at[i].since);
		day_put(w, one, "ended", rows.at[i].ended);
		tag(w, "p", arena_printf(w->a, "%.*s. %.*s %.*s", STR_ARG(label), STR_ARG(date_words(w->a, rows.at[i].since)),
					 STR_ARG(date_words(w->a, rows.at[i].ended))));
	}
	return NULL;
}

static const struct fault *messages_write(struct writing *w)
{
	struct subject_messages_rows rows;
	json_t *list = list_put(w, "messages");

	if (!is_in(w, "messages"))
		return NULL;
	TRY(sql_subject_messages(w->d->store, w->a, &(struct subject_messages_in){ w->s->c->person_id }, &rows));
	tag(w, "h2", words(w, "subject.section_messages"));
	for (size_t i = 0; i < rows.count; i++) {
		const struct subject_messages_row *r = &rows.at[i];
		const struct message *m = book_message(w->d->book, r->kind);
		struct str line[] = { date_iso(w->a, date_of_ms(r->made)), m ? m->about : r->kind, r->way, r->state };
		json_t *one = json_object();

		json_array_append_new(list, one);
		text_put(w, one, "kind", r->kind);
		text_put(w, one, "way", r->way);
		text_put(w, one, "day", line[0]);
		text_put(w, one, "state", r->state);
		cells(w, &w->messages, line, 4);
		tag(w, "p", arena_printf(w->a, "%.*s: %.*s (%.*s, %.*s)", STR_ARG(date_words(w->a, date_of_ms(r->made))), STR_ARG(line[1]),
					 STR_ARG(r->way), STR_ARG(r->state)));
	}
	return NULL;
}

/* As the family reads it on its own page: days and roles, no names of staff. */
static const struct fault *looked_write(struct writing *w)
{
	struct desk as = *w->d;
	json_t *list = list_put(w, "looked");

	if (!is_in(w, "looked"))
		return NULL;
	as.who.account_id = w->s->asker;
	tag(w, "h2", words(w, "subject.section_looked"));
	for (size_t k = 0; k < w->s->cases.count; k++) {
		struct track_seen *seen;
		size_t count;

		TRY(track_seen(&as, w->s->cases.at[k], &seen, &count));
		for (size_t i = 0; i < count; i++) {
			struct str line[] = { w->s->cases.at[k]->reference, date_iso(w->a, seen[i].day), seen[i].who, seen[i].did,
				arena_printf(w->a, "%lld", (long long)seen[i].times) };
			json_t *one = json_object();

			json_array_append_new(list, one);
			text_put(w, one, "process", line[0]);
			text_put(w, one, "day", line[1]);
			text_put(w, one, "who", line[2]);
			text_put(w, one, "did", line[3]);
			json_object_set_new(one, "times", json_integer(seen[i].times));
			cells(w, &w->looked, line, 5);
			tag(w, "p", arena_printf(w->a, "%.*s: %.*s, %.*s", STR_ARG(date_words(w->a, seen[i].day)), STR_ARG(seen[i].who),
						 STR_ARG(seen[i].did)));
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
static struct str path_of(const struct writing *w, const struct case_document *doc)
{
	return str_is_empty(doc->letter) ? arena_printf(w->a, "papers/%lld%.*s", (long long)doc->id, STR_ARG(ending(doc->name)))
					 : arena_printf(w->a, "letters/%lld.html", (long long)doc->id);
}

/* `t` NULL: only listed. */
static const struct fault *paper_write(struct writing *w, struct case_file *c, const struct case_document *doc, struct tar *t)
{
	struct kept_letter letter;
	struct document_content_rows rows;
	struct str html;

	if (!str_is_empty(doc->letter)) {
		TRY(letter_open(w->d, c, doc->id, &letter, &html));
		html = bundle_black(w->a, html, w->s->words, &w->made->hidden, NULL);
		TRY(tar_entry(t, path_of(w, doc), (int64_t)html.len));
		return tar_part(t, html);
	}
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

static void paper_list(struct writing *w, const struct case_file *c, const struct case_document *doc, json_t *list)
{
	struct str name = part_of(w, arena_printf(w->a, "d%lld", (long long)doc->id))->name;
	struct str line[] = { c->reference, date_iso(w->a, date_of_ms(doc->made_ms)), name, path_of(w, doc) };
	json_t *one = json_object();

	json_array_append_new(list, one);
	text_put(w, one, "name", name);
	text_put(w, one, "kind", doc->kind);
	text_put(w, one, "day", line[1]);
	json_object_set_new(one, "file", json_stringn(line[3].at, line[3].len));
	cells(w, &w->papers, line, 4);
	out_add(&w->html, STR("<p>"));
	out_html(&w->html, date_words(w->a, date_of_ms(doc->made_ms)));
	out_add(&w->html, STR(": <a href=\""));
	out_html(&w->html, line[3]);
	out_add(&w->html, STR("\">"));
	out_html(&w->html, plain(w, name));
	out_add(&w->html, STR("</a></p>\n"));
}

static const struct fault *papers_do(struct writing *w, struct tar *t, json_t *list)
{
	for (size_t k = 0; k < w->s->cases.count; k++) {
		struct case_file *c = w->s->cases.at[k];

		for (size_t i = 0; i < c->document_count; i++) {
			if (!is_in(w, arena_printf(w->a, "d%lld", (long long)c->documents[i].id).at))
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

static void withheld_write(struct writing *w)
{
	json_t *list = list_put(w, "withheld");

	tag(w, "h2", words(w, "subject.withheld"));
	for (size_t i = 0; i < w->s->parts.count; i++) {
		const struct subject_part *p = &w->s->parts.at[i];
		const struct code *ground = subject_ground(w->d->book, p->ground);
		struct str section = book_words(w->d->book, arena_printf(w->a, "subject.section_%.*s", STR_ARG(p->section)));
		json_t *one;

		if (!p->is_out || !ground) {
			w->made->parts++;
			continue;
		}
		struct str line[] = { section, ground->label, ground->note };

		one = json_object();
		json_array_append_new(list, one);
		text_put(w, one, "section", section);
		text_put(w, one, "why", ground->label);
		text_put(w, one, "law", ground->note);
		cells(w, &w->withheld, line, 3);
		tag(w, "p", arena_printf(w->a, "%.*s: %.*s (%.*s)", STR_ARG(section), STR_ARG(ground->label), STR_ARG(ground->note)));
		w->made->withheld++;
	}
	if (w->made->withheld == 0)
		tag(w, "p", words(w, "subject.withheld_none"));
	if (w->s->words.len)
		tag(w, "p", words(w, "subject.blacked"));
}

/* How long, by the rule for each process (article 15(1)(d)). */
static const struct fault *kept_write(struct writing *w)
{
	struct disposal_owns owns;

	TRY(disposal_owns(w->d->store, w->a, w->s->c->authority, &owns));
	tag(w, "h2", words(w, "subject.how_long"));
	for (size_t i = 0; i < w->d->book->retention_count; i++) {
		const struct retention *r = &w->d->book->retentions[i];
		struct str args[2] = { r->name, arena_printf(w->a, "%zu", disposal_years(&owns, r)) };

		if (rule_is_on(&r->law, w->d->now.today))
			tag(w, "p", arena_printf(w->a, "%.*s %.*s", STR_ARG(book_words_with(w->d->book, w->a, STR("subject.kept_line"), args, 2)),
						 STR_ARG(r->reason)));
	}
	return NULL;
}

static void head_write(struct writing *w)
{
	const struct case_file *c = w->s->c;
	struct str name = arena_printf(w->a, "%.*s %.*s", STR_ARG(c->child_given), STR_ARG(c->child_family));
	struct str title[2] = { c->authority_name, name }, made[2] = { date_words(w->a, w->d->now.today), c->reference };

	tag(w, "h1", book_words_with(w->d->book, w->a, STR("subject.head"), title, 2));
	tag(w, "p", book_words_with(w->d->book, w->a, STR("subject.made_on"), made, 2));
	tag(w, "p", words(w, "subject.what_is_in"));
	tag(w, "h2", words(w, "subject.why"));
	tag(w, "p", words(w, "privacy.why"));
	tag(w, "p", words(w, "subject.sources"));
	tag(w, "h2", words(w, "subject.rights_title"));
	tag(w, "p", words(w, "subject.rights"));
	row(w, c->authority_name, arena_printf(w->a, "%.*s\n%.*s", STR_ARG(c->authority_email), STR_ARG(c->authority_phone)));
	text_put(w, w->root, "council", c->authority_name);
	text_put(w, w->root, "request", c->reference);
	text_put(w, w->root, "made", date_iso(w->a, w->d->now.today));
}

/* --- the archive ------------------------------------------------------------------------------------------------------- */

static const struct fault *entry(struct tar *t, const char *name, struct str text)
{
	TRY(tar_entry(t, str_of(name), (int64_t)text.len));
	return tar_part(t, text);
}

static const struct fault *json_text(struct writing *w, struct str *out)
{
	size_t size = json_dumpb(w->root, NULL, 0, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
	char *text = arena_take(w->a, size + 1);

	*out = (struct str){ text, json_dumpb(w->root, text, size, JSON_INDENT(1) | JSON_PRESERVE_ORDER) };
	return size && out->len == size ? NULL : fault_new(w->a, FAULT_TEXT, "the record holds what is no text");
}

static void tables_begin(struct writing *w)
{
	const struct { struct out *o; const char *head; } tables[] = {
		{ &w->papers, "process,day,name,file\r\n" }, { &w->happened, "process,day,what,by\r\n" },
		{ &w->messages, "day,about,way,state\r\n" }, { &w->looked, "process,day,who,did,times\r\n" },
		{ &w->withheld, "section,why,law\r\n" } };

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		*tables[i].o = out_start(w->a, 4096);
		out_add(tables[i].o, str_of(tables[i].head));
	}
}

static const struct fault *all_write(struct writing *w)
{
	head_write(w);
	withheld_write(w);
	TRY(kept_write(w));
	TRY(person_write(w));
	contacts_write(w);
	TRY(events_write(w));
	TRY(plans_write(w));
	tag(w, "h2", words(w, "subject.section_papers"));
	TRY(papers_do(w, NULL, list_put(w, "papers")));
	TRY(consents_write(w));
	TRY(messages_write(w));
	return looked_write(w);
}

static const struct fault *archive(struct writing *w, struct str path)
{
	struct str json, page = bundle_black(w->a, out_str(&w->html), w->s->words, &w->made->hidden, NULL);
	struct tar *t;

	TRY(json_text(w, &json));
	TRY(tar_begin(w->a, path, TAR_ZIP, &t));
	TRY(entry(t, "index.html", letter_page(w->a, words(w, "subject.section_all"), page)));
	TRY(entry(t, "record.json", json));
	TRY(entry(t, "tables/what-happened.csv", out_str(&w->happened)));
	TRY(entry(t, "tables/papers.csv", out_str(&w->papers)));
	TRY(entry(t, "tables/messages.csv", out_str(&w->messages)));
	TRY(entry(t, "tables/who-looked.csv", out_str(&w->looked)));
	TRY(entry(t, "tables/withheld.csv", out_str(&w->withheld)));
	TRY(papers_do(w, t, NULL));
	return tar_end(t);
}

const struct fault *subject_write(struct desk *d, const struct subject *s, struct str path, struct subject_made *made)
{
	struct writing w = { .d = d, .a = d->arena, .s = s, .made = made, .root = json_object(), .html = out_start(d->arena, 65536) };

	arena_at_end(d->arena, let_go, w.root);
	tables_begin(&w);
	TRY(all_write(&w));
	TRY(archive(&w, path));
	for (size_t i = 0; i < s->cases.count; i++)
		TRY(audit_view(d, &(struct audit_row){ .verb = STR("export"), .what = STR("case"), .person_id = s->c->person_id,
			.process_id = s->cases.at[i]->id, .by = s->cases.at[i]->seen_by }));
	return NULL;
}
