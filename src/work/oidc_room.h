/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/oidc_room - what the files of oidc share; nobody else includes it.
 * Touches nothing. */
#ifndef WORK_OIDC_ROOM_H
#define WORK_OIDC_ROOM_H

#include "work/oidc.h"

/* What the provider says of itself. */
struct oidc_places { struct str authorize, token, keys; };
MUST const struct fault *oidc_places(struct desk *d, struct oidc_places *out);
/* Exchanges the code and checks the token: its claims as JSON. `slip` says what is wrong with it, for the log. */
MUST const struct fault *oidc_claims(struct desk *d, struct str code, struct str verifier, struct str nonce_hash,
				     struct str *claims, const char **slip);
/* Where the provider sends the browser back to. */
struct str oidc_return(struct desk *d);
struct str oidc_hash(struct desk *d, const char *kind, struct str token);

#endif
