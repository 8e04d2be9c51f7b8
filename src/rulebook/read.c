/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/read - reads all files of a rulebook, in the order in which they need each other, and proves the whole.
 * Touches nothing. */
#include "rulebook/reader.h"

/* What stands in a folder. Kinds are read in this order, so that each finds what it refers to at once. */
static const struct room_of_text {
	const char *folder, *ending;
	void (*read)(struct reader *r, const struct rulebook_file *file);
} rooms[] = {
	{ "code/", ".csv", read_code_list },
	{ "holidays", ".csv", read_holidays },
	{ "words/", ".txt", read_words },
	{ "fact/", ".txt", read_fact_file },
	{ "role/", ".txt", read_role_file },
	{ "letter/", ".txt", read_letter_file },
	{ "message/", ".txt", read_message_file },
	{ "measure/", ".txt", read_measure_file },
	{ "form/", ".txt", read_form_file },
	{ "pathway/", ".txt", read_pathway_file },
	{ "regime/", ".txt", read_regime_file },
	{ "reminder/", ".txt", read_reminder_file },
	{ "weight/", ".txt", read_weight_file },
	{ "check/", ".txt", read_check_file },
	{ "access/", ".txt", read_access_file },
	{ "import/", ".txt", read_import_file },
	{ "retention/", ".txt", read_retention_file },
	{ "watch/", ".txt", read_watch_file },
	{ "sharing/", ".txt", read_sharing_file },
	{ "risk/", ".txt", read_risk_file },
	/* Carried along, no part of the book's proof. */
	{ "letter/", ".html", NULL },
	{ "demo/", "", NULL },
	{ "", ".md", NULL },
};

static bool stands_in(const struct rulebook_file *file, const struct room_of_text *room)
{
	return str_starts(file->name, str_of(room->folder)) && str_ends(file->name, str_of(room->ending));
}

static void place_all(struct reader *r, const struct rulebook_file *files, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t at = 0;

		while (at < sizeof rooms / sizeof *rooms && !stands_in(&files[i], &rooms[at]))
			at++;
		if (at == sizeof rooms / sizeof *rooms)
			slip(r, files[i].name, 0, "no kind of rulebook text has this name; docs/rulebook.md lists them");
		for (size_t j = 0; j < i; j++)
			if (str_equal(files[i].name, files[j].name))
				slip(r, files[i].name, 0, "the file is there twice");
	}
}

const struct rulebook *rulebook_read(struct arena *a, const struct rulebook_file *files, size_t count,
				     struct problems *out)
{
	struct problems slips = { 0 };
	struct reader r = { .a = a, .out = &slips, .book = ARENA_NEW(a, struct rulebook, 1),
			    .scope = { .pathway = NO_PATHWAY, .step = NO_STEP } };

	r.book->arena = a;
	place_all(&r, files, count);
	for (size_t at = 0; at < sizeof rooms / sizeof *rooms; at++)
		for (size_t i = 0; rooms[at].read && i < count; i++)
			if (stands_in(&files[i], &rooms[at]))
				rooms[at].read(&r, &files[i]);
	read_letter_bodies(&r, files, count);
	prove_met(&r);
	prove_pathways(&r);
	prove_forms(&r);
	prove_rest(&r);
	for (size_t i = 0; i < slips.count; i++)
		problems_add(out, a, slips.at[i].field, slips.at[i].kind, slips.at[i].words);
	return slips.count > 0 ? NULL : r.book;
}
