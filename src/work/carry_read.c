/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/carry_read - record.json of a file that came from another council, read and checked.
 * Touches nothing but jansson: bytes come in, a record and its problems go out. */
#include <jansson.h>

#include "work/carry_room.h"

enum { TEXT_MOST = 200000, SLIPS_MOST = 50 };

struct reading { struct arena *a; const struct rulebook *book; struct problems *out; };

static void slip(struct reading *r, struct str place, const char *key)
{
	if (r->out->count < SLIPS_MOST)
		problems_add(r->out, r->a, place, PROBLEM_FORM, book_words(r->book, str_of(key)));
}

static struct str place(struct reading *r, const char *list, size_t i, const char *field)
{
	return arena_printf(r->a, "%s[%zu].%s", list, i, field);
}

static void let_go(void *json)
{
	json_decref(json);
}

/* A text that may be absent. */
static struct str text_of(struct reading *r, const json_t *from, const char *name, struct str at)
{
	const json_t *v = json_object_get(from, name);

	if (!v || json_is_null(v))
		return STR_NONE;
	struct str text = json_is_string(v) ? (struct str){ json_string_value(v), json_string_length(v) } : STR_NONE;
	if (!text.at || !str_is_text(text) || text.len > TEXT_MOST) {
		slip(r, at, "carry.no_text");
		return STR_NONE;
	}
	return arena_str(r->a, text);
}

static struct str must_text(struct reading *r, const json_t *from, const char *name, struct str at)
{
	struct str text = text_of(r, from, name, at);

	if (str_is_empty(text))
		slip(r, at, "carry.missing");
	return text;
}

static struct date day_of(struct reading *r, const json_t *from, const char *name, struct str at, bool must)
{
	struct str text = text_of(r, from, name, at);
	struct date day = date_read(text.at ? text : STR(""));

	if (date_is_none(day) && (must || !str_is_empty(text)))
		slip(r, at, "carry.no_day");
	return day;
}

static int64_t number_of(struct reading *r, const json_t *from, const char *name, struct str at)
{
	const json_t *v = json_object_get(from, name);

	if (v && !json_is_integer(v) && !json_is_null(v))
		slip(r, at, "carry.no_number");
	return json_integer_value(v);
}

static void person_read(struct reading *r, const json_t *root, struct carried *to)
{
	const json_t *p = json_object_get(root, "person");
	const struct { const char *name; struct str *at; } texts[] = {
		{ "sex", &to->sex }, { "address", &to->address }, { "postcode", &to->postcode }, { "upn", &to->upn },
		{ "former_upn", &to->former_upn }, { "uln", &to->uln }, { "nhs_number", &to->nhs_number },
		{ "former_names", &to->former_names }, { "language", &to->language }, { "need", &to->need } };

	to->council = must_text(r, json_object_get(root, "from"), "council", STR("from.council"));
	to->given = must_text(r, p, "given", STR("person.given"));
	to->family = must_text(r, p, "family", STR("person.family"));
	to->born = day_of(r, p, "born", STR("person.born"), true);
	to->school = number_of(r, p, "school", STR("person.school"));
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i].at = text_of(r, p, texts[i].name, arena_printf(r->a, "person.%s", texts[i].name));
}

static void contacts_read(struct reading *r, const json_t *root, struct carried *to)
{
	const json_t *list = json_object_get(root, "contacts");

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *c = json_array_get(list, i);
		struct case_contact one = { .kind = must_text(r, c, "kind", place(r, "contacts", i, "kind")),
			.name = must_text(r, c, "name", place(r, "contacts", i, "name")),
			.email = text_of(r, c, "email", place(r, "contacts", i, "email")),
			.phone = text_of(r, c, "phone", place(r, "contacts", i, "phone")),
			.address = text_of(r, c, "address", place(r, "contacts", i, "address")),
			.since = day_of(r, c, "since", place(r, "contacts", i, "since"), false),
			.ended = day_of(r, c, "ended", place(r, "contacts", i, "ended"), false) };

		LIST_PUSH(r->a, &to->contacts, one);
	}
}

static void places_read(struct reading *r, const json_t *root, struct carried *to)
{
	const json_t *list = json_object_get(root, "organisations");

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *o = json_array_get(list, i);
		struct carried_place one = { .id = number_of(r, o, "id", place(r, "organisations", i, "id")),
			.name = must_text(r, o, "name", place(r, "organisations", i, "name")),
			.kind = must_text(r, o, "kind", place(r, "organisations", i, "kind")),
			.urn = text_of(r, o, "urn", place(r, "organisations", i, "urn")) };

		LIST_PUSH(r->a, &to->places, one);
	}
}

static void answers_of(struct reading *r, const json_t *from, struct answers *to, struct str at)
{
	const char *name;
	json_t *value;

	if (from && !json_is_object(from))
		slip(r, at, "carry.no_answers");
	json_object_foreach((json_t *)(uintptr_t)from, name, value) {
		struct str text = text_of(r, from, name, at);

		LIST_PUSH(r->a, to, (struct answer){ arena_str(r->a, str_of(name)), text.at ? text : STR("") });
	}
}

static void events_read(struct reading *r, const json_t *from, const char *list, const struct pathway *p,
			struct carried_process *to)
{
	const json_t *events = json_object_get(from, "events");

	if (json_array_size(events) == 0)
		slip(r, str_of(list), "carry.no_events");
	for (size_t i = 0; i < json_array_size(events); i++) {
		const json_t *e = json_array_get(events, i);
		struct carried_event one = { .name = must_text(r, e, "name", place(r, list, i, "name")),
			.seq = number_of(r, e, "seq", place(r, list, i, "seq")),
			.corrects = number_of(r, e, "corrects", place(r, list, i, "corrects")),
			.recorded = number_of(r, e, "recorded", place(r, list, i, "recorded")),
			.subject = text_of(r, e, "subject", place(r, list, i, "subject")),
			.reason = text_of(r, e, "reason", place(r, list, i, "reason")),
			.actor = must_text(r, e, "actor", place(r, list, i, "actor")),
			.day = day_of(r, e, "day", place(r, list, i, "day"), true) };
		bool is_ours = str_equal(one.name, STR(CASE_MOVED)) || str_equal(one.name, STR(CASE_TAKEN_BACK));

		answers_of(r, json_object_get(e, "fields"), &one.fields, place(r, list, i, "fields"));
		if (one.seq != (int64_t)i + 1 || one.corrects < 0 || one.corrects >= one.seq)
			slip(r, place(r, list, i, "seq"), "carry.order");
		if (p && !is_ours && !pathway_event(p, one.name))
			slip(r, place(r, list, i, "name"), "carry.unknown_event");
		LIST_PUSH(r->a, &to->events, one);
	}
}

static bool is_hash(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!((s.at[i] >= '0' && s.at[i] <= '9') || (s.at[i] >= 'a' && s.at[i] <= 'f')))
			return false;
	return s.len == 64;
}

static void papers_read(struct reading *r, const json_t *from, const char *list, struct carried_process *to)
{
	const json_t *papers = json_object_get(from, "papers");

	for (size_t i = 0; i < json_array_size(papers); i++) {
		const json_t *p = json_array_get(papers, i);
		struct carried_paper one = { .seq = number_of(r, p, "seq", place(r, list, i, "seq")),
			.made = number_of(r, p, "made", place(r, list, i, "made")),
			.kind = must_text(r, p, "kind", place(r, list, i, "kind")),
			.subject = text_of(r, p, "subject", place(r, list, i, "subject")),
			.name = must_text(r, p, "name", place(r, list, i, "name")),
			.mime = must_text(r, p, "mime", place(r, list, i, "mime")),
			.sha256 = must_text(r, p, "sha256", place(r, list, i, "sha256")),
			.letter = text_of(r, p, "letter", place(r, list, i, "letter")),
			.title = text_of(r, p, "title", place(r, list, i, "title")),
			.addressee = text_of(r, p, "addressee", place(r, list, i, "addressee")),
			.day = day_of(r, p, "day", place(r, list, i, "day"), false),
			.to_family = json_is_true(json_object_get(p, "to_family")) };
		bool is_letter = !str_is_empty(one.letter);

		if (!is_hash(one.sha256.at ? one.sha256 : STR("")))
			slip(r, place(r, list, i, "sha256"), "carry.no_hash");
		/* Only letters are pages that a browser shows; anything else is given out as what the form takes. */
		bool is_page = one.mime.at && str_equal(one.mime, STR("text/html"));
		bool is_taken = one.mime.at && !str_equal(code_label(book_codes(r->book, STR("file-type")), one.mime), one.mime);
		if ((is_page && !is_letter) || (!is_page && !is_taken) || (is_letter && (date_is_none(one.day) || !one.title.at)))
			slip(r, place(r, list, i, "mime"), "carry.no_type");
		LIST_PUSH(r->a, &to->papers, one);
	}
}

static void plans_read(struct reading *r, const json_t *from, const char *list, struct carried_process *to)
{
	const json_t *plans = json_object_get(from, "plans");

	for (size_t i = 0; i < json_array_size(plans); i++) {
		const json_t *p = json_array_get(plans, i);
		struct carried_plan one = { .version = number_of(r, p, "version", place(r, list, i, "version")),
			.seq = number_of(r, p, "seq", place(r, list, i, "seq")),
			.changed = number_of(r, p, "changed", place(r, list, i, "changed")),
			.state = must_text(r, p, "state", place(r, list, i, "state")),
			.frozen = day_of(r, p, "frozen", place(r, list, i, "frozen"), false) };

		answers_of(r, json_object_get(p, "sections"), &one.sections, place(r, list, i, "sections"));
		bool is_known = one.state.at && (str_equal(one.state, STR("writing")) || str_equal(one.state, STR("draft")) ||
						 str_equal(one.state, STR("final")));
		if (!is_known || one.version != (int64_t)i + 1)
			slip(r, place(r, list, i, "state"), "carry.no_plan");
		LIST_PUSH(r->a, &to->plans, one);
	}
}

/* "section.F", of a section that there is. */
static bool is_section(const struct reading *r, struct str target)
{
	const struct code_list *sections = book_codes(r->book, STR("section"));

	for (size_t i = 0; sections && i < sections->count; i++)
		if (str_starts(target, STR(CASE_SECTION)) &&
		    str_equal(str_slice(target, sizeof CASE_SECTION - 1, target.len), sections->at[i].code))
			return true;
	return false;
}

/* What is marked there is marked here: a part that is not there, or a mark that is not known, is refused. */
static void marks_read(struct reading *r, const json_t *from, const char *list, const struct carried_process *of,
		       struct carried_marks *to)
{
	const json_t *marks = json_object_get(from, "marks");

	for (size_t i = 0; i < json_array_size(marks); i++) {
		const json_t *m = json_array_get(marks, i);
		struct carried_mark one = { .at = number_of(r, m, "at", place(r, list, i, "at")),
			.made = number_of(r, m, "made", place(r, list, i, "made")),
			.target = must_text(r, m, "target", place(r, list, i, "target")),
			.word = must_text(r, m, "word", place(r, list, i, "word")),
			.reason = must_text(r, m, "reason", place(r, list, i, "reason")) };
		struct str target = one.target.at ? one.target : STR(""), word = one.word.at ? one.word : STR("");
		bool is_flag = !str_equal(code_label(book_codes(r->book, STR("flag")), word), word);
		bool is_mark = !str_equal(code_label(book_codes(r->book, STR("mark")), word), word);
		size_t most = of && str_equal(target, STR("event")) ? of->events.count :
			      of && str_equal(target, STR("document")) ? of->papers.count : 0;
		bool is_whole = !of && ((is_flag && str_equal(target, STR("record"))) || (is_mark && (str_equal(target, STR("address")) || is_section(r, target))));

		if (!is_whole && !(is_mark && one.at >= 1 && (uint64_t)one.at <= most))
			slip(r, place(r, list, i, "target"), "carry.no_mark");
		LIST_PUSH(r->a, to, one);
	}
}

static void processes_read(struct reading *r, const json_t *root, struct carried *to)
{
	const json_t *list = json_object_get(root, "processes");

	if (json_array_size(list) == 0)
		slip(r, STR("processes"), "carry.missing");
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *p = json_array_get(list, i);
		const char *base = arena_printf(r->a, "processes[%zu]", i).at;
		struct carried_process one = { .reference = text_of(r, p, "reference", place(r, "processes", i, "reference")),
			.pathway = must_text(r, p, "pathway", place(r, "processes", i, "pathway")),
			.opened = day_of(r, p, "opened", place(r, "processes", i, "opened"), true) };
		const struct pathway *way = one.pathway.at ? book_pathway(r->book, one.pathway) : NULL;

		if (one.pathway.at && !way)
			slip(r, place(r, "processes", i, "pathway"), "carry.unknown_pathway");
		events_read(r, p, arena_printf(r->a, "%s.events", base).at, way, &one);
		papers_read(r, p, arena_printf(r->a, "%s.papers", base).at, &one);
		plans_read(r, p, arena_printf(r->a, "%s.plans", base).at, &one);
		marks_read(r, p, arena_printf(r->a, "%s.marks", base).at, &one, &one.marks);
		LIST_PUSH(r->a, &to->processes, one);
	}
}

void carry_read(struct arena *a, const struct rulebook *book, struct str json, struct problems *out, struct carried *to)
{
	struct reading r = { a, book, out };
	json_t *root = json_loadb(json.at ? json.at : "", json.len, JSON_REJECT_DUPLICATES, NULL);

	*to = (struct carried){ 0 };
	if (root)
		arena_at_end(a, let_go, root);
	if (!json_is_object(root) || json_integer_value(json_object_get(root, "waymark")) != CARRY_FORM) {
		slip(&r, STR("record.json"), "carry.no_record");
		return;
	}
	person_read(&r, root, to);
	contacts_read(&r, root, to);
	places_read(&r, root, to);
	processes_read(&r, root, to);
	marks_read(&r, root, "marks", NULL, &to->marks);
}
