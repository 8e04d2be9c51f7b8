/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/post_notify - messages by the GOV.UK Notify API.
 * Touches the network, jansson (its answers).
 *   source  docs.notifications.service.gov.uk/rest-api.html: token, POST /v2/notifications/..., statuses, errors */
#include <jansson.h>

#include "core/digest.h"
#include "core/http.h"
#include "core/out.h"
#include "core/token.h"
#include "gen/sql/post.h"
#include "work/post_room.h"

enum { ASK_SECONDS = 20, REPLY_MOST = 256 * 1024, WHY_MOST = 160 };

/* Signed anew for each call: Notify takes a token for 30 seconds. */
static struct str bearer(struct desk *d)
{
	const struct post_house *p = &d->house->post;
	struct str claims = arena_printf(d->arena, "{\"iss\":\"%.*s\",\"iat\":%lld}", STR_ARG(p->notify_service),
					 (long long)(d->now.utc_ms / 1000));

	return arena_printf(d->arena, "Bearer %.*s", STR_ARG(token_signed(d->arena, claims, p->notify_secret)));
}

static const struct fault *ask(struct desk *d, struct str path, struct str body, struct http_reply *out)
{
	struct http_call call = { .body = body, .type = STR("application/json"), .authorization = bearer(d),
				  .seconds = ASK_SECONDS, .most = REPLY_MOST };

	call.address = arena_printf(d->arena, "%.*s%.*s", STR_ARG(d->house->post.notify), STR_ARG(path));
	return http_ask(d->arena, &call, out);
}

static void member(struct out *o, const char *name, struct str value)
{
	out_printf(o, "%s\"%s\":", o->at[o->len - 1] == '{' ? "" : ",", name);
	out_json(o, value);
}

static struct str body_of(struct desk *d, const struct post_claim_row *m, const struct post_text *text, struct str pdf,
			  const char **path)
{
	struct out o = out_start(d->arena, text->text.len + pdf.len * 2 + 400);

	out_byte(&o, '{');
	member(&o, "reference", post_name(d->arena, d->house, m->id));
	if (pdf.at) {
		*path = "/v2/notifications/letter";
		member(&o, "postage", d->house->post.notify_postage);
		member(&o, "content", digest_base64(d->arena, pdf));
	} else if (str_equal(m->way, POST_TEXT)) {
		*path = "/v2/notifications/sms";
		member(&o, "phone_number", m->address);
		member(&o, "template_id", d->house->post.notify_text);
		out_add(&o, STR(",\"personalisation\":{"));
		member(&o, "body", text->text);
		out_byte(&o, '}');
	} else {
		*path = "/v2/notifications/email";
		member(&o, "email_address", m->address);
		member(&o, "template_id", d->house->post.notify_mail);
		out_add(&o, STR(",\"personalisation\":{"));
		member(&o, "subject", text->subject);
		member(&o, "body", text->text);
		out_byte(&o, '}');
	}
	out_byte(&o, '}');
	return out_str(&o);
}

/* The first error's sentence, printable and short. */
static struct str error_of(struct arena *a, struct str json)
{
	json_t *object = json_loadb(json.at ? json.at : "", json.len, 0, NULL);
	const json_t *words = json_object_get(json_array_get(json_object_get(object, "errors"), 0), "message");
	struct str all = { json_string_value(words), json_string_length(words) };
	struct out o = out_start(a, WHY_MOST);

	for (size_t i = 0; i < all.len && o.len < WHY_MOST; i++)
		out_byte(&o, (unsigned char)all.at[i] < 0x20 || (unsigned char)all.at[i] >= 0x7f ? ' ' : all.at[i]);
	json_decref(object);
	return out_str(&o);
}

/* What is wrong for every message of this installation: the template, the reach of the key, what the service may send. */
static bool is_ours(struct str error)
{
	static const char *const words[] = { "emplate", "personalisation", "API key", "api key", "trial mode", "precompiled letters",
					     "postage" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_contains(error, str_of(words[i])))
			return true;
	return false;
}

/* 400 and 413 are about this message, unless they are about all; 401 and 403 are our key, 429 and 5xx pass. */
static struct mail_result judge(struct arena *a, const struct http_reply *reply)
{
	struct str error = error_of(a, reply->body);
	struct str why = arena_printf(a, "Notify %ld: %.*s", reply->status, STR_ARG(error));

	if (reply->status == 201)
		return (struct mail_result){ .end = MAIL_TAKEN, .why = STR("") };
	if ((reply->status == 400 && !is_ours(error)) || reply->status == 413)
		return (struct mail_result){ MAIL_REFUSED, true, why };
	return (struct mail_result){ .end = MAIL_NO_SERVER, .why = why };
}

struct post_answer post_notify(struct desk *d, const struct post_claim_row *m, const struct post_text *text, struct str pdf)
{
	struct http_reply reply;
	const char *path;
	struct str body = body_of(d, m, text, pdf, &path);
	const struct fault *f = ask(d, str_of(path), body, &reply);

	if (f)
		return (struct post_answer){ { MAIL_NO_SERVER, false, f->words }, STR_NONE };
	struct post_answer answer = { judge(d->arena, &reply), STR_NONE };

	if (reply.status == 201)
		answer.outside_id = post_fate_read(d->arena, reply.body).outside_id;
	return answer;
}

/* --- afterwards --- */

static bool is_any(struct str s, const char *words)
{
	struct str rest = str_of(words);

	for (struct str word = str_word(&rest); word.at; word = str_word(&rest))
		if (str_equal(word, s))
			return true;
	return false;
}

/* Letters, digits and - alone: it becomes part of an address again. */
static struct str id_of(struct arena *a, const json_t *v)
{
	struct str s = { json_string_value(v), json_string_length(v) };

	for (size_t i = 0; i < s.len; i++)
		if (!(s.at[i] >= 'a' && s.at[i] <= 'z') && !(s.at[i] >= '0' && s.at[i] <= '9') && s.at[i] != '-')
			return STR_NONE;
	return s.len > 0 && s.len <= 64 ? arena_str(a, s) : STR_NONE;
}

struct post_fate post_fate_read(struct arena *a, struct str json)
{
	json_t *object = json_loadb(json.at ? json.at : "", json.len, JSON_REJECT_DUPLICATES, NULL);
	const json_t *list = json_object_get(object, "notifications"), *one = list ? json_array_get(list, 0) : object;
	const json_t *status = json_object_get(one, "status");
	struct str s = { json_string_value(status), json_string_length(status) };
	struct post_fate fate = { .state = STR(""), .why = STR(""), .outside_id = id_of(a, json_object_get(one, "id")) };

	fate.is_answered = json_is_object(object);
	fate.is_there = fate.outside_id.at != NULL;
	if (is_any(s, "delivered received"))
		fate.state = STR("delivered");
	else if (is_any(s, "permanent-failure temporary-failure technical-failure validation-failed virus-scan-failed cancelled"))
		fate.state = STR("bounced");
	fate.why = fate.state.len ? arena_printf(a, "Notify: %.*s", STR_ARG(s)) : STR("");
	json_decref(object);
	return fate;
}

struct post_fate post_notify_fate(struct desk *d, int64_t id, struct str outside_id)
{
	struct str path = str_is_empty(outside_id) ?
		arena_printf(d->arena, "/v2/notifications?reference=%.*s", STR_ARG(post_name(d->arena, d->house, id))) :
		arena_printf(d->arena, "/v2/notifications/%.*s", STR_ARG(outside_id));
	struct http_reply reply;

	if (ask(d, path, STR_NONE, &reply) != NULL || reply.status != 200)
		return (struct post_fate){ .state = STR(""), .why = STR(""), .outside_id = STR_NONE };
	return post_fate_read(d->arena, reply.body);
}
