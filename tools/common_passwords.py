#!/usr/bin/python3
# Prints C: the 30,000 commonest of some ten million passwords that became known, sorted by their bytes, from Debian's
# python3-zxcvbn (MIT; nothing is fetched).
from zxcvbn.frequency_lists import FREQUENCY_LISTS

common = sorted({word.lower().encode() for word in FREQUENCY_LISTS['passwords'] if word.isascii() and word.isprintable()})
print('/* Made by tools/common_passwords.py. */\n#include "work/common_password.h"\n')
print('const char *const common_passwords[] = {')
for word in common:
    print('"' + word.decode().replace('\\', '\\\\').replace('"', '\\"').replace('?', '\\?') + '",')
print('};\nconst size_t common_password_count = sizeof common_passwords / sizeof *common_passwords;')
