/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/mail - one mail to one address by SMTP: the narrow door to libcurl for mail.
 * Touches the network. */
#ifndef CORE_MAIL_H
#define CORE_MAIL_H

#include "core/fault.h"

struct mail_server {
	struct str address;             /* smtp://mail.example.gov.uk:587 (STARTTLS) or smtps://mail.example.gov.uk */
	struct str user, password;      /* "" none */
	struct str ca_file;             /* certificates to trust in place of the system's; "" the system's */
	bool may_be_plain;              /* without TLS; a server on this machine may always */
	int seconds;                    /* at most, for one mail */
};
struct mail {
	struct str from, to, subject, text;     /* text: UTF-8, lines end with \n */
	struct str id;                          /* of the Message-ID: "abc@example.gov.uk" */
	int64_t utc_ms;
};
/* TAKEN: the server has it. LATER: not now. REFUSED: this mail never. NO_SERVER: no mail goes now, whichever. */
enum mail_end { MAIL_TAKEN, MAIL_LATER, MAIL_REFUSED, MAIL_NO_SERVER };
struct mail_result {
	enum mail_end end;
	bool is_address;                /* REFUSED because of the address */
	struct str why;                 /* in the server's words, at most 200 bytes of plain text; "" when taken */
};

/* Keeps the connection from one mail to the next. False when libcurl cannot be used. */
struct mail_line { void *handle; };
bool mail_open(struct mail_line *line);
void mail_close(struct mail_line *line);
/* Sends one. `hand` is called when the server has said yes to both addresses and before the first byte of the text is
 * given: false stops there, with MAIL_LATER. Addresses with blanks, control characters or <> are REFUSED here. */
struct mail_result mail_send(struct arena *a, struct mail_line *line, const struct mail_server *server,
			     const struct mail *m, bool (*hand)(void *ctx), void *ctx);
/* The mail as it goes over the wire: head and text in quoted-printable, lines end with \r\n. */
struct str mail_text(struct arena *a, const struct mail *m);
/* May this be written into a mail's envelope? */
bool mail_address_is_good(struct str address);

#endif
