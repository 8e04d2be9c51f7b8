/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/disposal_rows - all rows of a case, or of a child of whom nothing else is left, are taken away.
 * Touches the store, inside a job of the caller. A new table that holds a case or a child needs its statement here:
 * tests/work/test_disposal.c compares with the schema. */
#include "gen/sql/document.h"
#include "work/disposal_room.h"

/* What somebody kept since yesterday may be on its way into a case: it is left to the sweep (document_sweep). */
static const struct fault *content_drop(struct store *w, struct arena *a, struct str sha256, struct date today)
{
	struct dispose_content_loose_rows rows;

	TRY(sql_dispose_content_loose(w, a, &(struct dispose_content_loose_in){ sha256,
		(int64_t)(today.day - 1) * 86400000 }, &rows));
	if (rows.at[0].holders)
		return NULL;
	TRY(sql_document_content_parts_drop(w, a, &(struct document_content_parts_drop_in){ sha256 }, NULL));
	return sql_document_content_drop(w, a, &(struct document_content_drop_in){ sha256 }, NULL);
}

/* An account that only opened this child's record goes with it. */
static const struct fault *account_drop(struct store *w, struct arena *a, int64_t id)
{
	struct dispose_account_bare_rows rows;

	TRY(sql_dispose_account_bare(w, a, &(struct dispose_account_bare_in){ id }, &rows));
	if (rows.at[0].holders)
		return NULL;
	TRY(sql_dispose_account_sessions(w, a, &(struct dispose_account_sessions_in){ id }, NULL));
	TRY(sql_dispose_account_codes(w, a, &(struct dispose_account_codes_in){ id }, NULL));
	TRY(sql_dispose_account_devices(w, a, &(struct dispose_account_devices_in){ id }, NULL));
	TRY(sql_dispose_account_passes(w, a, &(struct dispose_account_passes_in){ id }, NULL));
	TRY(sql_dispose_account_told(w, a, &(struct dispose_account_told_in){ id }, NULL));
	TRY(sql_dispose_account_quiet(w, a, &(struct dispose_account_quiet_in){ id }, NULL));
	TRY(sql_dispose_account_reading(w, a, &(struct dispose_account_reading_in){ id }, NULL));
	TRY(sql_dispose_account_feed(w, a, &(struct dispose_account_feed_in){ id }, NULL));
	TRY(sql_dispose_account_oidc(w, a, &(struct dispose_account_oidc_in){ id }, NULL));
	TRY(sql_dispose_account_reading_found(w, a, &(struct dispose_account_reading_found_in){ id }, NULL));
	TRY(sql_dispose_account_messages(w, a, &(struct dispose_account_messages_in){ id }, NULL));
	return sql_dispose_account(w, a, &(struct dispose_account_in){ id }, NULL);
}

static const struct fault *one_person(struct store *w, struct arena *a, int64_t id, struct disposal_counts *out)
{
	struct dispose_person_accounts_rows accounts;
	int64_t messages;

	TRY(sql_dispose_person_accounts(w, a, &(struct dispose_person_accounts_in){ id }, &accounts));
	TRY(sql_dispose_person_messages(w, a, &(struct dispose_person_messages_in){ id }, &messages));
	TRY(sql_dispose_person_marks(w, a, &(struct dispose_person_marks_in){ id }, NULL));
	TRY(sql_dispose_person_consents(w, a, &(struct dispose_person_consents_in){ id }, NULL));
	TRY(sql_dispose_person_told(w, a, &(struct dispose_person_told_in){ id }, NULL));
	TRY(sql_dispose_person_relations(w, a, &(struct dispose_person_relations_in){ id }, NULL));
	TRY(sql_dispose_person_holds(w, a, &(struct dispose_person_holds_in){ id }, NULL));
	TRY(sql_dispose_person_keys(w, a, &(struct dispose_person_keys_in){ id }, NULL));
	TRY(sql_dispose_person_addresses(w, a, &(struct dispose_person_addresses_in){ id }, NULL));
	TRY(sql_dispose_person_merges(w, a, &(struct dispose_person_merges_in){ id }, NULL));
	TRY(sql_dispose_person_pairs(w, a, &(struct dispose_person_pairs_in){ id }, NULL));
	TRY(sql_dispose_person_move_processes(w, a, &(struct dispose_person_move_processes_in){ id }, NULL));
	TRY(sql_dispose_person_moves(w, a, &(struct dispose_person_moves_in){ id }, NULL));
	TRY(sql_dispose_person(w, a, &(struct dispose_person_in){ id }, NULL));
	for (size_t i = 0; i < accounts.count; i++)
		TRY(account_drop(w, a, accounts.at[i].account_id));
	out->messages += messages;
	out->people++;
	return NULL;
}

const struct fault *dispose_person(struct store *w, struct arena *a, int64_t person_id, struct disposal_counts *out, bool *is_gone)
{
	struct dispose_person_twins_rows twins;

	*is_gone = false;
	TRY(sql_dispose_person_twins(w, a, &(struct dispose_person_twins_in){ person_id }, &twins));
	for (size_t i = 0; i < twins.count; i++) {
		struct dispose_person_bare_rows bare;

		TRY(sql_dispose_person_bare(w, a, &(struct dispose_person_bare_in){ twins.at[i].person_id }, &bare));
		if (bare.at[0].processes || bare.at[0].holds || bare.at[0].flags)
			return NULL;
	}
	for (size_t i = 0; i < twins.count; i++)
		TRY(one_person(w, a, twins.at[i].person_id, out));
	*is_gone = true;
	return NULL;
}

const struct fault *dispose_case(struct store *w, struct arena *a, int64_t id, struct date today, struct disposal_counts *out)
{
	struct dispose_contents_rows contents;

	TRY(sql_dispose_contents(w, a, &(struct dispose_contents_in){ id }, &contents));
	TRY(sql_dispose_messages(w, a, &(struct dispose_messages_in){ id }, &out->messages));
	TRY(sql_dispose_letters(w, a, &(struct dispose_letters_in){ id }, &out->letters));
	TRY(sql_dispose_documents(w, a, &(struct dispose_documents_in){ id }, &out->papers));
	TRY(sql_dispose_plan_sections(w, a, &(struct dispose_plan_sections_in){ id }, NULL));
	TRY(sql_dispose_plans(w, a, &(struct dispose_plans_in){ id }, &out->plans));
	TRY(sql_dispose_asks(w, a, &(struct dispose_asks_in){ id }, NULL));
	TRY(sql_dispose_late_time(w, a, &(struct dispose_late_time_in){ id }, NULL));
	TRY(sql_dispose_cover_cases(w, a, &(struct dispose_cover_cases_in){ id }, NULL));
	TRY(sql_dispose_exceptions(w, a, &(struct dispose_exceptions_in){ id }, NULL));
	TRY(sql_dispose_case_words(w, a, &(struct dispose_case_words_in){ id }, NULL));
	TRY(sql_dispose_links(w, a, &(struct dispose_links_in){ id }, NULL));
	TRY(sql_dispose_draft_files(w, a, &(struct dispose_draft_files_in){ id }, NULL));
	TRY(sql_dispose_drafts(w, a, &(struct dispose_drafts_in){ id }, NULL));
	TRY(sql_dispose_marks(w, a, &(struct dispose_marks_in){ id }, NULL));
	TRY(sql_dispose_glasses(w, a, &(struct dispose_glasses_in){ id }, NULL));
	TRY(sql_dispose_move_processes(w, a, &(struct dispose_move_processes_in){ id }, NULL));
	TRY(sql_dispose_subject_choices(w, a, &(struct dispose_subject_choices_in){ id }, NULL));
	TRY(sql_dispose_subject_words(w, a, &(struct dispose_subject_words_in){ id }, NULL));
	TRY(sql_dispose_events(w, a, &(struct dispose_events_in){ id }, &out->events));
	TRY(sql_dispose_process(w, a, &(struct dispose_process_in){ id }, NULL));
	for (size_t i = 0; i < contents.count; i++)
		TRY(content_drop(w, a, contents.at[i].sha256, today));
	return NULL;
}
