/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/prove - the password once more, before what does most harm in other hands.
 * Touches work/session. */
#ifndef WEB_PROVE_H
#define WEB_PROVE_H

#include "web/web.h"

/* May this page be answered now? When the proof is too old: shows a page that asks for the password and keeps what was
 * typed; it comes back to the same address with the answer.
 *   r    from then on with the new cookie of the session
 *   go   false: the reply is filled */
MUST const struct fault *prove_first(struct desk *d, struct request *r, const struct page *p, struct reply *out, bool *go);

#endif
