/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/post_bounce - mails that mail servers send back.
 * Touches the store. Its bytes come from anybody: nothing of them is kept but the kind of failure.
 *   source  RFC 3464 (Action, Status), RFC 5322 3.6.4 (Message-ID) */
#include "core/out.h"
#include "gen/sql/post.h"
#include "work/post_room.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
}

/* "action:   FAILED" -> does the line begin with the name and what stands behind it? Small letters, blanks away. */
static struct str value_of(struct arena *a, struct str line, const char *name)
{
	struct str rest = line, head = str_trim(str_cut(&rest, ':'));
	struct out o = out_start(a, 40);

	if (!rest.at || head.len != strlen(name))
		return STR_NONE;
	for (size_t i = 0; i < head.len; i++)
		if ((head.at[i] | 32) != name[i])
			return STR_NONE;
	rest = str_trim(rest);
	for (size_t i = 0; i < rest.len && i < 20; i++)
		out_byte(&o, rest.at[i] >= 'A' && rest.at[i] <= 'Z' ? (char)(rest.at[i] | 32) : rest.at[i]);
	return out_str(&o);
}

/* The first name of a message of ours in the line. */
static int64_t ours_in(struct arena *a, const struct house *house, struct str line)
{
	for (size_t i = 0; i + 4 < line.len; i++) {
		size_t to = i;

		if (memcmp(line.at + i, "wm.", 3) != 0)
			continue;
		while (to < line.len && to < i + 60 && is_letter(line.at[to]))
			to++;
		int64_t id = post_of_name(a, house, str_slice(line, i, to));

		if (id)
			return id;
	}
	return 0;
}

struct bounce { struct desk *d; int64_t id; struct str why; int64_t changed; };

static const struct fault *bounce_job(struct store *writer, struct arena *a, void *ctx)
{
	struct bounce *b = ctx;
	struct post_sent_rows rows;

	TRY(sql_post_sent(writer, a, &(struct post_sent_in){ b->id }, &rows));
	b->changed = (int64_t)rows.count;
	if (rows.count == 0)
		return NULL;
	const struct post_sent_row *m = &rows.at[0];

	return post_lost(writer, a, b->d, &(struct post_end){ m->id, m->authority, m->process_id, m->person_id, m->document_id,
		STR("bounced"), b->why, m->way });
}

/* "5.1.1" and the like: digits and dots alone are shown. */
static struct str status_words(struct arena *a, struct str status)
{
	size_t n = 0;

	while (n < status.len && n < 8 && ((status.at[n] >= '0' && status.at[n] <= '9') || status.at[n] == '.'))
		n++;
	return n ? arena_printf(a, "sent back by a mail server (%.*s)", STR_ARG(str_slice(status, 0, n))) :
	       STR("sent back by a mail server");
}

const struct fault *post_bounce(struct desk *d, struct str mail, bool *is_ours)
{
	struct bounce b = { .d = d };
	struct str status = STR("");
	bool is_final = false;

	for (struct str rest = mail; rest.at;) {
		struct str line = str_cut(&rest, '\n'), action = value_of(d->arena, line, "action"),
			   code = value_of(d->arena, line, "status");

		is_final = is_final || str_equal(action, STR("failed"));
		status = code.at && status.len == 0 ? code : status;
		b.id = b.id ? b.id : ours_in(d->arena, d->house, line);
	}
	b.why = status_words(d->arena, status);
	if (b.id && is_final)
		TRY(store_write(d->pool, d->arena, bounce_job, &b));
	*is_ours = b.changed > 0;
	return NULL;
}
