/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/import_rows - one row of people, one row of settings.
 * Touches the store. */
#include "core/fold.h"
#include "core/out.h"
#include "gen/sql/identity.h"
#include "work/address.h"
#include "work/identity_room.h"
#include "work/import_room.h"

struct row {
	struct match_person is;
	struct str given, family, former_family, address;
	int64_t school;
};

static const struct fault *school_of(struct store *s, struct arena *a, struct import_run *r, int64_t *out)
{
	struct str urn = import_text(r, a, "school");
	struct import_school_by_urn_rows rows;

	*out = 0;
	if (!urn.at)
		return NULL;
	TRY(sql_import_school_by_urn(s, a, &(struct import_school_by_urn_in){ .urn = urn }, &rows));
	*out = rows.count ? rows.at[0].id : 0;
	return NULL;
}

static const struct fault *row_read(struct store *s, struct arena *a, struct import_run *r, struct row *out)
{
	*out = (struct row){
		.given = import_text(r, a, "given"), .family = import_text(r, a, "family"),
		.former_family = import_text(r, a, "former_family"), .address = import_text(r, a, "address"),
		.is = { .born = import_day(r, "born"), .sex = import_text(r, a, "sex"),
			.postcode = import_text(r, a, "postcode"), .upn = import_text(r, a, "upn"),
			.former_upn = import_text(r, a, "former_upn"), .uln = import_text(r, a, "uln"),
			.nhs = import_text(r, a, "nhs_number") } };
	out->is.given = fold(a, out->given);
	out->is.family = fold(a, out->family);
	out->is.former = fold(a, out->former_family);
	return school_of(s, a, r, &out->school);
}

static bool is_news(struct str ours, struct str theirs)
{
	return theirs.at && !str_equal(ours, theirs);
}

/* Fields of a list in which the file says something else, blanks and commas between: no values, they are about a person. */
struct said_otherwise { const char *field; bool is_news; };

static struct str news_words(struct arena *a, const struct said_otherwise *all, size_t count)
{
	struct out o = out_start(a, 80);

	for (size_t i = 0; i < count; i++)
		if (all[i].is_news)
			out_printf(&o, "%s%s", o.len ? ", " : "", all[i].field);
	return out_str(&o);
}

static struct str why(struct arena *a, struct import_run *r, const struct identity_found *f)
{
	return identity_why(a, r->o->book, &f->levels, f->score.chance);
}

/* The same child: only what the file says otherwise is written. */
static const struct fault *person_change(struct store *writer, struct arena *a, struct import_run *r, const struct row *row,
					 const struct identity_found *found, const struct identity_person_row *is)
{
	const struct said_otherwise all[] = { { "address", is_news(is->address, row->address) },
		{ "postcode", is_news(is->postcode, row->is.postcode) }, { "upn", is_news(is->upn, row->is.upn) },
		{ "former_upn", is_news(is->former_upn, row->is.former_upn) }, { "uln", is_news(is->uln, row->is.uln) },
		{ "nhs_number", is_news(is->nhs_number, row->is.nhs) }, { "school", row->school && row->school != is->school_id } };
	struct str news = news_words(a, all, sizeof all / sizeof *all), reason = why(a, r, found);
	int64_t id = found->person.id;

	if (str_is_empty(news)) {
		import_say(r, IMPORT_SAME, found->score.chance, "somebody we know: %.*s", STR_ARG(reason));
		return NULL;
	}
	TRY(sql_import_person_change(writer, a, &(struct import_person_change_in){
		.id = id, .address = row->address, .postcode = row->is.postcode, .school_id = row->school, .upn = row->is.upn,
		.former_upn = row->is.former_upn, .uln = row->is.uln, .nhs_number = row->is.nhs }, NULL));
	TRY(address_note(writer, a, id, date_of_ms(r->o->now_ms)));
	import_say(r, IMPORT_CHANGED, found->score.chance, "somebody we know: %.*s. Written anew: %.*s", STR_ARG(reason), STR_ARG(news));
	return identity_file(writer, a, id);
}

/*   nearest   the likeliest of those that are like it; NULL: nobody is */
static const struct fault *person_add(struct store *writer, struct arena *a, struct import_run *r, const struct row *row,
				      const struct identity_found *nearest)
{
	struct str reason = nearest ? why(a, r, nearest) : STR("nobody we know is like it");
	double chance = nearest ? nearest->score.chance : IMPORT_NO_CHANCE;
	struct import_person_add_rows made;
	size_t pairs;

	TRY(sql_import_person_add(writer, a, &(struct import_person_add_in){
		.authority = r->o->authority, .given = row->given, .family = row->family,
		.folded = fold_person(a, row->family, row->given), .born = row->is.born, .sex = row->is.sex,
		.address = row->address, .postcode = row->is.postcode, .school_id = row->school, .upn = row->is.upn,
		.former_upn = row->is.former_upn, .uln = row->is.uln, .nhs_number = row->is.nhs,
		.former_names = row->is.former }, &made));
	TRY(address_note(writer, a, made.at[0].id, date_of_ms(r->o->now_ms)));
	TRY(identity_file(writer, a, made.at[0].id));
	if (!nearest || nearest->answer == MATCH_NO) {
		import_say(r, IMPORT_NEW, chance, "%s%.*s", nearest ? "the likeliest that we know: " : "", STR_ARG(reason));
		return NULL;
	}
	TRY(identity_ask(writer, a, &r->weights, made.at[0].id, r->o->now_ms, &pairs));
	import_say(r, IMPORT_ASK, chance, "may be somebody we know already: %.*s. Both records are kept and %zu %s for a person to decide",
		   STR_ARG(reason), pairs, pairs == 1 ? "pair waits" : "pairs wait");
	return NULL;
}

static bool is_alike(struct str ours, struct str theirs)
{
	return str_is_empty(ours) ? str_is_empty(theirs) : str_equal(ours, theirs);
}

/* All that is compared stands in the record as in the row, and nothing more: it came from this row. */
static bool is_this_row(struct arena *a, const struct identity_person_row *is, const struct row *row)
{
	return str_equal(fold(a, is->given), row->is.given) && str_equal(fold(a, is->family), row->is.family) &&
	       is->born.day == row->is.born.day && is_alike(is->sex, row->is.sex) && is_alike(is->postcode, row->is.postcode) &&
	       is_alike(is->upn, row->is.upn) && is_alike(is->former_upn, row->is.former_upn) && is_alike(is->uln, row->is.uln) &&
	       is_alike(is->nhs_number, row->is.nhs);
}

/* Nothing is in doubt: the likeliest is the child, and no other is. */
static bool is_alone(const struct identity_founds *found)
{
	return found->at[0].answer == MATCH_YES && (found->count == 1 || found->at[1].answer != MATCH_YES);
}

const struct fault *import_person(struct store *writer, struct arena *a, struct import_run *r)
{
	struct identity_founds found = { 0 };
	size_t pairs;
	struct row row;

	TRY(row_read(writer, a, r, &row));
	TRY(identity_seek(writer, a, &r->weights, r->o->authority, &row.is, 0, 5, &found));
	for (size_t i = 0; i < found.count; i++) {
		struct identity_person_row *is;

		TRY(identity_load(writer, a, found.at[i].person.id, &is));
		if (is_this_row(a, is, &row) || (i == 0 && is_alone(&found)))
			return person_change(writer, a, r, &row, &found.at[i], is);
	}
	if (found.count > 1 && found.at[1].answer == MATCH_YES) {
		import_say(r, IMPORT_ASK, found.at[0].score.chance, "is more than one that we know: %.*s. Nothing is written: decide first "
			   "whether those are one child", STR_ARG(why(a, r, &found.at[0])));
		return identity_ask(writer, a, &r->weights, found.at[0].person.id, r->o->now_ms, &pairs);
	}
	return person_add(writer, a, r, &row, found.count ? &found.at[0] : NULL);
}

static bool is_open(struct import_run *r, struct arena *a)
{
	struct str status = fold(a, import_text(r, a, "status"));

	return !str_starts(status, STR("closed"));
}

static struct str kind_of(struct str setting_type)
{
	return str_equal(setting_type, STR("post16")) ? STR("college") : STR("school");
}

/* The school year in which the oldest pupils are: they turn that age in it. */
enum { YEAR_UNKNOWN = -99, AGE_OF_YEAR_0 = 5 };

static int64_t last_year(struct import_run *r, struct arena *a)
{
	int64_t age;

	return str_to_int(str_trim(import_text(r, a, "high_age")), &age) && age >= 2 && age <= 25 ? age - AGE_OF_YEAR_0
		: YEAR_UNKNOWN;
}

const struct fault *import_setting(struct store *writer, struct arena *a, struct import_run *r)
{
	struct str name = import_text(r, a, "name"), type = import_text(r, a, "setting_type"), urn = import_text(r, a, "urn");
	struct str locality = import_text(r, a, "locality"), postcode = import_text(r, a, "postcode");
	struct str phone = import_text(r, a, "phone");
	int64_t year = last_year(r, a);
	struct import_school_by_urn_rows rows;

	TRY(sql_import_school_by_urn(writer, a, &(struct import_school_by_urn_in){ .urn = urn }, &rows));
	if (rows.count == 0) {
		import_say(r, IMPORT_NEW, IMPORT_NO_CHANCE, "no setting that we know has this URN");
		return sql_import_school_add(writer, a, &(struct import_school_add_in){
			.authority = r->o->authority, .kind = kind_of(type), .name = name, .folded = fold(a, name), .urn = urn,
			.setting_type = type, .locality = locality, .postcode = postcode, .phone = phone,
			.last_year = year, .is_open = is_open(r, a) }, NULL);
	}
	const struct import_school_by_urn_row *is = &rows.at[0];

	if (is->authority != r->o->authority) {
		import_say(r, IMPORT_REFUSED, IMPORT_NO_CHANCE, "urn is of a setting of another council");
		return NULL;
	}
	const struct said_otherwise all[] = { { "name", !str_equal(is->name, name) }, { "setting_type", is_news(is->setting_type, type) },
		{ "locality", is_news(is->locality, locality) }, { "postcode", is_news(is->postcode, postcode) },
		{ "phone", is_news(is->phone, phone) }, { "high_age", year != YEAR_UNKNOWN && year != is->last_year },
		{ "status", is->is_open != is_open(r, a) } };
	struct str news = news_words(a, all, sizeof all / sizeof *all);

	if (str_is_empty(news)) {
		import_say(r, IMPORT_SAME, IMPORT_NO_CHANCE, "the URN is of a setting that we know");
		return NULL;
	}
	import_say(r, IMPORT_CHANGED, IMPORT_NO_CHANCE, "the URN is of a setting that we know. Written anew: %.*s", STR_ARG(news));
	return sql_import_school_change(writer, a, &(struct import_school_change_in){
		.id = is->id, .name = name, .folded = fold(a, name), .setting_type = type, .locality = locality,
		.postcode = postcode, .phone = phone, .last_year = year, .is_open = is_open(r, a) }, NULL);
}
