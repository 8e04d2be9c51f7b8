/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/post - messages are written down; their texts; their addresses.
 * Touches the store. */
#include "work/post.h"

#include "core/digest.h"
#include "core/out.h"
#include "gen/sql/post.h"
#include "work/case_room.h"
#include "work/post_room.h"

static const int64_t keep_on_ms = INT64_C(3) * 24 * 60 * POST_MINUTE_MS;

const struct fault *post_add(struct store *writer, struct arena *a, const struct desk *d, const struct post_new *n,
			     int64_t *id)
{
	struct post_add_rows made;

	check(book_message(d->book, n->kind) != NULL);
	TRY(sql_post_add(writer, a, &(struct post_add_in){ .authority = n->authority, .process_id = n->process_id,
		.person_id = n->person_id, .account_id = n->account_id, .document_id = n->document_id, .kind = n->kind,
		.way = n->way, .address = n->address.at ? n->address : STR(""), .holes = case_answers_write(a, &n->holes),
		.secret = n->secret.at ? digest_seal(a, d->house->key, n->secret) : STR_NONE,
		.once = str_is_empty(n->once) ? STR_NONE : n->once, .made = d->now.utc_ms, .due = d->now.utc_ms,
		.last = n->last_ms ? n->last_ms : d->now.utc_ms + keep_on_ms }, &made));
	if (id)
		*id = made.count ? made.at[0].id : 0;
	return NULL;
}

bool post_can(const struct house *house, struct str way)
{
	const struct post_house *p = &house->post;
	bool has_notify = !str_is_empty(p->notify);

	if (str_equal(way, POST_MAIL))
		return !str_is_empty(p->smtp) || (has_notify && !str_is_empty(p->notify_mail));
	if (str_equal(way, POST_TEXT))
		return has_notify && !str_is_empty(p->notify_text);
	return str_equal(way, POST_PAPER);
}

/* 07700 900123, +44 7700 900 123, 0044 (0)7700-900123 */
static struct str phone_of(struct arena *a, struct str typed)
{
	struct out o = out_start(a, typed.len + 4);

	for (size_t i = 0; i < typed.len; i++) {
		if (typed.at[i] >= '0' && typed.at[i] <= '9')
			out_byte(&o, typed.at[i]);
		else if (!strchr(" ()-.", typed.at[i]) && !(typed.at[i] == '+' && o.len == 0))
			return STR_NONE;
	}
	struct str digits = out_str(&o);

	if (str_starts(digits, STR("00")))
		digits = str_slice(digits, 2, digits.len);
	if (str_starts(digits, STR("440")))
		digits = arena_printf(a, "44%.*s", STR_ARG(str_slice(digits, 3, digits.len)));
	else if (str_starts(digits, STR("0")))
		digits = arena_printf(a, "44%.*s", STR_ARG(str_slice(digits, 1, digits.len)));
	return str_starts(digits, STR("447")) && digits.len == 12 ? arena_printf(a, "+%.*s", STR_ARG(digits)) : STR_NONE;
}

struct str post_address(struct arena *a, struct str way, struct str typed)
{
	struct str s = str_trim(typed);
	struct out o = out_start(a, s.len + 1);

	if (str_equal(way, POST_TEXT))
		return phone_of(a, s);
	for (size_t i = 0; i < s.len; i++)
		out_byte(&o, s.at[i] >= 'A' && s.at[i] <= 'Z' ? (char)(s.at[i] | 32) : s.at[i]);
	s = out_str(&o);
	struct str host = s;

	str_cut(&host, '@');
	return mail_address_is_good(s) && str_contains(host, STR(".")) && !str_ends(s, STR(".")) ? s : STR_NONE;
}

static struct str hole(struct arena *a, const struct house *house, const struct answers *holes, struct str path, struct str name)
{
	if (str_equal(name, STR("area")))
		return str_is_empty(house->area_name) ? STR("the SEND service") : house->area_name;
	if (str_equal(name, STR("code")))
		return path;
	if (!str_equal(name, STR("link")))
		return answers_get(holes, name);
	struct str site = house->address;

	if (str_is_empty(path))
		path = answers_get(holes, name);
	if (str_ends(site, STR("/")))
		site = str_slice(site, 0, site.len - 1);
	return arena_printf(a, "%.*s%.*s", STR_ARG(site), STR_ARG(path));
}

static struct str fill(struct arena *a, const struct house *house, struct str text, const struct answers *holes,
		       struct str path)
{
	struct out o = out_start(a, text.len + 200);

	for (struct str rest = text; rest.at;) {
		out_add(&o, str_cut(&rest, '{'));
		if (rest.at)
			out_add(&o, hole(a, house, holes, path, str_cut(&rest, '}')));
	}
	return out_str(&o);
}

struct post_text post_write(struct arena *a, const struct rulebook *book, const struct house *house, struct str kind,
			    struct str way, const struct answers *holes, struct str path)
{
	const struct message *m = book_message(book, kind);

	if (!m)                 /* written under another rulebook */
		return (struct post_text){ STR_NONE, STR_NONE };
	if (str_equal(way, POST_TEXT))
		return (struct post_text){ STR(""), str_is_empty(m->brief) ? STR_NONE : fill(a, house, m->brief, holes, path) };
	return (struct post_text){ fill(a, house, m->subject, holes, path), fill(a, house, m->text, holes, path) };
}

struct str post_name(struct arena *a, const struct house *house, int64_t id)
{
	struct str mark = digest_keyed(a, house->key, arena_printf(a, "message:%lld", (long long)id));

	return arena_printf(a, "wm.%lld.%.*s", (long long)id, STR_ARG(str_slice(mark, 0, 20)));
}

int64_t post_of_name(struct arena *a, const struct house *house, struct str name)
{
	struct str rest = name;
	int64_t id;

	str_cut(&rest, '.');
	if (!str_to_int(str_cut(&rest, '.'), &id) || id < 1 || !digest_equal(post_name(a, house, id), name))
		return 0;
	return id;
}
