/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/post_send - what is due is sent, one message after the other, each with its own claim.
 * Touches the store and the network. */
#include "core/digest.h"
#include "gen/sql/post.h"
#include "work/case_room.h"
#include "work/letter.h"
#include "work/post_room.h"

enum { MOST_A_PASS = 5, LEASE_MS = 3 * POST_MINUTE_MS, SEND_SECONDS = 30, WAIT_MOST_MINUTES = 240, LOOK_UP_DAYS = 7,
       CLAIM_ROOM = 64 * 1024 };

/* 1, 2, 4 ... minutes, at most four hours. */
static int64_t wait_ms(int64_t tries)
{
	int64_t minutes = 1;

	for (int64_t i = 1; i < tries && minutes < WAIT_MOST_MINUTES; i++)
		minutes *= 2;
	return (minutes < WAIT_MOST_MINUTES ? minutes : WAIT_MOST_MINUTES) * POST_MINUTE_MS;
}

struct sending {
	struct desk *d;
	struct mail_line line;
	struct post_claim_in claim;
	struct post_claim_row m;
	bool is_claimed;
	const char *carrier;
};

/* What the job read is copied out of it: its arena ends with it. */
static void keep(struct sending *s, const struct post_claim_row *m)
{
	struct str *texts[] = { &s->m.kind, &s->m.way, &s->m.address, &s->m.holes, &s->m.secret };

	s->m = *m;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = arena_str(s->d->arena, *texts[i]);
}

static const struct fault *claim_job(struct store *writer, struct arena *a, void *ctx)
{
	struct sending *s = ctx;
	struct post_claim_rows rows;

	TRY(sql_post_claim(writer, a, &s->claim, &rows));
	s->is_claimed = rows.count > 0;
	if (s->is_claimed)
		keep(s, &rows.at[0]);
	return NULL;
}

struct handing { int64_t id; const char *carrier; int64_t changed; };

static const struct fault *handing_job(struct store *writer, struct arena *a, void *ctx)
{
	struct handing *h = ctx;

	return sql_post_handing(writer, a, &(struct post_handing_in){ h->id, str_of(h->carrier) }, &h->changed);
}

/* Noted on disk before the first byte goes: from here on it may have arrived. */
static bool hand(void *ctx)
{
	struct sending *s = ctx;
	struct handing h = { .id = s->m.id, .carrier = s->carrier };

	return !store_write(s->d->pool, s->d->arena, handing_job, &h) && h.changed == 1;
}

struct ending { const struct desk *d; const struct post_claim_row *m; struct post_answer answer; const char *carrier;
		struct str state; };

static const struct fault *end_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct ending *e = ctx;
	const struct post_claim_row *m = e->m;
	int64_t now = e->d->now.utc_ms;
	bool is_sent = str_equal(e->state, STR("sent")), is_waiting = str_equal(e->state, STR("waiting"));

	if (!is_sent && !is_waiting)
		return post_lost(writer, a, e->d, &(struct post_end){ m->id, m->authority, m->process_id, m->person_id,
			m->document_id, e->state, e->answer.result.why, m->way });
	return sql_post_settle(writer, a, &(struct post_settle_in){ .id = m->id, .state = e->state,
		.carrier = is_sent ? str_of(e->carrier) : STR_NONE, .outside_id = e->answer.outside_id,
		.why = is_waiting ? e->answer.result.why : STR_NONE,
		.due = now + (is_waiting ? wait_ms(m->tries) : POST_MINUTE_MS), .sent = is_sent ? now : 0,
		.settled = is_sent && str_equal(str_of(e->carrier), STR("smtp")) ? now : 0, .is_over = is_sent }, NULL);
}

/* The letter on the post list, once. */
static const struct fault *post_paper(struct store *writer, struct arena *a, const struct desk *d, const struct post_end *of)
{
	return post_add(writer, a, d, &(struct post_new){ .kind = STR("letter"), .way = POST_PAPER, .authority = of->authority,
		.process_id = of->process_id, .person_id = of->person_id, .document_id = of->document_id,
		.once = arena_printf(a, "paper %lld", (long long)of->document_id) }, NULL);
}

const struct fault *post_lost(struct store *writer, struct arena *a, const struct desk *d, const struct post_end *end)
{
	if (str_equal(end->way, POST_PAPER))    /* what Notify does not post, somebody here does */
		return sql_post_by_hand(writer, a, &(struct post_by_hand_in){ end->id, end->why, d->now.utc_ms }, NULL);
	TRY(sql_post_settle(writer, a, &(struct post_settle_in){ .id = end->id, .state = end->state, .outside_id = STR_NONE,
		.carrier = STR_NONE, .why = end->why, .due = d->now.utc_ms, .settled = d->now.utc_ms, .is_over = 1 }, NULL));
	return !end->document_id ? NULL : post_paper(writer, a, d, end);
}

/* Nobody knows whether these arrived: the letter goes on paper too. */
static const struct fault *unsure_letters(struct store *writer, struct arena *a, const struct desk *d)
{
	struct post_unsure_rows rows;

	TRY(sql_post_unsure(writer, a, &rows));
	for (size_t i = 0; i < rows.count; i++)
		TRY(post_paper(writer, a, d, &(struct post_end){ .authority = rows.at[i].authority,
			.process_id = rows.at[i].process_id, .person_id = rows.at[i].person_id,
			.document_id = rows.at[i].document_id }));
	return NULL;
}

static struct str path_of(const struct sending *s)
{
	return str_is_empty(s->m.secret) ? STR_NONE : digest_open(s->d->arena, s->d->house->key, s->m.secret);
}

static struct post_answer by_smtp(struct sending *s, const struct post_text *text)
{
	const struct post_house *p = &s->d->house->post;
	struct arena *a = s->d->arena;
	struct str host = p->from;
	struct mail_server server = { .address = p->smtp, .user = p->smtp_user, .password = p->smtp_password,
		.ca_file = p->smtp_ca_file, .may_be_plain = p->smtp_may_be_plain, .seconds = SEND_SECONDS };
	struct mail m = { .from = p->from, .to = s->m.address, .subject = text->subject, .text = text->text,
			  .utc_ms = s->d->now.utc_ms };

	str_cut(&host, '@');
	m.id = arena_printf(a, "%.*s@%.*s", STR_ARG(post_name(a, s->d->house, s->m.id)), STR_ARG(host));
	s->carrier = "smtp";
	return (struct post_answer){ mail_send(a, &s->line, &server, &m, hand, s), STR_NONE };
}

static struct post_answer by_notify(struct sending *s, const struct post_text *text)
{
	struct str pdf = STR_NONE;

	s->carrier = "notify";
	if (str_equal(s->m.way, POST_PAPER)) {
		bool fits;
		const struct fault *f = letter_for_window(s->d, s->m.document_id, &fits, &pdf);

		if (f)
			return (struct post_answer){ { MAIL_LATER, false, f->words }, STR_NONE };
		if (!fits)
			return (struct post_answer){ { MAIL_REFUSED, false, STR("no whole postal address in the letter") }, STR_NONE };
	}
	if (!hand(s))
		return (struct post_answer){ { MAIL_LATER, false, STR("stopped before it was sent") }, STR_NONE };
	return post_notify(s->d, &s->m, text, pdf);
}

static struct post_answer send_one(struct sending *s)
{
	struct answers holes = { 0 };
	struct post_text text;
	const struct post_house *p = &s->d->house->post;
	bool is_mail = str_equal(s->m.way, POST_MAIL);

	if (case_answers_read(s->d->arena, s->m.holes, &holes) != NULL)
		return (struct post_answer){ { MAIL_REFUSED, false, STR("its words cannot be read") }, STR_NONE };
	text = post_write(s->d->arena, s->d->book, s->d->house, s->m.kind, s->m.way, &holes, path_of(s));
	if (!text.text.at)
		return (struct post_answer){ { MAIL_REFUSED, false, STR("the rulebook has no text for it") }, STR_NONE };
	return is_mail && !str_is_empty(p->smtp) ? by_smtp(s, &text) : by_notify(s, &text);
}

static struct str state_of(const struct post_answer *answer)
{
	if (answer->result.end == MAIL_TAKEN)
		return STR("sent");
	if (answer->result.end != MAIL_REFUSED)
		return STR("waiting");
	return answer->result.is_address ? STR("bounced") : STR("failed");
}

/* One message; is_more false: nothing more is due, or nothing goes now. */
static const struct fault *send_next(struct sending *s, struct post_made *out, bool *is_more)
{
	struct desk *d = s->d;

	case_arena_ready(d->arena, CLAIM_ROOM);
	TRY(store_write(d->pool, d->arena, claim_job, s));
	*is_more = s->is_claimed;
	if (!s->is_claimed)
		return NULL;
	struct ending e = { .d = d, .m = &s->m, .answer = send_one(s) };

	e.carrier = s->carrier;
	e.state = state_of(&e.answer);
	out->sent += e.answer.result.end == MAIL_TAKEN;
	out->failed += e.answer.result.end == MAIL_REFUSED;
	out->later += e.answer.result.end == MAIL_LATER || e.answer.result.end == MAIL_NO_SERVER;
	if (e.answer.result.end == MAIL_NO_SERVER) {
		out->trouble = e.answer.result.why;
		*is_more = false;
	}
	return store_write(d->pool, d->arena, end_job, &e);
}

/* --- before sending: what was left behind --- */

struct tidying { const struct desk *d; int64_t unsure; };

static const struct fault *tidy_job(struct store *writer, struct arena *a, void *ctx)
{
	struct tidying *t = ctx;
	struct post_too_late_rows late;

	TRY(sql_post_let_go(writer, a, &(struct post_let_go_in){ t->d->now.utc_ms }, &t->unsure));
	TRY(unsure_letters(writer, a, t->d));
	TRY(sql_post_too_late(writer, a, &(struct post_too_late_in){ t->d->now.utc_ms, t->d->house->post.notify_letters },
				  &late));
	for (size_t i = 0; i < late.count; i++) {
		const struct post_too_late_row *m = &late.at[i];

		TRY(post_lost(writer, a, t->d, &(struct post_end){ m->id, m->authority, m->process_id, m->person_id,
			m->document_id, STR("failed"), str_is_empty(m->why) ? STR("it could not be sent in time") : m->why, m->way }));
	}
	return NULL;
}

/* --- what became of those that Notify has --- */

struct looking { const struct desk *d; const struct post_to_look_up_row *m; struct post_fate fate; };

static const struct fault *look_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct looking *l = ctx;
	const struct post_to_look_up_row *m = l->m;
	int64_t now = l->d->now.utc_ms;
	bool is_delivered = str_equal(l->fate.state, STR("delivered"));
	bool is_old = m->sent && m->sent + (int64_t)LOOK_UP_DAYS * 24 * 60 * POST_MINUTE_MS < now;
	struct str state = is_delivered ? STR("delivered") : l->fate.is_there ? STR("sent") :
		l->fate.is_answered && str_equal(m->state, STR("unsure")) ? STR("waiting") : m->state;

	if (str_equal(l->fate.state, STR("bounced")))
		return post_lost(writer, a, l->d, &(struct post_end){ m->id, m->authority, m->process_id, m->person_id,
			m->document_id, STR("bounced"), l->fate.why, m->way });
	return sql_post_settle(writer, a, &(struct post_settle_in){ .id = m->id, .state = state, .carrier = STR_NONE,
		.outside_id = l->fate.outside_id, .why = STR_NONE, .due = now + wait_ms(m->sent ? (now - m->sent) / POST_MINUTE_MS : 1),
		.sent = l->fate.is_there && !m->sent ? now : 0, .settled = is_delivered || is_old ? now : 0,
		.is_over = is_delivered }, NULL);
}

static const struct fault *look_up(struct desk *d, struct post_made *out)
{
	struct post_to_look_up_rows rows;

	if (str_is_empty(d->house->post.notify))
		return NULL;
	TRY(sql_post_to_look_up(d->store, d->arena, &(struct post_to_look_up_in){ d->now.utc_ms }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct looking l = { .d = d, .m = &rows.at[i],
				     .fate = post_notify_fate(d, rows.at[i].id, rows.at[i].outside_id) };

		TRY(store_write(d->pool, d->arena, look_job, &l));
		out->looked_up++;
		if (!l.fate.is_answered)        /* nobody there: the others have to wait too */
			return NULL;
	}
	return NULL;
}

static const struct fault *send_all(struct sending *s, const atomic_bool *stop, struct post_made *out)
{
	out->is_more = true;
	for (int i = 0; out->is_more && i < MOST_A_PASS && !(stop && atomic_load(stop)); i++)
		TRY(send_next(s, out, &out->is_more));
	return NULL;
}

/* Also when a fault in the program ends the pass. */
static void line_close(void *thing)
{
	mail_close(thing);
}

const struct fault *post_pass(struct desk *d, const atomic_bool *stop, struct post_made *out)
{
	struct sending *s = ARENA_NEW(d->arena, struct sending, 1);
	struct tidying tidying = { .d = d };

	*s = (struct sending){ .d = d, .claim = { .now = d->now.utc_ms, .lease = d->now.utc_ms + LEASE_MS,
		.mail = post_can(d->house, POST_MAIL), .text = post_can(d->house, POST_TEXT),
		.paper = d->house->post.notify_letters } };
	*out = (struct post_made){ .trouble = STR("") };
	TRY(store_write(d->pool, d->arena, tidy_job, &tidying));
	TRY(look_up(d, out));
	if (!mail_open(&s->line))
		return fault_new(d->arena, FAULT_OUTSIDE, "libcurl cannot be used");
	arena_at_end(d->arena, line_close, &s->line);
	const struct fault *f = send_all(s, stop, out);

	mail_close(&s->line);
	return f;
}
