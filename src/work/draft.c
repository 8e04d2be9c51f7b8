/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/draft - a form somebody has begun and will come back to.
 * Touches the store, core/digest. */
#include "work/draft.h"

#include "core/digest.h"
#include "gen/sql/document.h"
#include "gen/sql/draft.h"
#include "work/case_room.h"

static int64_t oldest_ms(const struct desk *d)
{
	return d->now.utc_ms - (int64_t)DRAFT_DAYS * 24 * 60 * 60 * 1000;
}

static const struct fault *draft_absent(struct arena *a)
{
	return fault_new(a, FAULT_ABSENT, "there is no such draft");
}

/* Takes a draft out of the database, and the bytes of its files when nothing else holds them. */
static const struct fault *drop(struct store *writer, struct arena *a, struct str hash)
{
	struct draft_contents_rows contents;
	TRY(sql_draft_contents(writer, a, &(struct draft_contents_in){ .token_hash = hash }, &contents));
	TRY(sql_draft_files_drop(writer, a, &(struct draft_files_drop_in){ .token_hash = hash }, NULL));
	TRY(sql_draft_drop(writer, a, &(struct draft_drop_in){ .token_hash = hash }, NULL));
	for (size_t i = 0; i < contents.count; i++) {
		struct str sha256 = contents.at[i].sha256;
		TRY(sql_document_content_parts_drop(writer, a, &(struct document_content_parts_drop_in){ .sha256 = sha256 }, NULL));
		TRY(sql_document_content_drop(writer, a, &(struct document_content_drop_in){ .sha256 = sha256 }, NULL));
	}
	return NULL;
}

struct begin { struct draft_add_in row; int64_t oldest; };

static const struct fault *begin_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct begin *b = ctx;
	struct draft_old_rows old;
	TRY(sql_draft_old(writer, a, &(struct draft_old_in){ .oldest = b->oldest }, &old));
	for (size_t i = 0; i < old.count; i++)
		TRY(drop(writer, a, old.at[i].token_hash));
	return sql_draft_add(writer, a, &b->row, NULL);
}

const struct fault *draft_begin(struct desk *d, struct str form, int64_t process_id, struct str *token)
{
	*token = digest_token(d->arena);
	struct begin b = { .oldest = oldest_ms(d), .row = {
		.token_hash = digest_keyed(d->arena, d->house->key, *token), .form = form, .process_id = process_id,
		.account_id = d->who.kind == WHO_ACCOUNT ? d->who.account_id : 0, .changed = d->now.utc_ms } };
	return store_write(d->pool, d->arena, begin_job, &b);
}

static const struct fault *files_load(struct desk *d, struct str hash, struct kept_files *out)
{
	struct draft_files_rows files;
	TRY(sql_draft_files(d->store, d->arena, &(struct draft_files_in){ .token_hash = hash }, &files));
	for (size_t i = 0; i < files.count; i++)
		LIST_PUSH(d->arena, out, (struct kept_file){ files.at[i].field, files.at[i].name, files.at[i].mime,
			  files.at[i].sha256, files.at[i].bytes });
	return NULL;
}

const struct fault *draft_open(struct desk *d, struct str token, struct draft *out)
{
	struct str hash = digest_keyed(d->arena, d->house->key, token);
	struct draft_get_rows rows;
	TRY(sql_draft_get(d->store, d->arena, &(struct draft_get_in){ hash, oldest_ms(d) }, &rows));
	if (rows.count == 0)
		return draft_absent(d->arena);
	const struct draft_get_row *row = &rows.at[0];
	*out = (struct draft){ .form = row->form, .authority = row->authority, .process_id = row->process_id,
			       .sent_process_id = row->sent_process_id, .sent_reference = row->sent_reference };
	if (row->sent_seal.at)
		out->sent_token = digest_open(d->arena, d->house->key, row->sent_seal);
	TRY(case_answers_read(d->arena, row->fields, &out->fields));
	return files_load(d, hash, &out->files);
}

struct save { struct str hash; const struct draft *draft; int64_t now_ms, oldest; };

static const struct fault *save_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct save *s = ctx;
	int64_t changed;
	TRY(sql_draft_put(writer, a, &(struct draft_put_in){ .token_hash = s->hash, .authority = s->draft->authority,
		.fields = case_answers_write(a, &s->draft->fields), .changed = s->now_ms, .oldest = s->oldest }, &changed));
	if (changed == 0)
		return draft_absent(a);
	TRY(sql_draft_files_drop(writer, a, &(struct draft_files_drop_in){ .token_hash = s->hash }, NULL));
	for (size_t i = 0; i < s->draft->files.count; i++) {
		const struct kept_file *f = &s->draft->files.at[i];
		TRY(sql_draft_file_add(writer, a, &(struct draft_file_add_in){ s->hash, (int64_t)i + 1, f->field, f->name,
			f->mime, f->sha256, f->bytes }, NULL));
	}
	return NULL;
}

const struct fault *draft_save(struct desk *d, struct str token, const struct draft *draft)
{
	struct save s = { digest_keyed(d->arena, d->house->key, token), draft, d->now.utc_ms, oldest_ms(d) };
	return store_write(d->pool, d->arena, save_job, &s);
}

static const struct fault *drop_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct str *hash = ctx;
	return drop(writer, a, *hash);
}

const struct fault *draft_drop(struct desk *d, struct str token)
{
	struct str hash = digest_keyed(d->arena, d->house->key, token);
	return store_write(d->pool, d->arena, drop_job, &hash);
}

const struct fault *draft_sent(struct store *writer, struct arena *a, const struct desk *d, struct str token,
			       int64_t process_id, struct str reference, struct str case_token)
{
	struct str hash = digest_keyed(a, d->house->key, token);
	struct draft_sent_put_in in = { .token_hash = hash, .process_id = process_id, .reference = reference,
		.seal = case_token.at ? digest_seal(a, d->house->key, case_token) : STR_NONE, .changed = d->now.utc_ms };
	int64_t changed;
	TRY(sql_draft_sent_put(writer, a, &in, &changed));
	if (changed == 0)
		return fault_new(a, FAULT_CONFLICT, "this draft was sent already");
	return sql_draft_files_drop(writer, a, &(struct draft_files_drop_in){ .token_hash = hash }, NULL);
}
