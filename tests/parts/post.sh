#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Messages leave once: against a real SMTP server and a stand-in of GOV.UK Notify that refuse, delay and vanish, and with
# the program killed in the middle.
set -u
cd "$(dirname "$0")/../.."
dir=$PWD/build/post smtp=${WAYMARK_SMTP_PORT:-18511} notify=${WAYMARK_NOTIFY_PORT:-18512} port=${WAYMARK_POST_PORT:-18513}
program=${WAYMARK_PROGRAM:-build/asan/waymark}
service=26785a09-ab16-4eb0-8407-a37497a57506 secret=3d844edf-8d35-48ac-975b-e847b4f122b0
passed=0 failed=0
ok() { if eval "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $1"; fi; }
rm -rf "$dir"; mkdir -p "$dir/smtp" "$dir/notify"; chmod 700 "$dir"
trap 'kill -9 $(jobs -p) 2>/dev/null; wait 2>/dev/null' EXIT

mail_server() { /usr/bin/python3 tests/post/smtp.py "$dir/smtp" "$smtp" "$@" > "$dir/smtp.log" 2>&1 & mail=$!; up "$smtp"; }
up() { for _ in $(seq 100); do (: < "/dev/tcp/127.0.0.1/$1") 2>/dev/null && return; sleep 0.05; done; }
db="$dir/area.db"
sql() { sqlite3 -cmd '.timeout 5000' "$db" "$1"; }
# A message as the program writes it; $1 way, $2 address, $3 kind
message() {
	local now=$(($(date +%s) * 1000))
	sql "insert into message (kind, way, address, holes, made, due, last, state) values ('${3:-password-changed}', '$1', '$2', '{\"link\":\"/sign-in/forgot\"}', $now, $now, $now + 3600000, 'waiting') returning id"
}
state() { sql "select state from message where id = $1"; }
due() { sql "update message set due = 0, lease = case when lease is null then null else 0 end"; }
mails() { ls "$dir/smtp" | grep -c '\.eml$'; }
mode() { echo "$1" > "$dir/smtp/mode"; }
by_mail=(--db "$db" --address "http://127.0.0.1:$port" --mail-server "smtp://127.0.0.1:$smtp" --mail-from send@council.example)
send() { $program post send "${by_mail[@]}" "$@" > "$dir/out" 2>&1; }

$program migrate --db "$db" > /dev/null
mail_server
one=$(message mail 'parent@example.org')
ok "one look sends" 'send && [ "$(cat "$dir/out")" = "1 sent, 0 wait, 0 failed, 0 looked up" ]'
ok "it is sent" '[ "$(state $one)" = sent ]'
ok "one mail came" '[ "$(mails)" = 1 ]'
python3 - "$dir"/smtp/mail-*.eml > "$dir/read" <<'PY'
import email, email.policy, sys
m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
print(m['To'], m['From'], m['Subject'], m['Auto-Submitted'], m['Message-ID'].split('.')[0], sep='|')
print(m.get_content())
PY
ok "its head is right" 'grep -qF "parent@example.org|send@council.example|Your password was changed|auto-generated|<wm" "$dir/read"'
ok "its text has the address of the page" 'grep -qF "http://127.0.0.1:$port/sign-in/forgot" "$dir/read"'
ok "nothing goes twice" 'send && [ "$(mails)" = 1 ]'

# refused, put off, spam
mode refuse; two=$(message mail 'nobody@example.org'); send
ok "no such mailbox: bounced, with the server's words" '[ "$(sql "select state || why from message where id = $two")" = "bounced550 5.1.1 no such mailbox" ]'
mode spam; three=$(message mail 'parent@example.org'); send
ok "refused for its text: failed" '[ "$(state $three)" = failed ]'
mode later; four=$(message mail 'parent@example.org'); send
ok "put off: waits, and says why" '[ "$(sql "select state, why from message where id = $four")" = "waiting|451 4.7.1 come back in a moment" ]'
ok "and not before a minute is over" 'mode ok; send; [ "$(state $four)" = waiting ]'
due; send
ok "then it goes" '[ "$(state $four)" = sent ]'
mode sender; five=$(message mail 'parent@example.org'); six=$(message mail 'other@example.org')
ok "a sender that is not taken is nobody's bounce" '! send && [ "$(state $five)$(state $six)" = waitingwaiting ]'
ok "the operator is told" 'grep -q "you may not send from here" "$dir/out"'
sql "update message set last = 1 where id in ($five, $six)"; mode ok; send
ok "what is too late is not sent any more" '[ "$(state $five)" = failed ]'
bad=$(message mail "x@example.org> bcc@example.org"); send
ok "an address with blanks never reaches the server" '[ "$(state $bad)" = bounced ]'

# gone before it took the mail: once more, and it comes once
before=$(mails); mode vanish; seven=$(message mail 'parent@example.org'); send
ok "the server vanishes: waits" '[ "$(state $seven)" = waiting ]'
kill $mail; wait $mail 2>/dev/null; due
ok "no server at all: waits, status 1" '! send && [ "$(state $seven)" = waiting ]'
mail_server officer wrong-word; mode ok; due; printf 'right-word\n' > "$dir/password"; chmod 600 "$dir/password"
ok "a wrong password is the operator's trouble" '! send --mail-user officer --mail-password-file "$dir/password" && [ "$(state $seven)" = waiting ]'
ok "and is not shown" '! grep -q right-word "$dir/out"'
kill $mail; wait $mail 2>/dev/null; mail_server officer right-word; due
send --mail-user officer --mail-password-file "$dir/password"
ok "with the right one it goes" '[ "$(state $seven)" = sent ] && [ "$(mails)" = $((before + 1)) ]'
chmod 644 "$dir/password"
ok "a password that others can read is refused" '! send --mail-user officer --mail-password-file "$dir/password" && grep -q chmod "$dir/out"'
kill $mail; wait $mail 2>/dev/null; mail_server

# killed in the middle
mode gone; before=$(mails); eight=$(message mail 'parent@example.org')
$program post send "${by_mail[@]}" > "$dir/out" 2>&1 & sender=$!
for _ in $(seq 100); do [ "$(mails)" = $((before + 1)) ] && break; sleep 0.05; done
kill -9 $sender; wait $sender 2>/dev/null; mode ok; due; send; send
ok "killed while the server had it: unsure, not sent again" '[ "$(state $eight)" = unsure ] && [ "$(mails)" = $((before + 1)) ]'
nine=$(message mail 'parent@example.org'); sql "update message set state = 'sending', lease = 1 where id = $nine"; send
ok "killed before it was handed over: sent" '[ "$(state $nine)" = sent ]'

# sent back later
name=$(grep -aho 'wm\.[0-9a-f.]*' "$(ls -t "$dir"/smtp/*.eml | head -1)" | head -1)
dsn() { printf 'From: mailer-daemon@example.org\nContent-Type: multipart/report\n\nFinal-Recipient: rfc822;x\nAction: %s\nStatus: 5.2.2\n\nMessage-ID: <%s@council.example>\n' "$1" "$2"; }
dsn delayed "$name" | $program post bounce "${by_mail[@]}" > "$dir/out"
ok "only delayed: still sent" '[ "$(state $nine)" = sent ]'
dsn failed "${name%?}$([ "${name: -1}" = 0 ] && echo 1 || echo 0)" | $program post bounce "${by_mail[@]}" > "$dir/out"
ok "a made-up name bounces nothing" '[ "$(state $nine)" = sent ]'
dsn failed "$name" | $program post bounce "${by_mail[@]}" > "$dir/out"
ok "sent back: bounced, with the code" '[ "$(sql "select state || why from message where id = $nine")" = "bouncedsent back by a mail server (5.2.2)" ]'

# GOV.UK Notify
python3 tests/post/notify.py "$dir/notify" "$notify" "$service" "$secret" > "$dir/notify.log" 2>&1 & up "$notify"
printf 'waymark-%s-%s\n' "$service" "$secret" > "$dir/key"; chmod 600 "$dir/key"
by_notify=(--notify-key-file "$dir/key" --notify-server "http://127.0.0.1:$notify" --notify-text template-text)
n_mode() { echo "$1" > "$dir/notify/mode"; }
texts() { cat "$dir/notify/sent.jsonl" 2>/dev/null | wc -l; }
ten=$(message text +447700900123 letter)
send
ok "without Notify no text message goes" '[ "$(state $ten)" = waiting ]'
send "${by_notify[@]}"
ok "by Notify it does" '[ "$(state $ten)" = sent ] && [ "$(texts)" = 1 ]'
ok "with number, template and text" 'python3 -c "import json,sys; b=json.loads(open(sys.argv[1]).readline()); assert b[\"path\"]==\"/v2/notifications/sms\" and b[\"phone_number\"]==\"+447700900123\" and b[\"template_id\"]==\"template-text\" and \"Read the letter\" in b[\"personalisation\"][\"body\"]" "$dir/notify/sent.jsonl"'
due; send "${by_notify[@]}"
ok "still on its way" '[ "$(state $ten)" = sent ]'
echo delivered > "$dir/notify/fate"; due; send "${by_notify[@]}"
ok "delivered" '[ "$(state $ten)" = delivered ]'
eleven=$(message text +447700900124 letter); send "${by_notify[@]}"; echo permanent-failure > "$dir/notify/fate"; due; send "${by_notify[@]}"
ok "not delivered: bounced" '[ "$(state $eleven)" = bounced ]'
n_mode bad-number; twelve=$(message text +447700900125 letter); send "${by_notify[@]}"
ok "a number that is none: bounced" '[ "$(state $twelve)" = bounced ]'
n_mode bad-template; thirteen=$(message text +447700900126 letter)
ok "a template that is none is the operator's trouble" '! send "${by_notify[@]}" && [ "$(state $thirteen)" = waiting ]'
n_mode limit; due; send "${by_notify[@]}"
ok "too many at once: waits" '[ "$(state $thirteen)" = waiting ]'
n_mode broken; due; send "${by_notify[@]}"
ok "broken: waits" '[ "$(state $thirteen)" = waiting ]'
n_mode ok; due; echo sending > "$dir/notify/fate"; send "${by_notify[@]}"
ok "then it goes" '[ "$(state $thirteen)" = sent ]'
sent=$(texts); sql "update message set state = 'handing', lease = 1, outside_id = null, sent = null where id = $thirteen"; due; send "${by_notify[@]}"
ok "killed while Notify had it: asked, found, not sent again" '[ "$(state $thirteen)" = sent ] && [ "$(texts)" = $sent ]'
fourteen=$(message text +447700900127 letter); sql "update message set state = 'handing', carrier = 'notify', lease = 1 where id = $fourteen"; due; send "${by_notify[@]}"; due; send "${by_notify[@]}"
ok "killed before Notify had it: asked, not found, sent once" '[ "$(state $fourteen)" = sent ] && [ "$(texts)" = $((sent + 1)) ]'

# letters: Notify prints and posts them; what it does not take comes back to the list. The letters are those of a filled area
letters=$dir/letters.db program_db=$db
$program migrate --db "$letters" > /dev/null && build/waymark demo --scale 0.01 --db "$letters" > /dev/null 2>&1
db=$letters by_post=("${by_notify[@]}" --notify-letters yes)
sql "update message set state = 'stopped' where state = 'waiting'"
n_mode ok; echo pending-virus-check > "$dir/notify/fate"; : > "$dir/notify/sent.jsonl"
send_letters() { $program post send --db "$db" --address "http://127.0.0.1:$port" --mail-server "smtp://127.0.0.1:$smtp" --mail-from send@council.example "$@" > "$dir/out" 2>&1; }
# A letter on paper as the program writes it; $1: the document
paper() {
	local now=$(($(date +%s) * 1000))
	sql "insert into message (authority, process_id, person_id, document_id, kind, way, made, due, last, state)
		select p.authority, p.id, p.person_id, l.document_id, 'letter', 'paper', $now, $now, $now + 3600000, 'waiting'
		from letter l join process p on p.id = l.process_id where l.document_id = $1 returning id"
}
# Postcodes of the filled area are such as nobody has: a machine would not post to them
python3 - "$letters" <<'PY'
import re, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for sha, part in db.execute("select d.sha256, c.part from letter l join document d on d.id = l.document_id"
                            " join content_part c on c.sha256 = d.sha256 where l.to_family = 1 and c.seq = 0").fetchall():
    text = re.sub(r'(<div class="to"><p>[^<]*).*?</p>', r'\1<br>Flat 2<br>130 Orchard Lane<br>Northwood<br>Kirkby<br>L32 2QT</p>',
                  bytes(part).decode(), count=1)
    db.execute("update content_part set part = ? where sha256 = ? and seq = 0", (text.encode(), sha))
db.commit()
PY
mapfile -t kinds < <(sql "select min(l.document_id) from letter l join document d on d.id = l.document_id join content c on c.sha256 = d.sha256 where l.to_family = 1 group by l.letter order by max(c.bytes) desc limit 8")
l_one=$(paper "${kinds[0]}")
send_letters "${by_notify[@]}"
ok "without notify-letters a letter waits for a hand" '[ "$(state $l_one)" = waiting ] && [ "$(texts)" = 0 ]'
n_mode limit; send_letters "${by_post[@]}"
ok "too many at once: the letter waits" '[ "$(state $l_one)" = waiting ]'
n_mode trial; due
ok "a service that may send no letters is the operator's trouble" '! send_letters "${by_post[@]}" && [ "$(state $l_one)" = waiting ] && grep -q "trial mode" "$dir/out"'
n_mode team; due
ok "and so is a key that may not" '! send_letters "${by_post[@]}" && [ "$(state $l_one)" = waiting ]'
n_mode ok; due; send_letters "${by_post[@]}"
ok "then it goes, as a PDF that Notify can read" '[ "$(state $l_one)|$(sql "select carrier from message where id = $l_one")" = "sent|notify" ] && [ "$(texts)" = 1 ]'
ok "first class, with nothing of a person in its reference" 'python3 -c "import json,re,sys; b=json.loads(open(sys.argv[1]).readline()); assert b[\"path\"]==\"/v2/notifications/letter\" and b[\"postage\"]==\"first\" and re.fullmatch(r\"wm\.[0-9]+\.[0-9a-f]{20}\", b[\"reference\"])" "$dir/notify/sent.jsonl"'
due; send_letters "${by_post[@]}"
ok "looked at for viruses: still on its way" '[ "$(state $l_one)" = sent ]'
echo accepted > "$dir/notify/fate"; due; send_letters "${by_post[@]}"
ok "accepted by the printer: still on its way" '[ "$(state $l_one)" = sent ]'
echo received > "$dir/notify/fate"; due; send_letters "${by_post[@]}"
ok "in the post: delivered" '[ "$(state $l_one)" = delivered ]'
all=(); for one in "${kinds[@]:1}"; do all+=("$(paper "$one")"); done; due
for _ in $(seq ${#kinds[@]}); do send_letters "${by_post[@]}"; grep -q '^0 sent, 0 wait' "$dir/out" && break; due; done
due; for _ in 1 2 3; do send_letters "${by_post[@]}"; due; done
by_hand=$(sql "select count(*) from message where way = 'paper' and state = 'waiting' and carrier = 'hand'")
ok "the longest letters to families keep to the sheet of Notify" '[ ${#kinds[@]} = 8 ] && [ "$(sql "select count(*) from message where way = '"'paper'"' and state = '"'delivered'"'")" = ${#kinds[@]} ]'
[ "$by_hand" = 0 ] || sql "select l.letter, m.why from message m join letter l on l.document_id = m.document_id where m.carrier = 'hand'"
# refused, and what is left to a hand
n_mode no-pdf; l_two=$(paper "${kinds[1]}"); send_letters "${by_post[@]}"
ok "a file that is not taken waits for a hand, with Notify's words" '[ "$(sql "select state || carrier || why from message where id = $l_two")" = "waitinghandNotify 400: Letter content is not a valid PDF" ]'
n_mode ok; due; before=$(texts); send_letters "${by_post[@]}"
ok "and is not tried again" '[ "$(texts)" = "$before" ] && [ "$(state $l_two)" = waiting ]'
for fate in validation-failed virus-scan-failed technical-failure permanent-failure cancelled; do
	l_three=$(paper "${kinds[2]}"); send_letters "${by_post[@]}"; echo $fate > "$dir/notify/fate"; due; send_letters "${by_post[@]}"
	ok "$fate: back on the list, with the reason" '[ "$(sql "select state || carrier || why || coalesce(sent, 0) from message where id = $l_three")" = "waitinghandNotify: ${fate}0" ]'
done
echo accepted > "$dir/notify/fate"
l_four=$(paper "$(sql "select min(document_id) from letter where letter = 'na-told'")")
before=$(texts); send_letters "${by_post[@]}"
ok "a letter without a whole address is never handed over" '[ "$(sql "select state || carrier || why from message where id = $l_four")" = "waitinghandno whole postal address in the letter" ] && [ "$(texts)" = "$before" ]'
l_five=$(paper "${kinds[3]}"); sql "insert into mark (person_id, process_id, target, target_id, word, reason, account_id, made) select person_id, process_id, 'document', document_id, 'parents', 'x', 1, 1 from message where id = $l_five"
before=$(texts); send_letters "${by_post[@]}"
ok "what is marked as not for everybody is left to its case" '[ "$(state $l_five)" = waiting ] && [ "$(texts)" = "$before" ]'
sql "update message set state = 'stopped' where id = $l_five"
l_six=$(paper "${kinds[4]}"); n_mode broken; send_letters "${by_post[@]}"; sql "update message set last = 1 where id = $l_six"; due; send_letters "${by_post[@]}"
ok "what Notify does not take for three days waits for a hand" '[ "$(sql "select state || carrier from message where id = $l_six")" = waitinghand ]'
n_mode ok; l_seven=$(paper "${kinds[5]}"); send_letters "${by_post[@]}"
before=$(texts); sql "update message set state = 'handing', lease = 1, outside_id = null, sent = null where id = $l_seven"; due; send_letters "${by_post[@]}"
ok "killed while Notify had the letter: asked, found, not sent again" '[ "$(state $l_seven)" = sent ] && [ "$(texts)" = "$before" ]'
l_eight=$(paper "${kinds[6]}"); sql "update message set state = 'handing', carrier = 'notify', lease = 1 where id = $l_eight"; due; send_letters "${by_post[@]}"; due; send_letters "${by_post[@]}"
ok "killed before Notify had it: sent once" '[ "$(state $l_eight)" = sent ] && [ "$(texts)" = $((before + 1)) ]'
db=$program_db

# reminders: one mail a person and day, however often the pass runs
area=$dir/demo.db
$program migrate --db "$area" > /dev/null && build/waymark demo --scale 0.01 --db "$area" > /dev/null 2>&1
daily() { $program daily --db "$area" --address "http://127.0.0.1:$port" --mail-server "smtp://127.0.0.1:$smtp" --mail-from send@council.example > "$dir/out" 2>&1; }
reminders() { sqlite3 "$area" "select count(*), count(distinct address) from message where kind = 'reminder-staff'"; }
ok "the daily pass writes reminders" 'daily && grep -qE "^[1-9][0-9]* reminders in [1-9][0-9]* messages" "$dir/out"'
first=$(reminders)
ok "one for each person" '[ "${first%|*}" = "${first#*|}" ]'
ok "a second pass of the day writes none" 'daily && grep -q "^0 reminders in 0 messages" "$dir/out" && [ "$(reminders)" = "$first" ]'
before=$(mails); mode ok
$program post send --db "$area" --address "http://127.0.0.1:$port" --mail-server "smtp://127.0.0.1:$smtp" --mail-from send@council.example > "$dir/out" 2>&1
ok "and they arrive" '[ "$(mails)" = $((before + ${first%|*})) ]'
names=$(sqlite3 "$area" "select family from person where length(family) > 4 limit 300")
ok "no child's family name is in any of them" '! grep -lFwf <(printf "%s\n" "$names") $(ls -t "$dir"/smtp/*.eml | head -n "${first%|*}") > /dev/null'

# the running server, held by landlock and seccomp; two at once; stopped
ASAN_OPTIONS=detect_leaks=0 $program serve "${by_mail[@]}" --listen "127.0.0.1:$port" --quiet yes > "$dir/serve.log" 2>&1 & server=$!; up "$port"
mode slow; before=$(mails); for i in 1 2 3; do message mail "parent$i@example.org" > /dev/null; done
send & send & wait %- 2>/dev/null
for _ in $(seq 150); do [ "$(sql "select count(*) from message where way = 'mail' and state in ('waiting', 'sending', 'handing')")" = 0 ] && break; sleep 0.1; done
ok "server and two commands send each once" '[ "$(mails)" = $((before + 3)) ]'
message mail last@example.org > /dev/null; sleep 2.5; kill -TERM $server; wait $server
ok "the server ends well, in the middle of a mail" '[ $? = 0 ] && [ "$(sql "select count(*) from message where state in (\"sending\", \"handing\")")" = 0 ]'
ok "no address, text or key in its log" '! grep -qE "example|Bearer|3d844edf" "$dir/serve.log"'
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
