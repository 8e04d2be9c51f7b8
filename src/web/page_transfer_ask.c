/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_transfer_ask - one school or more is asked about the children who were ticked: questions, check, act.
 * Touches work/transfer, web/form. */
#include "gen/html/page_transfer.h"
#include "web/form.h"
#include "web/html.h"
#include "web/transfer_room.h"

enum { ASK_MOST = 50 };

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

struct asking {
	struct transfer_filter f;
	struct str references[ASK_MOST], query;
	size_t count;
	bool is_many;
	struct answers values;
	struct problems problems;
	int64_t settings[2]; size_t setting_count;
};

static void ticked(const struct request *r, struct asking *k)
{
	for (size_t i = 0; i < r->form_count; i++) {
		if (!str_equal(r->form_at[i].name, STR("case")) || str_is_empty(r->form_at[i].value))
			continue;
		k->is_many = k->is_many || k->count == ASK_MOST;
		if (k->count < ASK_MOST)
			k->references[k->count++] = r->form_at[i].value;
	}
}

static struct str carried(struct desk *d, const struct asking *k, bool with_answers)
{
	static const char *const names[] = { "setting", "setting_2", "text" };
	struct out o = out_start(d->arena, 2048);

	form_hidden(&o, STR("query"), k->query);
	for (size_t i = 0; i < k->count; i++)
		form_hidden(&o, STR("case"), k->references[i]);
	for (size_t i = 0; with_answers && i < 3; i++)
		form_hidden(&o, str_of(names[i]), answers_get(&k->values, str_of(names[i])));
	return out_str(&o);
}

static struct transfer_ask_view view_of(struct desk *d, const struct request *r, const struct asking *k, struct str title)
{
	struct transfer_ask_view v = { .frame = frame_of(d, r, title), .query = k->query };

	v.frame.section = STR("transfer");
	v.frame.back = transfer_address(d, &k->f);
	return v;
}

static const struct fault *form_page(struct desk *d, const struct request *r, struct asking *k, struct reply *out)
{
	struct str n = arena_printf(d->arena, "%zu", k->count);
	struct transfer_ask_view v = view_of(d, r, k, transfer_words_with(d, "transfer.ask_title", &n, 1));
	struct out fields = out_start(d->arena, 8192);
	struct form_view form = { .desk = d, .form = book_form(d->book, STR("transfer-ask")), .page = STR(""),
				  .values = &k->values, .problems = &k->problems };

	TRY(form_show(&fields, &form));
	v.fields = out_str(&fields);
	v.carried = carried(d, k, false);
	v.frame.problems = &k->problems;
	out->body = out_start(d->arena, 32768);
	html_transfer_ask(&out->body, &v);
	return NULL;
}

static struct table_view askings_table(struct desk *d, const struct transfer_askings *all, int64_t *go)
{
	static const char *const keys[] = { "transfer.child", "transfer.ask_setting", "transfer.ask_said" };
	static const char *const said[] = { "transfer.said_asks", "transfer.said_already", "transfer.said_not_now",
					    "transfer.said_done" };
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, 3);
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, 3 * all->count + 1);

	for (int i = 0; i < 3; i++)
		heads[i].label = words(d, keys[i]);
	for (size_t i = 0; i < all->count; i++) {
		const struct transfer_asking *line = &all->at[i];

		cells[3 * i] = (struct table_cell){ .text = line->child, .note = line->reference,
			.href = arena_printf(d->arena, "/cases/%.*s", STR_ARG(line->reference)) };
		cells[3 * i + 1].text = line->setting_name;
		cells[3 * i + 2].text = words(d, said[line->said]);
		*go += line->said == TRANSFER_ASKS;
	}
	return (struct table_view){ .caption = words(d, "transfer.ask_said"), .is_caption_hidden = true, .heads = heads,
				    .columns = 3, .cells = cells, .rows = all->count };
}

static const struct fault *asked_page(struct desk *d, const struct request *r, struct asking *k, bool is_check,
				      struct reply *out)
{
	struct transfer_ask_view v = view_of(d, r, k, words(d, is_check ? "transfer.ask_check" : "transfer.ask_result"));
	struct transfer_askings all;

	TRY(transfer_ask(d, k->references, k->count, k->settings, k->setting_count, answers_get(&k->values, STR("text")),
			 is_check, &all));
	v.table = askings_table(d, &all, &v.asks);
	v.is_check = is_check;
	v.text = answers_get(&k->values, STR("text"));
	v.carried = carried(d, k, true);
	out->body = out_start(d->arena, 32768);
	html_transfer_asked(&out->body, &v);
	return NULL;
}

static void settings_read(struct asking *k)
{
	static const char *const names[] = { "setting", "setting_2" };

	for (size_t i = 0; i < 2; i++) {
		int64_t id;

		if (str_to_int(answers_get(&k->values, str_of(names[i])), &id) && id > 0 &&
		    !(k->setting_count == 1 && k->settings[0] == id))
			k->settings[k->setting_count++] = id;
	}
}

static const struct fault *ask_post(struct desk *d, const struct request *r, struct reply *out)
{
	const struct form *form = book_form(d->book, STR("transfer-ask"));
	struct asking *k = ARENA_NEW(d->arena, struct asking, 1);
	struct str go = request_form(r, STR("go"));

	k->query = request_form(r, STR("query"));
	transfer_filter_read(d, k->query, &k->f);
	ticked(r, k);
	if (k->count == 0 || k->is_many) {
		problems_add(&k->problems, d->arena, STR(""), PROBLEM_RULE,
			     words(d, k->is_many ? "transfer.ask_many" : "transfer.ask_none"));
		return transfer_show(d, r, &k->f, &k->problems, out);
	}
	if (str_equal(go, STR("begin")))
		return form_page(d, r, k, out);
	bool is_sent = form_read(d, r, form, STR(""), &k->values, NULL, &k->problems);
	if (!is_sent || str_equal(go, STR("change")))
		return form_page(d, r, k, out);
	form_check(d->arena, d->book, form, &k->values, d->now.today, &k->problems);
	if (k->problems.count)
		return form_page(d, r, k, out);
	settings_read(k);
	return asked_page(d, r, k, !str_equal(go, STR("confirmed")), out);
}
const struct page page_transfer_ask = {
	.path = "/transfer/ask", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = ask_post,
};
