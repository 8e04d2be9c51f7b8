/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/http - libcurl for HTTP.
 * Touches the network. */
#include "core/http.h"

#include <curl/curl.h>

#include "core/out.h"

struct taking { struct out body; size_t most; bool is_over; };

static size_t take(char *bytes, size_t size, size_t count, void *ctx)
{
	struct taking *t = ctx;

	if (t->body.len + size * count > t->most) {
		t->is_over = true;
		return 0;
	}
	out_add(&t->body, (struct str){ bytes, size * count });
	return size * count;
}

bool http_start(void)
{
	return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

static bool is_loopback(struct str address)
{
	static const char *const hosts[] = { "http://127.0.0.1:", "http://127.0.0.1/", "http://localhost:", "http://localhost/",
					     "http://[::1]:" };

	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
		if (str_starts(address, str_of(hosts[i])))
			return true;
	return false;
}

/* Scheme and host: what may be told in a fault. */
static struct str host_of(struct str address)
{
	size_t slashes = 0, i = 0;

	for (; i < address.len; i++)
		if (address.at[i] == '?' || (address.at[i] == '/' && ++slashes == 3))
			break;
	return str_slice(address, 0, i);
}

static struct curl_slist *headers_of(struct arena *a, const struct http_call *call)
{
	struct curl_slist *list = curl_slist_append(NULL, "Accept: application/json");

	if (call->body.at && call->type.at)
		list = curl_slist_append(list, arena_printf(a, "Content-Type: %.*s", STR_ARG(call->type)).at);
	if (call->authorization.at)
		list = curl_slist_append(list, arena_printf(a, "Authorization: %.*s", STR_ARG(call->authorization)).at);
	return list;
}

static void settle(struct arena *a, CURL *curl, const struct http_call *call, struct taking *t, struct curl_slist *headers)
{
	curl_easy_setopt(curl, CURLOPT_URL, arena_cstr(a, call->address));
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)call->seconds);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	if (call->ca_file)
		curl_easy_setopt(curl, CURLOPT_CAINFO, call->ca_file);
	if (call->body.at) {
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)call->body.len);
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call->body.at);
	}
}

const struct fault *http_ask(struct arena *a, const struct http_call *call, struct http_reply *out)
{
	struct taking t = { .body = out_start(a, 0), .most = call->most };
	struct curl_slist *headers;
	CURLcode code;
	CURL *curl;

	if (!str_starts(call->address, STR("https://")) && !is_loopback(call->address))
		return fault_new(a, FAULT_OUTSIDE, "%.*s: only https is asked", STR_ARG(host_of(call->address)));
	curl = curl_easy_init();
	if (!curl)
		return fault_new(a, FAULT_OUTSIDE, "libcurl cannot be used");
	headers = headers_of(a, call);
	settle(a, curl, call, &t, headers);
	code = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &out->status);
	curl_slist_free_all(headers);
	curl_easy_cleanup(curl);
	if (code != CURLE_OK)
		return fault_new(a, FAULT_OUTSIDE, "%.*s: %s", STR_ARG(host_of(call->address)),
				 t.is_over ? "the answer is too large" : curl_easy_strerror(code));
	out->body = out_str(&t.body);
	return NULL;
}
