/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/transfer_ask - one school or more is asked about many children at once.
 * Touches work/case. */
#include "gen/sql/case.h"
#include "work/transfer_room.h"

static bool is_asked(const struct desk *d, const struct case_file *c, int64_t setting)
{
	struct str subject = arena_printf(d->arena, "setting-%lld", (long long)setting);

	for (size_t i = 0; i < c->state.ask_count; i++)
		if (str_equal(c->state.asks[i].subject, subject) && !str_equal(c->state.asks[i].state, STR("withdrawn")))
			return true;
	return false;
}

static const struct event_kind *asking_event(const struct desk *d, const struct case_file *c)
{
	const struct event_kind **offers;
	size_t count;

	case_offers(d, c, &offers, &count);
	for (size_t i = 0; i < count; i++)
		if (str_equal(offers[i]->asks, STR("consultation")))
			return offers[i];
	return NULL;
}

/* The asks of one child that are still to be made. */
static size_t asks_of(struct desk *d, const struct case_file *c, const struct event_kind *e, struct transfer_askings *out,
		      size_t from, struct case_ask *asks)
{
	size_t n = 0;

	for (size_t i = from; i < out->count; i++) {
		struct transfer_asking *line = &out->at[i];

		line->said = is_asked(d, c, line->setting) ? TRANSFER_ASKED_ALREADY : e ? TRANSFER_ASKS : TRANSFER_NOT_NOW;
		if (line->said == TRANSFER_ASKS)
			asks[n++] = (struct case_ask){ STR("setting"), line->setting };
	}
	return n;
}

static const struct fault *child_ask(struct desk *d, const struct case_file *c, struct str text, bool is_check, size_t from,
				     struct transfer_askings *out)
{
	const struct event_kind *e = asking_event(d, c);
	struct case_ask *asks = ARENA_NEW(d->arena, struct case_ask, out->count - from + 1);
	struct problems problems = { 0 };
	int64_t seq;
	struct case_act act = { .day = d->now.today, .seen_version = c->version, .asks = asks, .only_check = is_check };

	act.ask_count = asks_of(d, c, e, out, from, asks);
	if (act.ask_count == 0)
		return NULL;
	act.event = e->id;
	LIST_PUSH(d->arena, &act.fields, (struct answer){ STR("text"), text });
	const struct fault *f = case_record(d, c, &act, &problems, &seq);
	if (f && f->kind != FAULT_CONFLICT)
		return f;
	for (size_t i = from; i < out->count; i++)
		if (out->at[i].said == TRANSFER_ASKS)
			out->at[i].said = f || problems.count ? TRANSFER_NOT_NOW : is_check ? TRANSFER_ASKS : TRANSFER_DONE;
	return NULL;
}

const struct fault *transfer_ask(struct desk *d, const struct str *references, size_t count, const int64_t *settings,
				 size_t setting_count, struct str text, bool is_check, struct transfer_askings *out)
{
	*out = (struct transfer_askings){ 0 };
	if (!transfer_may(d, "record").is_allowed)
		return transfer_absent(d->arena);
	for (size_t i = 0; i < count; i++) {
		struct case_file *c;
		size_t from = out->count;

		TRY(case_open(d, references[i], STR("view"), &c));
		for (size_t k = 0; k < setting_count; k++) {
			struct case_organisation_rows named;

			TRY(sql_case_organisation(d->store, d->arena, &(struct case_organisation_in){ settings[k] }, &named));
			if (named.count == 0)
				return transfer_absent(d->arena);
			LIST_PUSH(d->arena, out, (struct transfer_asking){ c->reference, arena_printf(d->arena, "%.*s %.*s",
				STR_ARG(c->child_given), STR_ARG(c->child_family)), settings[k], named.at[0].name,
				TRANSFER_ASKS });
		}
		TRY(child_ask(d, c, text, is_check, from, out));
	}
	return NULL;
}
