# Code that is made: statements, templates, words, rulebook text, the list of pages.
MADE_HEADERS :=
