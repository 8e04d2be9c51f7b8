// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages use of GOV.UK Frontend and MOJ Frontend, and four small helps of our own. Every page works without.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs';
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs';
import { Checkboxes } from 'govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs';
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs';
import { NotificationBanner } from 'govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs';
import { PasswordInput } from 'govuk-frontend/dist/govuk/components/password-input/password-input.mjs';
import { Radios } from 'govuk-frontend/dist/govuk/components/radios/radios.mjs';
import { ServiceNavigation } from 'govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs';
import { SkipLink } from 'govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs';
import { createAll } from 'govuk-frontend/dist/govuk/init.mjs';
import { SortableTable } from '@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs';

for (const part of [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink, SortableTable]) createAll(part);

// A select or checkbox of a filter takes effect at once: <form data-at-once>.
for (const form of document.querySelectorAll('form[data-at-once]'))
  form.addEventListener('change', () => form.requestSubmit());

// <button data-print> prints; it is hidden without script.
for (const button of document.querySelectorAll('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// A question that is asked only when another has an answer: <div data-asked-when="name=a,b">. It is shown always
// without script; with script it appears when one of the answers is given.
for (const part of document.querySelectorAll('[data-asked-when]')) {
  const [name, codes] = part.dataset.askedWhen.split('=');
  const wanted = codes.split(',');
  const fields = () => [...document.getElementsByName(name)];
  const show = () => {
    const given = fields().filter((f) => (f.type === 'radio' || f.type === 'checkbox' ? f.checked : true)).map((f) => f.value);
    part.hidden = !given.some((v) => wanted.includes(v)) && !part.querySelector('.govuk-error-message');
  };
  for (const field of fields()) field.addEventListener('change', show);
  if (fields().length) show();
}

// A list that opened below the menu closes by Escape and when one goes on elsewhere; without script by its own word.
for (const more of document.querySelectorAll('.app-more__details')) {
  document.addEventListener('click', (e) => { if (!more.contains(e.target)) more.open = false; });
  more.addEventListener('keydown', (e) => {
    if (e.key !== 'Escape' || !more.open) return;
    more.open = false;
    more.querySelector('summary').focus();
  });
}
