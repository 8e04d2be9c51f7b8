#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# Takes from the DfE's "Education, health and care plans" (reporting year 2025) the few rows that the demonstration
# area follows and writes them as small CSV files. Run only when a new release is taken in:
#   tools/demo_data.py FOLDER_OF_THE_RELEASE rulebook/demo
# An empty cell means: not published (x or z in the release).
import csv, sys

AREA = {'340': 'Knowsley', '341': 'Liverpool', '342': 'St Helens', '344': 'Wirral'}
NEEDS = 'asd hi mld msi oth pd pmld semh slcn sld spld vi need_unknown'.split()
SETTINGS = '''mainstream_la_maintained mainstream_la_maintained_resourced_provision mainstream_la_maintained_senunit
mainstream_academy mainstream_academy_resourced_provision mainstream_academy_senunit mainstream_free_school
mainstream_free_school_resourced_provision mainstream_free_school_senunit mainstream_independent
special_la_maintained special_academy_free special_independent special_non_maintained
ap_pru_academy ap_pru_free_school ap_pru_la_maintained general_fe_tertiary_colleges specialist_post_16_institutions
ukrlp_provider elective_home_education other_arrangements_la other_arrangements_parents online_provider w_settings
other_schools other_placement_settings neet neet_ntci neet_other neet_other_csa nm_early_years placement_unknown'''.split()
PLACES = {      # "Type of placement" of sen_needs_all_plans -> column of caseload
    'AP/PRU - academy': 'ap_pru_academy', 'AP/PRU - free school': 'ap_pru_free_school',
    'AP/PRU - LA maintained': 'ap_pru_la_maintained',
    'Educated elsewhere - elective home education': 'elective_home_education', 'Educated elsewhere - NEET': 'neet',
    'Educated elsewhere - not in education or training (notice to cease issued)': 'neet_ntci',
    'Educated elsewhere - not in education or training (other)': 'neet_other',
    'Educated elsewhere - not in education or training (compulsory school age)': 'neet_other_csa',
    'Educated elsewhere - online provider': 'online_provider',
    'Educated elsewhere - other arrangements by LA': 'other_arrangements_la',
    'Educated elsewhere - other arrangements by parents': 'other_arrangements_parents',
    'Educated elsewhere - other placement settings': 'other_placement_settings',
    'Educated elsewhere - other schools and establishments': 'other_schools',
    'Educated elsewhere - Welsh establishment': 'w_settings',
    'FE - general FE and tertiary colleges': 'general_fe_tertiary_colleges',
    'FE - specialist post-16 institutions': 'specialist_post_16_institutions', 'FE - UKRLP provider': 'ukrlp_provider',
    'Mainstream - academy': 'mainstream_academy',
    'Mainstream - academy (resourced provision)': 'mainstream_academy_resourced_provision',
    'Mainstream - academy (SEN unit)': 'mainstream_academy_senunit',
    'Mainstream - free school': 'mainstream_free_school',
    'Mainstream - free school (resourced provision)': 'mainstream_free_school_resourced_provision',
    'Mainstream - free school (SEN unit)': 'mainstream_free_school_senunit',
    'Mainstream - independent': 'mainstream_independent', 'Mainstream - LA maintained': 'mainstream_la_maintained',
    'Mainstream - LA maintained (resourced provision)': 'mainstream_la_maintained_resourced_provision',
    'Mainstream - LA maintained (SEN unit)': 'mainstream_la_maintained_senunit',
    'Non-maintained early years': 'nm_early_years', 'Placement not recorded': 'placement_unknown',
    'Special - Academy/free schools': 'special_academy_free', 'Special - independent': 'special_independent',
    'Special - LA maintained': 'special_la_maintained', 'Special - non-maintained': 'special_non_maintained',
}

source, target = sys.argv[1:3]

def rows(name):
    with open(f'{source}/{name}.csv', encoding='utf-8-sig', newline='') as f:
        for r in csv.DictReader(f):
            if r['old_la_code'] in AREA and r['geographic_level'] == 'Local authority':
                yield r

def number(text):
    return text if text.isdigit() else ''

def write(name, header, lines):
    with open(f'{target}/{name}.csv', 'w', newline='') as f:
        w = csv.writer(f, lineterminator='\n')
        w.writerow(header)
        w.writerows(sorted(lines))

def age(text):
    text = text.lower().removeprefix('aged ').removeprefix('age ')
    return {'under 3': '2', '2 and under': '2', '20 and over': '20'}.get(text, text)

# Plans held in January 2025 by age and setting; by setting and need; by sex.
caseload, sex = [], []
for r in rows('caseload'):
    if r['time_period'] != '202425':
        continue
    if r['breakdown_topic'] == 'Child or young persons age':
        for s in SETTINGS:
            n = number(r[s])
            if n not in ('', '0'):
                caseload.append((r['old_la_code'], age(r['breakdown']).zfill(2), s, n))
    elif r['breakdown_topic'] == 'Sex':
        sex.append((r['old_la_code'], r['breakdown'].lower(), r['ehcplans']))
    elif r['breakdown_topic'] == 'All EHC plans':
        total = r['ehcplans']
        print(r['la_name'], total, 'plans')
write('caseload', ('authority', 'age', 'setting', 'plans'), caseload)
write('caseload-sex', ('authority', 'sex', 'plans'), sex)
needs = []
for r in rows('sen_needs_all_plans'):
    if r['breakdown_topic'] == 'Type of placement' and r['breakdown'] in PLACES:
        for n in NEEDS:
            if r[f'number_{n}'] not in ('', '0') and number(r[f'number_{n}']):
                needs.append((r['old_la_code'], PLACES[r['breakdown']], n, r[f'number_{n}']))
write('caseload-need', ('authority', 'setting', 'need', 'plans'), needs)

# Each year's requests, decisions and plans issued.
years = {}
def year(r, **columns):
    if r['breakdown'] == r['breakdown_topic']:
        y = years.setdefault((r['old_la_code'], r['time_period']), {})
        y.update({k: number(r[v]) for k, v in columns.items()})
for r in rows('requests'):
    year(r, requests='requests_received_in_year', to_assess='requests_decided_to_assess',
         not_to_assess='requests_decided_not_to_assess', undecided='requests_decision_not_made',
         withdrawn='requests_withdrawn', six_weeks='request_outcome_six_weeks', over_six_weeks='request_outcome_over_6_weeks')
for r in rows('assessments'):
    year(r, issued='assess_issued', not_issued='assess_not_issued', not_issued_in_time='outcome_decision_within_time',
         not_issued_late='outcome_decision_over_time')
for r in rows('timeliness_20_week'):
    year(r, plans='plans_issued_den', plans_ex='plans_issued_den_ex', in_time='plans_issued_within_20_weeks',
         in_time_ex='plans_issued_20_weeks_ex', late='plans_issued_gt20weeks_ltYear',
         late_ex='plans_issued_gt20weeks_ltYear_ex', over_year='plans_issued_gt_1_year', over_year_ex='plans_issued_gt_1_year_ex')
columns = list(next(iter(years.values())))
write('years', ('authority', 'year', *columns), [(*k, *(v.get(c, '') for c in columns)) for k, v in years.items()])

# Ages and sexes of requests, needs of new plans: for cases that are not among the plans held.
ages = []
for r in rows('requests'):
    if r['time_period'] == '2024' and r['breakdown_topic'] == 'Child or young persons age' \
            and age(r['breakdown']).isdigit():
        ages.append((r['old_la_code'], age(r['breakdown']).zfill(2), number(r['requests_received_in_year']) or '0'))
write('request-age', ('authority', 'age', 'requests'), ages)
new_needs = []
for r in rows('sen_need_newplans'):
    if r['breakdown'] == r['breakdown_topic']:
        new_needs += [(r['old_la_code'], n, r[f'number_{n}']) for n in NEEDS if number(r[f'number_{n}'])]
write('request-need', ('authority', 'need', 'plans'), new_needs)
