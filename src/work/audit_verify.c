/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/audit_verify - do the rows still hang together?
 * Touches the store. */
#include <stdio.h>

#include "core/out.h"
#include "gen/sql/audit.h"
#include "work/audit_room.h"

enum { ROWS_A_TIME = 2000 };

static void broken(struct audit_proof *p, int64_t chain, int64_t seq, int64_t id, int64_t at, struct str words)
{
	p->is_broken = true;
	p->first = (struct audit_break){ chain, seq, id, at, words };
}

static bool row_holds(struct arena *a, struct str before, const struct audit_walk_row *row)
{
	struct audit_add_in in = {
		.at = row->at, .account_id = row->account_id, .actor = row->actor, .verb = row->verb, .what = row->what,
		.person_id = row->person_id, .process_id = row->process_id, .detail = row->detail, .grant_id = row->grant_id,
		.shown = row->shown,
		.seq = row->seq };

	return str_equal(audit_hash(a, before, &in), row->hash);
}

/* Walks one chain from its first row to its head. */
static const struct fault *chain_verify(struct store *s, struct arena *a, const struct audit_heads_row *head,
					struct audit_proof *p)
{
	char hash[80] = "";
	int64_t seq = 0;
	struct audit_walk_rows rows;

	do {
		struct arena_mark mark = arena_mark(a);

		rows = (struct audit_walk_rows){ 0 };
		TRY(sql_audit_walk(s, a, &(struct audit_walk_in){ head->chain, seq, ROWS_A_TIME }, &rows));
		for (size_t i = 0; i < rows.count && !p->is_broken; i++) {
			const struct audit_walk_row *row = &rows.at[i];

			if (row->seq != seq + 1)
				broken(p, head->chain, seq + 1, 0, 0, STR("a row is missing"));
			else if (!row_holds(a, str_of(hash), row))
				broken(p, head->chain, row->seq, row->id, row->at, STR("the row was changed, or one before it taken out"));
			seq = row->seq;
			snprintf(hash, sizeof hash, "%.*s", STR_ARG(row->hash));
			p->rows++;
		}
		arena_reset(a, mark);
	} while (rows.count > 0 && !p->is_broken);
	if (!p->is_broken && (seq != head->seq || !str_equal(str_of(hash), head->hash)))
		broken(p, head->chain, seq + 1, 0, 0, STR("the last rows are missing"));
	return NULL;
}

const struct fault *audit_verify(struct store *s, struct arena *a, struct audit_proof *out)
{
	struct audit_heads_rows heads;
	struct audit_unchained_rows before;
	struct audit_shown_odd_rows shown;

	*out = (struct audit_proof){ 0 };
	TRY(sql_audit_heads(s, a, &heads));
	TRY(sql_audit_unchained(s, a, &before));
	out->unchained = before.at[0].rows_count;
	out->chains = (int64_t)heads.count;
	for (size_t i = 0; i < heads.count && !out->is_broken; i++)
		TRY(chain_verify(s, a, &heads.at[i], out));
	TRY(sql_audit_shown_odd(s, a, &shown));
	if (!out->is_broken && shown.at[0].listed != shown.at[0].found)
		broken(out, 0, 0, 0, 0, STR("the index of who was shown in lists is not what the rows say"));
	return NULL;
}

const struct fault *audit_anchor(struct store *s, struct arena *a, struct str *out)
{
	struct audit_heads_rows heads;
	struct out o = out_start(a, 200);

	TRY(sql_audit_heads(s, a, &heads));
	for (size_t i = 0; i < heads.count; i++)
		out_printf(&o, "%lld %lld %.*s\n", (long long)heads.at[i].chain, (long long)heads.at[i].seq,
			   STR_ARG(heads.at[i].hash));
	*out = out_str(&o);
	return NULL;
}

const struct fault *audit_verify_anchor(struct store *s, struct arena *a, struct str anchor, struct audit_proof *out)
{
	while (anchor.at) {
		struct str line = str_trim(str_cut(&anchor, '\n')), rest = line;
		int64_t chain, seq;
		struct audit_walk_rows rows;

		if (str_is_empty(line))
			continue;
		if (!str_to_int(str_cut(&rest, ' '), &chain) || !str_to_int(str_cut(&rest, ' '), &seq) || rest.len != 64)
			return fault_new(a, FAULT_TEXT, "this is no line of an anchor: %.*s", STR_ARG(line));
		TRY(sql_audit_walk(s, a, &(struct audit_walk_in){ chain, seq - 1, 1 }, &rows));
		if (!out->is_broken && (rows.count == 0 || rows.at[0].seq != seq || !str_equal(rows.at[0].hash, rest)))
			broken(out, chain, seq, 0, 0, STR("not what was anchored outside: the chain was written again"));
	}
	return NULL;
}
