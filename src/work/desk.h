/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/desk - everything that one request or command may touch.
 * One thread has one desk. */
#ifndef WORK_DESK_H
#define WORK_DESK_H

#include "rules/access.h"
#include "store/store.h"

/* The provider at which staff may sign in (work/oidc). */
struct oidc_provider {
	struct str issuer;              /* "https://login.example.gov.uk/tenant"; "" none */
	struct str client, secret;      /* what this installation is called there */
	struct str ca_file;             /* certificates to trust in place of the system's; "" the system's */
};

/* How mail, text messages and letters leave (work/post). */
struct post_house {
	struct str smtp;                /* smtp://mail.example.gov.uk:587; "" none */
	struct str smtp_user, smtp_password, smtp_ca_file;
	struct str from;                /* whom mails are from */
	bool smtp_may_be_plain;
	struct str notify;              /* address of the GOV.UK Notify API; "" none */
	struct str notify_service, notify_secret;       /* the two parts of its key */
	struct str notify_mail, notify_text;            /* ids of its templates; "" not by Notify */
	bool notify_letters;            /* Notify prints and posts the letters */
	struct str notify_postage;      /* first, second or economy */
};

/* What the operator has set and the work needs; constant after start. */
/* A setting as an administrator may see it: no secrets. */
struct shown_setting { struct str name, value, source, help; };
struct house {
	struct str area_name;           /* shown on every page */
	struct str colour;              /* of the head of every page, "#rrggbb"; "" the standard blue */
	struct str address;             /* "https://send.example.gov.uk", for links in letters; may be "" */
	unsigned char key[32];          /* of keyed hashes and of what is kept sealed (core/digest.h) */
	int64_t files_most;             /* largest file, bytes */
	bool second_factor_must;        /* staff must enrol before they go on */
	bool is_demonstration;          /* the sign-in page lists the invented users */
	struct oidc_provider oidc;
	struct post_house post;
	const struct shown_setting *settings; size_t setting_count;     /* for the administrator's page */
};

struct shelf;
struct desk {
	struct arena *arena;            /* lives until the reply is sent */
	struct store_pool *pool;        /* for store_write */
	struct store *store;            /* this thread's reading connection */
	const struct rulebook *book;    /* constant after start */
	const struct house *house;
	struct shelf *shelf;            /* cases reckoned before (work/shelf); NULL: none are kept */
	struct now now;
	struct who who;
};

#endif
