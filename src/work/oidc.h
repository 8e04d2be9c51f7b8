/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/oidc - staff sign in at their organisation's own provider (OpenID Connect, code flow with PKCE).
 * Touches the store and the provider's server.
 *   source  OpenID Connect Core 1.0 sections 3.1 and 3.1.3.7, Discovery 1.0, RFC 7636 (PKCE, S256), RFC 9700 */
#ifndef WORK_OIDC_H
#define WORK_OIDC_H

#include "work/session.h"

/* The browser is sent there.
 *   browser  a secret that only this browser has (the cookie of its forms), so that nobody else can end what it began
 *   next     where the user wanted to go, an address of ours
 *   again    the provider must ask for the password although it knows the browser (prompt=login)
 *   address  of the provider, with the query
 * FAULT_SETTING: no provider is set; FAULT_OUTSIDE: it cannot be reached. */
MUST const struct fault *oidc_begin(struct desk *d, struct str browser, struct str next, bool again,
				    struct str *address);

struct oidc_back {
	struct str state, browser;      /* from the address, from the browser's cookie */
	struct str code, slip;          /* `error` of the provider, or "" */
	struct str client, device;      /* as in struct sign_in */
};
/* The browser has come back. The token is checked (signature with the provider's keys, fetched again once when the
 * key is new; issuer, audience, times, nonce), the account found (by issuer and subject; the first time by an e-mail
 * that the provider has verified, or made when a group gives a role), roles put as rulebook/code/oidc-group.csv says
 * for the groups of the token; roles that came so and come no more are taken away.
 *   given   a full session; the provider has seen to the second factor
 *   next    as at the beginning */
MUST const struct fault *oidc_end(struct desk *d, const struct oidc_back *back, struct problems *out,
				  struct session_given *given, struct str *next);

#endif
