/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/head - the request line and headers, read strictly.
 * Touches nothing. Rules: RFC 9112, without what it allows to be lenient in. */
#include "web/head.h"

static bool is_token(unsigned char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (c && strchr("!#$%&'*+-.^_`|~", c));
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool head_name_is(struct str name, const char *lower_name)
{
	size_t i = 0;

	while (i < name.len && lower_name[i] && lower(name.at[i]) == lower_name[i])
		i++;
	return i == name.len && !lower_name[i];
}

struct str head_value(const struct head *h, const char *name)
{
	for (size_t i = 0; i < h->count; i++)
		if (head_name_is(h->at[i].name, name))
			return h->at[i].value;
	return STR_NONE;
}

static enum head_state refuse(struct head_refusal *r, int status, const char *why)
{
	*r = (struct head_refusal){ status, why };
	return HEAD_REFUSED;
}

/* A whole line without its CR LF, moving `*rest` on. A CR or LF alone is no line end. */
static bool take_line(struct str *rest, struct str *line)
{
	const char *end = memchr(rest->at, '\n', rest->len);

	if (!end || end == rest->at || end[-1] != '\r')
		return false;
	*line = (struct str){ rest->at, (size_t)(end - rest->at) - 1 };
	*rest = str_slice(*rest, (size_t)(end - rest->at) + 1, rest->len);
	return !memchr(line->at, '\r', line->len);
}

static enum head_state read_version(struct str version, struct head *out, struct head_refusal *r)
{
	bool is_http = version.len == 8 && str_starts(version, STR("HTTP/")) && is_digit(version.at[5]) &&
		       version.at[6] == '.' && is_digit(version.at[7]);

	if (!is_http)
		return refuse(r, 400, "version");
	if (version.at[5] != '1' || version.at[7] > '1')
		return refuse(r, 505, "version");
	out->is_old = version.at[7] == '0';
	out->is_last = out->is_old;
	return HEAD_GOOD;
}

static enum head_state read_request_line(struct str line, struct head *out, struct head_refusal *r)
{
	struct str rest = line;

	out->method = str_cut(&rest, ' ');
	if (!rest.at)
		return refuse(r, 400, "request-line");
	out->target = str_cut(&rest, ' ');
	if (!rest.at)
		return refuse(r, 400, "request-line");
	for (size_t i = 0; i < out->method.len; i++)
		if (out->method.at[i] < 'A' || out->method.at[i] > 'Z')
			return refuse(r, 400, "method");
	if (out->method.len == 0 || out->method.len > 16)
		return refuse(r, 400, "method");
	if (out->target.len > HEAD_TARGET_MOST)
		return refuse(r, 414, "target-length");
	if (out->target.len == 0 || out->target.at[0] != '/')
		return refuse(r, 400, "target");
	for (size_t i = 0; i < out->target.len; i++)
		if (out->target.at[i] <= ' ' || out->target.at[i] > '~' || out->target.at[i] == '#')
			return refuse(r, 400, "target");
	return read_version(rest, out, r);
}

/* Blanks of a value: space and tab, nothing else. */
static struct str trim_blanks(struct str s)
{
	while (s.len && (s.at[0] == ' ' || s.at[0] == '\t'))
		s = str_slice(s, 1, s.len);
	while (s.len && (s.at[s.len - 1] == ' ' || s.at[s.len - 1] == '\t'))
		s.len--;
	return s;
}

static enum head_state read_field(struct str line, struct head *out, struct head_refusal *r)
{
	struct str value = line, name;

	if (line.at[0] == ' ' || line.at[0] == '\t')
		return refuse(r, 400, "folded-header");
	name = str_cut(&value, ':');
	if (!value.at || name.len == 0)
		return refuse(r, 400, "header-without-colon");
	for (size_t i = 0; i < name.len; i++)
		if (!is_token((unsigned char)name.at[i]))
			return refuse(r, 400, name.at[i] == ' ' || name.at[i] == '\t' ? "space-in-header-name" : "header-name");
	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.at[i];

		if ((c < ' ' && c != '\t') || c == 0x7f)
			return refuse(r, 400, "control-byte");
	}
	if (out->count == HEAD_FIELDS_MOST)
		return refuse(r, 431, "header-count");
	out->at[out->count++] = (struct head_field){ name, trim_blanks(value) };
	return HEAD_GOOD;
}

static bool has_word(struct str list, const char *lower_word)
{
	while (list.at)
		if (head_name_is(trim_blanks(str_cut(&list, ',')), lower_word))
			return true;
	return false;
}

static enum head_state read_length(struct head *out, struct str value, struct head_refusal *r)
{
	if (out->has_length)
		return refuse(r, 400, "repeated-content-length");
	for (size_t i = 0; i < value.len; i++)
		if (!is_digit(value.at[i]))
			return refuse(r, 400, "content-length");
	if (value.len == 0 || value.len > 15 || !str_to_int(value, &out->body_bytes))
		return refuse(r, 400, "content-length");
	out->has_length = true;
	return HEAD_GOOD;
}

static bool is_host(struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		if (!is_token((unsigned char)value.at[i]) && !strchr(":[]", value.at[i]))
			return false;
	return value.len > 0 && value.len <= 255;
}

/* What decides where this request ends and for whom it is. */
static enum head_state read_meaning(struct head *out, struct head_refusal *r)
{
	size_t hosts = 0, codings = 0;

	for (size_t i = 0; i < out->count; i++) {
		struct str name = out->at[i].name, value = out->at[i].value;

		if (head_name_is(name, "host")) {
			hosts++;
			if (!is_host(value))
				return refuse(r, 400, "host");
		} else if (head_name_is(name, "content-length")) {
			if (read_length(out, value, r) != HEAD_GOOD)
				return HEAD_REFUSED;
		} else if (head_name_is(name, "transfer-encoding")) {
			codings++;
		} else if (head_name_is(name, "connection")) {
			out->is_last = out->is_old ? !has_word(value, "keep-alive") : out->is_last || has_word(value, "close");
		} else if (head_name_is(name, "expect")) {
			if (!head_name_is(value, "100-continue"))
				return refuse(r, 417, "expect");
			out->wants_continue = !out->is_old;
		}
	}
	if (hosts > 1)
		return refuse(r, 400, "repeated-host");
	if (hosts == 0 && !out->is_old)
		return refuse(r, 400, "no-host");
	if (codings && (out->has_length || out->is_old))
		return refuse(r, 400, "length-and-coding");
	/* No browser sends one and nginx turns it into a length, so no code for it can be wrong. */
	if (codings)
		return refuse(r, 411, "transfer-encoding");
	return HEAD_GOOD;
}

/* The head is not complete; what can be told to be wrong already? */
static enum head_state read_beginning(struct str bytes, struct head_refusal *r)
{
	if (bytes.len >= HEAD_BYTES_MOST)
		return memchr(bytes.at, '\n', bytes.len) ? refuse(r, 431, "head-length") : refuse(r, 414, "target-length");
	return HEAD_MORE;
}

/* Length of the head with its blank line; 0 when it is not all there. Ends also at a bare LF LF, so that such a
 * head is refused at once and not waited for. */
static size_t head_length(struct str bytes)
{
	const char *end = bytes.at + bytes.len, *at = bytes.at;

	while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		at++;
		if (at < end && *at == '\n')
			return (size_t)(at - bytes.at) + 1;
		if (at + 1 < end && at[0] == '\r' && at[1] == '\n')
			return (size_t)(at - bytes.at) + 2;
	}
	return 0;
}

enum head_state head_read(struct str bytes, struct head *out, struct head_refusal *refusal)
{
	size_t length = bytes.len ? head_length(bytes) : 0;
	struct str rest = str_slice(bytes, 0, length), line;

	if (bytes.len && (bytes.at[0] < 'A' || bytes.at[0] > 'Z'))
		return refuse(refusal, 400, "method");
	if (length == 0 || length > HEAD_BYTES_MOST)
		return read_beginning(bytes, refusal);
	out->count = 0;
	out->body_bytes = 0;
	out->has_length = out->is_last = out->is_old = out->wants_continue = false;
	out->bytes = length;
	if (!take_line(&rest, &line))
		return refuse(refusal, 400, "line-end");
	if (read_request_line(line, out, refusal) != HEAD_GOOD)
		return HEAD_REFUSED;
	for (;;) {
		if (!take_line(&rest, &line))
			return refuse(refusal, 400, "line-end");
		if (line.len == 0)
			break;
		if (read_field(line, out, refusal) != HEAD_GOOD)
			return HEAD_REFUSED;
	}
	return read_meaning(out, refusal);
}
