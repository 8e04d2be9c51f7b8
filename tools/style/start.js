// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs at the head of <body>, so that parts that need script are shown as such from the first painting.
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported', 'app-script');
