#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# The main points of PDF/UA-1 (ISO 14289-1) that a program can see, in lieu of veraPDF, which Debian does not have.
#   check_pdfua.py FILE.pdf     prints "ok", or one line a slip and exits with 1
# Clauses in brackets are those of ISO 14289-1:2014; the Matterhorn Protocol has the same points.
import re
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name

STANDARD = set('''Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6
L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form
Ruby RB RT RP Warichu WT WP'''.split())
slips = []


def slip(words):
    slips.append(words)


def kids(element):
    k = element.get('/K')
    if k is None:
        return []
    return list(k) if isinstance(k, Array) else [k]


class Walk:
    """The structure tree from the top in the order of reading."""

    def __init__(self):
        self.marks = {}         # page objgen -> marked content ids met in the tree
        self.headings = []
        self.types = []

    def element(self, e, parent, page, depth=0):
        if depth > 60:
            return slip('the structure tree is deeper than 60')
        kind = str(e.S)[1:]
        self.types.append(kind)
        if kind not in STANDARD:
            slip(f'structure type {kind} is not a standard one [7.1]')
        page = e.get('/Pg', page)
        if re.fullmatch('H[1-6]', kind):
            self.headings.append(int(kind[1]))
        if kind == 'Figure' and '/Alt' not in e:
            slip('a figure without Alt [7.3]')
        if kind == 'TH' and '/Scope' not in e.get('/A', Dictionary()):
            slip('a header cell without Scope [7.5]')
        wrong = {'LI': ('L',), 'LBody': ('LI',), 'Lbl': ('LI', 'Note'), 'TR': ('Table', 'THead', 'TBody', 'TFoot'),
                 'TH': ('TR',), 'TD': ('TR',)}.get(kind)
        if wrong and parent not in wrong:
            slip(f'{kind} stands in {parent} [7.2]')
        for k in kids(e):
            if isinstance(k, int):
                self.mark(page, k)
            elif isinstance(k, Dictionary) and k.get('/Type') == Name('/MCR'):
                self.mark(k.get('/Pg', page), int(k.MCID))
            elif isinstance(k, Dictionary) and '/S' in k:
                self.element(k, kind, page, depth + 1)

    def mark(self, page, mcid):
        seen = self.marks.setdefault(page.objgen, set())
        if mcid in seen:
            slip(f'marked content {mcid} is in the tree twice')
        seen.add(mcid)


def check_page(page, number, in_tree):
    """Everything drawn stands in marked content that the tree knows, or in an artifact [7.1]."""
    stack, ids = [], set()
    for operands, operator in pikepdf.parse_content_stream(page):
        op = str(operator)
        if op in ('BMC', 'BDC'):
            props = operands[1] if op == 'BDC' and isinstance(operands[1], Dictionary) else Dictionary()
            stack.append((str(operands[0]), props.get('/MCID')))
            if '/MCID' in props:
                ids.add(int(props.MCID))
        elif op == 'EMC':
            stack.pop()
        elif op in ('Tj', 'TJ', "'", '"', 'Do', 'sh', 'f', 'F', 'f*', 'B', 'b', 'S', 's'):
            if not any(tag == '/Artifact' or mcid is not None for tag, mcid in stack):
                slip(f'page {number}: {op} draws something that is neither tagged nor an artifact [7.1]')
    if ids - in_tree:
        slip(f'page {number}: marked content {sorted(ids - in_tree)[:5]} is not in the structure tree [7.1]')
    if page.obj.get('/Tabs') != Name('/S'):
        slip(f'page {number}: the order of tabs is not that of the structure [7.18.3]')
    for a in page.obj.get('/Annots', []):
        if a.get('/Subtype') != Name('/Popup') and '/StructParent' not in a:
            slip(f'page {number}: an annotation outside the structure [7.18.1]')
        if int(a.get('/F', 0)) & 2:
            slip(f'page {number}: a hidden annotation')


def check_fonts(pdf):
    for o in pdf.objects:
        if not isinstance(o, Dictionary) or o.get('/Type') != Name('/Font') or '/DescendantFonts' not in o:
            continue
        if '/ToUnicode' not in o:
            slip(f'font {o.get("/BaseFont")} has no ToUnicode [7.21.7]')
        for d in o.DescendantFonts:
            descriptor = d.get('/FontDescriptor', Dictionary())
            if not any(k in descriptor for k in ('/FontFile', '/FontFile2', '/FontFile3')):
                slip(f'font {o.get("/BaseFont")} is not embedded [7.21.4]')


def check(path):
    pdf = pikepdf.open(path)
    root = pdf.Root
    if not root.get('/MarkInfo', Dictionary()).get('/Marked', False):
        slip('MarkInfo.Marked is not true [6.2]')
    lang = str(root.get('/Lang', ''))
    if not re.fullmatch(r'[a-z]{2,3}(-[A-Za-z0-9]+)*', lang):
        slip(f'the language is "{lang}" [7.2]')
    if not root.get('/ViewerPreferences', Dictionary()).get('/DisplayDocTitle', False):
        slip('DisplayDocTitle is not true [7.1]')
    xmp = root.Metadata.read_bytes().decode() if '/Metadata' in root else ''
    if not re.search(r'pdfuaid:part(="1"|>1<)', xmp):
        slip('the metadata does not say PDF/UA-1 [5]')
    if not re.search(r'<dc:title>.*\S.*</dc:title>', xmp, re.S):
        slip('the metadata has no title [7.1]')
    if '/StructTreeRoot' not in root:
        slip('there is no structure tree [7.1]')
        return
    walk = Walk()
    for k in kids(root.StructTreeRoot):
        walk.element(k, 'root', None)
    if not walk.headings or walk.headings[0] != 1:
        slip('the first heading is not H1 [7.4]')
    for a, b in zip(walk.headings, walk.headings[1:]):
        if b > a + 1:
            slip(f'after a heading of level {a} comes one of level {b} [7.4.2]')
    if 'P' not in walk.types:
        slip('there is no paragraph')
    for number, page in enumerate(pdf.pages, 1):
        check_page(page, number, walk.marks.get(page.obj.objgen, set()))
    check_fonts(pdf)


check(sys.argv[1])
print('\n'.join(slips) if slips else 'ok')
sys.exit(1 if slips else 0)
