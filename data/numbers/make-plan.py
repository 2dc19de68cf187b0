#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the world's telephone numbering plans as small automata.

usage: make-plan.py > ../../src/shared/numbers/plan-data.inc

Reads the metadata, the time-zone prefixes and the names of countries of Debian's
python3-phonenumbers (Apache-2.0). Every regular expression there is compiled here, once, so
that C only ever walks a table: one step per digit. README.md beside it says more.
"""
import itertools
import random
import re
import sys

import phonenumbers
from phonenumbers import PhoneMetadata
from phonenumbers.geodata.locale import LOCALE_DATA
from phonenumbers.tzdata import TIMEZONE_DATA

MAX_DIGITS = 17  # the longest national number libphonenumber knows
ALL_DIGITS = (1 << 10) - 1
NAME_SIZE = 80  # octets of the longest name number-country.c looks for, and its end

# In the order in which the library tries them: the first that matches is the number's kind.
# The numbers are OdNumberKind's in number-plan.h.
SPECIAL_KINDS = (('premium_rate', 5), ('toll_free', 4), ('shared_cost', 6), ('voip', 7),
                 ('personal_number', 8), ('pager', 9), ('uan', 10), ('voicemail', 11))
KIND_NONE, KIND_FIXED, KIND_MOBILE, KIND_FIXED_OR_MOBILE = 0, 1, 2, 3
# Countries whose mobile numbers tell a place, as in the library's _GEO_MOBILE_COUNTRIES.
GEO_MOBILE_CODES = (52, 54, 55, 62, 86)
# What lists call countries besides their names in the data's languages.
OTHER_NAMES = {
    'AE': ('UAE', 'U.A.E.'), 'BA': ('Bosnia',), 'BO': ('Bolivia',),
    'CD': ('DR Congo', 'DRC', 'Democratic Republic of the Congo'),
    'CI': ("Côte d'Ivoire", 'Cote d Ivoire', 'Ivory Coast'), 'CV': ('Cabo Verde',),
    'CZ': ('Czech Republic', 'Czechia'), 'DE': ('GER',),
    'GB': ('UK', 'Great Britain', 'England', 'Scotland', 'Wales',
                           'Northern Ireland', 'Britain'),
    'IE': ('Republic of Ireland', 'Eire'), 'IR': ('Iran',),
    'KR': ('South Korea', 'Republic of Korea'), 'KP': ('North Korea',), 'LA': ('Laos',),
    'MD': ('Moldova',), 'MK': ('Macedonia', 'North Macedonia'), 'MM': ('Burma', 'Myanmar'),
    'NL': ('Holland', 'The Netherlands'), 'RU': ('Russia', 'Russian Federation'),
    'SY': ('Syria',), 'SZ': ('Eswatini', 'Swaziland'), 'TR': ('Turkey', 'Türkiye'),
    'TW': ('Taiwan',), 'TZ': ('Tanzania',),
    'US': ('U.S.A.', 'U.S.', 'United States of America'), 'VE': ('Venezuela',),
    'VN': ('Vietnam', 'Viet Nam'), 'XK': ('Kosovo',), 'AC': ('Ascension Island',),
    'TA': ('Tristan da Cunha',)}
# ISO 3166-1: each country's two letters and its three, which some lists prefer.
THREE_LETTERS = (
    'ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS '
    'AWABW AXALA AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM '
    'BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK '
    'CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV '
    'CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY '
    'EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD '
    'GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM '
    'GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN '
    'ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM '
    'KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA '
    'LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL '
    'MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI '
    'MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU '
    'NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI '
    'PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC '
    'SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD '
    'STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS '
    'TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY '
    'UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF '
    'ZMZMB ZWZWE ').split()
OTHER_TITLES = {'XK': 'Kosovo', 'AC': 'Ascension Island', 'TA': 'Tristan da Cunha'}


# --- regular expressions -> a small program ------------------------------------------------

class PatternReader:
    """Reads the few forms the metadata uses: | ( ) (?: ) [ ] \\d ? {m} {m,n} $ and digits."""

    def __init__(self, text):
        self.text, self.at, self.groups = text, 0, 0

    def read(self):
        tree = self.alternatives()
        assert self.at == len(self.text), self.text
        return tree

    def peek(self):
        return self.text[self.at:self.at + 1]

    def take(self, mark):
        if not self.text.startswith(mark, self.at):
            return False
        self.at += len(mark)
        return True

    def alternatives(self):
        branches = [self.sequence()]
        while self.take('|'):
            branches.append(self.sequence())
        return ('alt', branches)

    def sequence(self):
        items = []
        while self.peek() not in ('', '|', ')'):
            items.append(self.repeated(self.atom()))
        return ('seq', items)

    def atom(self):
        if self.take('(?:'):
            inner = self.alternatives()
            assert self.take(')')
            return inner
        if self.take('('):
            self.groups += 1
            number = self.groups
            inner = self.alternatives()
            assert self.take(')')
            return ('group', number, inner)
        if self.take('['):
            return ('set', self.digit_class())
        if self.take('\\d'):
            return ('set', ALL_DIGITS)
        if self.take('$'):
            return ('end',)
        digit = self.peek()
        assert digit.isdigit(), self.text
        self.at += 1
        return ('set', 1 << int(digit))

    def digit_class(self):
        mask = 0
        while not self.take(']'):
            first = last = int(self.text[self.at])
            self.at += 1
            if self.take('-'):
                last = int(self.text[self.at])
                self.at += 1
            for digit in range(first, last + 1):
                mask |= 1 << digit
        return mask

    def repeated(self, atom):
        if self.take('?'):
            return ('repeat', atom, 0, 1)
        if not self.take('{'):
            return atom
        counts, self.at = self.text[self.at:].split('}')[0], self.text.index('}', self.at) + 1
        least, _, most = counts.partition(',')
        return ('repeat', atom, int(least), int(most or least))


def emit(tree, program):
    """Appends @tree to @program: a list of ('set', mask), ('split', first, second),
    ('open', n), ('close', n), ('end',). The first branch of a split is preferred."""
    kind = tree[0]
    if kind in ('set', 'end'):
        program.append(tree)
    elif kind == 'seq':
        for item in tree[1]:
            emit(item, program)
    elif kind == 'group':
        program.append(('open', tree[1]))
        emit(tree[2], program)
        program.append(('close', tree[1]))
    elif kind == 'alt':
        emit_branches(tree[1], program)
    else:
        _, inner, least, most = tree
        for _ in range(least):
            emit(inner, program)
        for _ in range(most - least):
            emit_branches([inner, ('seq', [])], program)


def emit_branches(branches, program):
    jumps = []
    for branch in branches[:-1]:
        split = len(program)
        program.append(None)
        emit(branch, program)
        jumps.append(len(program))
        program.append(None)
        program[split] = ('split', split + 1, len(program))
    emit(branches[-1], program)
    for jump in jumps:
        program[jump] = ('split', len(program), len(program))


def compile_pattern(text):
    program = []
    emit(PatternReader(text).read(), program)
    program.append(('match',))
    return program


# --- sets of numbers: a node stands for a language, equal languages are one node -----------

class Languages:
    NOTHING, EVERYTHING = 0, 1

    def __init__(self):
        self.rows = [(False, (0,) * 10), (True, (1,) * 10)]
        self.index = {self.rows[0]: 0}

    def node(self, final, children):
        row = (final, children)
        if row not in self.index:
            self.index[row] = len(self.rows)
            self.rows.append(row)
        return self.index[row]

    def step(self, node, digit):
        return self.rows[node][1][digit]

    def is_final(self, node):
        return self.rows[node][0]

    def from_pattern(self, text, lengths=None, prefix=False):
        """Numbers that match @text whole; @prefix: that begin so. @lengths: and are so long."""
        if not text:
            return self.NOTHING
        program, memo = compile_pattern(text), {}

        def build(states, depth):
            key = (states, depth if lengths else 0)
            if key not in memo:
                memo[key] = self._build_row(program, states, depth, lengths, prefix, build)
            return memo[key]

        return build(closure(program, (0,)), 0)

    def _build_row(self, program, states, depth, lengths, prefix, build):
        final = any(program[s][0] == 'match' for s in states)
        if final and prefix:
            return self.EVERYTHING
        if depth == MAX_DIGITS or not states:
            return self.node(final and (not lengths or depth in lengths), (0,) * 10)
        children = []
        for digit in range(10):
            following = [s + 1 for s in states
                         if program[s][0] == 'set' and program[s][1] >> digit & 1]
            children.append(build(closure(program, following), depth + 1) if following else 0)
        return self.node(final and (not lengths or depth in lengths), tuple(children))


def closure(program, starts):
    seen, todo = set(), list(starts)
    while todo:
        state = todo.pop()
        if state in seen:
            continue
        seen.add(state)
        code = program[state]
        if code[0] == 'split':
            todo += code[1:]
        elif code[0] in ('open', 'close'):
            todo.append(state + 1)
    return frozenset(s for s in seen if program[s][0] in ('set', 'match'))


# --- machines: what C walks ---------------------------------------------------------------

class Machines:
    """One pool of nodes (output, ten followers) for all machines; equal nodes are shared.
    A sink is a node that leads to itself: whatever digits follow, the answer stands."""

    def __init__(self):
        self.rows, self.index = [], {}
        self.sink(0)  # node 0: nothing can match any more

    def sink(self, output):
        key = ('sink', output)
        if key not in self.index:
            number = self.index[key] = len(self.rows)
            self.rows.append((output, (number,) * 10))
        return self.index[key]

    def node(self, output, children):
        sink = self.index.get(('sink', output))
        if sink is not None and all(child == sink for child in children):
            return sink
        key = (output, children)
        if key not in self.index:
            self.index[key] = len(self.rows)
            self.rows.append(key)
        return self.index[key]

    def from_language(self, languages, root):
        memo = {0: 0}

        def build(node):
            if node not in memo:
                final, children = languages.rows[node]
                memo[node] = self.node(int(final), tuple(build(c) for c in children))
            return memo[node]

        return build(root)


# --- which region, which kind --------------------------------------------------------------

class RegionSets:
    """The sets of numbers that decide whether a number is @metadata's, and of what kind."""

    def __init__(self, languages, metadata):
        self.languages = languages
        self.same = bool(metadata.same_mobile_and_fixed_line_pattern)
        self.leading = languages.from_pattern(metadata.leading_digits, prefix=True)
        self.has_leading = metadata.leading_digits is not None
        names = [name for name, _ in SPECIAL_KINDS] + ['fixed_line', 'mobile']
        self.general = self.of(metadata.general_desc)
        self.roots = [self.of(getattr(metadata, name)) for name in names]

    def of(self, desc):
        if desc is None or not desc.national_number_pattern:
            return self.languages.NOTHING
        return self.languages.from_pattern(desc.national_number_pattern,
                                           set(desc.possible_length) or None)

    def state(self):
        return (self.leading, self.general, *self.roots)

    def kind(self, state):
        final = [self.languages.is_final(node) for node in state[1:]]
        if not final[0]:
            return KIND_NONE
        for (_, kind), hit in zip(SPECIAL_KINDS, final[1:]):
            if hit:
                return kind
        fixed, mobile = final[-2:]
        if fixed:
            return KIND_FIXED_OR_MOBILE if self.same or mobile else KIND_FIXED
        return KIND_MOBILE if mobile and not self.same else KIND_NONE

    def claims(self, state):
        """libphonenumber's rule: leading digits decide where a region has them."""
        if self.has_leading:
            return state[0] == self.languages.EVERYTHING
        return self.kind(state) != KIND_NONE


def classifier(machines, languages, regions):
    """One machine for a calling code: output = region's place + 1, shifted, and the kind."""
    memo = {}

    def output(states):
        for place, (sets, state) in enumerate(zip(regions, states)):
            if sets.claims(state):
                return (place + 1) << 4 | sets.kind(state)
        return 0

    def build(states):
        if states not in memo:
            if all(node in (0, 1) for state in states for node in state):
                memo[states] = machines.sink(output(states))
            else:
                memo[states] = machines.node(output(states), tuple(
                    build(tuple(tuple(languages.step(node, digit) for node in state)
                                for state in states)) for digit in range(10)))
        return memo[states]

    return build(tuple(sets.state() for sets in regions))


# --- prefixes: international and national, with what to keep of them -------------------------

class Actions:
    """What to do after a prefix matched: keep match[front : length - back] after @literal."""

    def __init__(self):
        self.rows = [None, ('strip', 0, 0, '')]  # 0: no match; 1: drop what matched

    def number(self, action):
        if action not in self.rows:
            self.rows.append(action)
        return self.rows.index(action)


class PrefixCompiler:
    """Leftmost-first matching (as RE2 and Perl do) of a prefix, made into a machine.

    A thread is (program counter, digits before the kept group, digits since it ended); the
    list of threads is in order of preference, so that a match cuts off all after it."""

    def __init__(self, machines, actions, pattern, rule=None):
        self.machines, self.actions = machines, actions
        self.program = compile_pattern(pattern)
        self.group, self.literal = 0, ''
        if rule:
            self.literal, group = re.fullmatch(r'(\d*)\\(\d)', rule).groups()
            self.group = int(group)
        self.memo = {}

    def machine(self):
        return self.build(self.expand([(0, None, None)], 0), 0)

    def expand(self, threads, depth):
        """Follows the threads to digits; returns (threads, accept, accept at the end)."""
        reached, seen, accept, at_end = [], set(), 0, 0
        todo = [(thread, False) for thread in reversed(threads)]
        while todo:
            (at, front, since), ended = todo.pop()
            code = self.program[at]
            if (at, front, since, ended) in seen:
                continue
            seen.add((at, front, since, ended))
            if code[0] == 'split':
                todo += [((code[2], front, since), ended), ((code[1], front, since), ended)]
            elif code[0] in ('open', 'close'):
                mine = code[1] == self.group
                opened = depth if mine and code[0] == 'open' else front
                closed = 0 if mine and code[0] == 'close' else since
                todo.append(((at + 1, opened, closed), ended))
            elif code[0] == 'end':
                todo.append(((at + 1, front, since), True))
            elif code[0] == 'match' and ended:
                at_end = at_end or self.action(front, since)
            elif code[0] == 'match':
                accept = self.action(front, since)
                break
            else:
                reached.append((at, front, since))
        return tuple(reached), accept, at_end

    def action(self, front, since):
        if front is None:
            return 1
        return self.actions.number(('keep', front, since, self.literal))

    def build(self, state, depth):
        threads, accept, at_end = state
        output = accept | at_end << 8
        if not threads:
            return self.machines.node(output, (0,) * 10) if output else 0
        key = (state, depth if self.group else 0)
        if key not in self.memo:
            children = []
            for digit in range(10):
                moved = [(at + 1, front, since if since is None else since + 1)
                         for at, front, since in threads
                         if self.program[at][1] >> digit & 1]
                children.append(self.build(self.expand(moved, depth + 1), depth + 1)
                                if moved else 0)
            self.memo[key] = self.machines.node(output, tuple(children))
        return self.memo[key]


# --- zones -----------------------------------------------------------------------------------

class Zones:
    def __init__(self):
        self.names = sorted({zone for zones in TIMEZONE_DATA.values() for zone in zones})
        self.lists = [()] + sorted(set(TIMEZONE_DATA.values()))

    def machine(self, machines):
        """The longest prefix's list, known as soon as no longer prefix can match."""
        longer = {prefix[:n] for prefix in TIMEZONE_DATA for n in range(len(prefix))}

        def build(prefix, inherited):
            mine = TIMEZONE_DATA.get(prefix)
            output = self.lists.index(mine) if mine else inherited
            if prefix not in longer:
                return machines.sink(output)
            return machines.node(output, tuple(build(prefix + str(d), output)
                                               for d in range(10)))

        return build('', 0)


# --- the whole plan --------------------------------------------------------------------------

class Plan:
    def __init__(self):
        self.machines, self.languages, self.actions = Machines(), Languages(), Actions()
        self.zones = Zones()
        self.regions, self.codes = [], []
        for code in sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE):
            self.add_code(code)
        self.zone_root = self.zones.machine(self.machines)

    def add_code(self, code):
        ids = phonenumbers.COUNTRY_CODE_TO_REGION_CODE[code]
        metadata = [PhoneMetadata.metadata_for_region_or_calling_code(code, name)
                    for name in ids]
        root = classifier(self.machines, self.languages,
                          [RegionSets(self.languages, m) for m in metadata])
        self.codes.append((code, len(self.regions), len(ids), root))
        for name, m in zip(ids, metadata):
            self.regions.append(self.region(name, code, m))

    def region(self, name, code, m):
        general = self.languages.from_pattern(m.general_desc.national_number_pattern)
        return {
            'name': name, 'code': code,
            'general': self.machines.from_language(self.languages, general),
            'idd': self.prefix(m.international_prefix),
            'national': self.prefix(m.national_prefix_for_parsing,
                                    m.national_prefix_transform_rule),
            'lengths': length_mask(m.general_desc.possible_length),
            'local': length_mask(m.general_desc.possible_length_local_only),
            'trunk': m.national_prefix or ''}

    def prefix(self, pattern, rule=None):
        if not pattern:
            return 0
        return PrefixCompiler(self.machines, self.actions, pattern, rule).machine()


def length_mask(lengths):
    return sum(1 << n for n in lengths if n > 0)


# --- proof: the machines say what the regular expressions say ---------------------------------

def walk(plan, root, digits):
    node = root
    for digit in digits:
        node = plan.machines.rows[node][1][int(digit)]
    return plan.machines.rows[node][0]


def run_prefix(plan, root, digits):
    """The same steps as number-reading.c's drop_prefix()."""
    node, best, length = root, 0, 0
    for at in range(len(digits) + 1):
        output = plan.machines.rows[node][0]
        if output & 255:
            best, length = output & 255, at
        if at == len(digits):
            if output >> 8:
                best, length = output >> 8, at
            break
        node = plan.machines.rows[node][1][int(digits[at])]
        if node == 0:
            break
    if not best:
        return None
    word, front, back, literal = plan.actions.rows[best]
    kept = literal + digits[front:length - back] if word == 'keep' else ''
    return kept + digits[length:]


def expected_prefix(pattern, rule, digits):
    match = re.match(pattern, digits)
    if not match:
        return None
    if rule and match.groups()[-1]:
        return re.sub(pattern, rule, digits, count=1)
    return digits[match.end():]


def samples(m, count, chance):
    """Digits near what @m's patterns look for: examples, with changed digits and prefixes."""
    examples = [d.example_number for d in (m.fixed_line, m.mobile, m.toll_free, m.voip)
                if d and d.example_number] or ['123456789']
    heads = ['', '0', '1', '8', '06', '90', '80', '015', '044', '00', '011', '99', '119']
    for _ in range(count):
        digits = list(chance.choice(examples))
        for _ in range(chance.randrange(5)):
            digits[chance.randrange(len(digits))] = str(chance.randrange(10))
        digits[4:4] = chance.choice(['', '', '15', '5'])
        text = chance.choice(heads) + ''.join(digits)
        yield text[:chance.choice([len(text), chance.randrange(3, 19)])][:MAX_DIGITS]


def prove(plan):
    chance, tried = random.Random(1), 0
    for region in plan.regions:
        m = PhoneMetadata.metadata_for_region_or_calling_code(region['code'], region['name'])
        general = re.compile(m.general_desc.national_number_pattern)
        for digits in samples(m, 3000, chance):
            assert bool(walk(plan, region['general'], digits)) == bool(general.fullmatch(digits))
            for root, pattern, rule in (
                    (region['idd'], m.international_prefix, None),
                    (region['national'], m.national_prefix_for_parsing,
                     m.national_prefix_transform_rule)):
                if pattern:
                    want = expected_prefix(pattern, rule, digits)
                    got = run_prefix(plan, root, digits)
                    assert got == want, (region['name'], pattern, digits, got, want)
            tried += 1
    print(f'proved on {tried} numbers', file=sys.stderr)


# --- writing ---------------------------------------------------------------------------------

def pack(rows):
    """A node's ten followers are few and repeat: the node names a pattern of the ten digits
    (which of its followers each digit takes) and where its followers begin."""
    patterns, edges, nodes = {}, [], []
    lists = {}
    for output, children in rows:
        distinct = sorted(set(children), key=children.index)
        pattern = tuple(distinct.index(child) for child in children)
        base = lists.get(tuple(distinct))
        if base is None:
            base = lists[tuple(distinct)] = len(edges)
            edges += distinct
        nodes.append((base, patterns.setdefault(pattern, len(patterns)), output))
    return list(patterns), edges, nodes


def lines(items, width=90):
    line = ''
    for item in items:
        if len(line) + len(item) >= width:
            yield line
            line = ''
        line += item
    yield line


def print_array(declaration, items):
    print(f'const {declaration} = {{')
    print('\n'.join(lines(items)))
    print('};\n')


def write_nodes(plan):
    patterns, edges, nodes = pack(plan.machines.rows)
    assert len(nodes) < 65536 and len(patterns) < 65536 and len(edges) < 65536
    print_array(f'uint8_t od_number_patterns[{len(patterns)}][10]',
                ('{' + ','.join(map(str, p)) + '},' for p in patterns))
    print_array(f'uint16_t od_number_edges[{len(edges)}]', (f'{e},' for e in edges))
    print_array(f'OdNumberNode od_number_nodes[{len(nodes)}]',
                (f'{{{b},{p},{o}}},' for b, p, o in nodes))
    size = 10 * len(patterns) + 2 * len(edges) + 6 * len(nodes)
    print(f'{len(nodes)} nodes, {len(edges)} edges, {len(patterns)} patterns: {size} octets',
          file=sys.stderr)


def write_regions(plan):
    print_array(f'OdNumberRegion od_number_regions[{len(plan.regions)}]', (
        '{"%s","%s",%d,%d,%d,%d,0x%x,0x%x},' % (
            r['name'], r['trunk'], r['code'], r['general'], r['idd'], r['national'],
            r['lengths'], r['local']) for r in plan.regions))
    print_array(f'OdNumberCode od_number_codes[{len(plan.codes)}]', (
        '{%d,%d,%d,%d,%d},' % (code, first, count, root, code in GEO_MOBILE_CODES)
        for code, first, count, root in plan.codes))
    assert len(plan.codes) < 256 and len(plan.actions.rows) < 256
    by_code = [0] * 1000
    for place, (code, *_) in enumerate(plan.codes):
        by_code[code] = place + 1
    print_array('uint8_t od_number_code_places[1000]', (f'{place},' for place in by_code))


def fold(name):
    """As number-country.c's fold()."""
    return ''.join(c for c in name if ord(c) >= 128 or c.isalnum()).translate(
        {upper: upper | 32 for upper in range(65, 91)})


def every_name():
    """Folded name -> the regions that somebody calls so. Other scripts than ASCII have their
    capitals in the table, because C does not know them."""
    found = {}
    for region, languages in LOCALE_DATA.items():
        names = {name for name in languages.values() if not name.startswith('*')}
        for name in names | {n.upper() for n in names} | {n.lower() for n in names}:
            found.setdefault(fold(name), set()).add(region)
    for region, names in OTHER_NAMES.items():
        for name in names:
            found[fold(name)] = {region}
    for pair in THREE_LETTERS:
        found[fold(pair[2:])] = {pair[:2]}
    return found


def write_countries(plan):
    named = sorted((r['name'], place) for place, r in enumerate(plan.regions)
                   if r['name'].isalpha())
    starts = [sum(1 for name, _ in named if name < chr(65 + i)) for i in range(27)]
    print_array('uint16_t od_number_by_name_from[27]', (f'{s},' for s in starts))
    print_array(f'uint16_t od_number_by_name[{len(named)}]',
                (f'{place},' for _, place in named))
    titles = [OTHER_TITLES.get(name) or english_name(name) for name, _ in named]
    print_array(f'char *const od_number_titles[{len(named)}]',
                (f'"{title}",' for title in titles))
    places = dict(named)
    rows = sorted((name.encode(), places[min(regions)]) for name, regions in
                  every_name().items()
                  if len(regions) == 1 and min(regions) in places
                  and len(name.encode()) < NAME_SIZE)
    print_array(f'OdNumberName od_number_names[{len(rows)}]',
                ('{"%s",%d},' % (name.decode(), place) for name, place in rows))
    print(f'const unsigned od_number_name_count = {len(rows)};\n')


def english_name(region):
    names = LOCALE_DATA[region]
    return names['en'] if not names['en'].startswith('*') else names[names['en'][1:]]


def write_actions(plan):
    print_array(f'OdNumberAction od_number_actions[{len(plan.actions.rows)}]', (
        '{%d,%d,%d,"%s"},' % ((row[0] == 'keep', *row[1:]) if row else (0, 0, 0, ''))
        for row in plan.actions.rows))


def write_zones(plan):
    names, lists = plan.zones.names, plan.zones.lists
    starts = list(itertools.accumulate((len(zones) for zones in lists), initial=0))
    print(f'const uint16_t od_number_zone_root = {plan.zone_root};\n')
    print_array(f'char *const od_number_zone_names[{len(names)}]', (f'"{n}",' for n in names))
    print_array(f'uint16_t od_number_zone_lists[{starts[-1]}]',
                (f'{names.index(zone)},' for zones in lists for zone in zones))
    print_array(f'uint16_t od_number_zone_starts[{len(starts)}]', (f'{s},' for s in starts))


def main():
    plan = Plan()
    prove(plan)
    print('/* SPDX-License-Identifier: Apache-2.0\n'
          ' * Made by data/numbers/make-plan.py from python3-phonenumbers',
          phonenumbers.__version__, '(data of\n * libphonenumber, Copyright The'
          ' Libphonenumber Authors). Do not edit. */\n')
    write_nodes(plan)
    write_actions(plan)
    write_regions(plan)
    write_countries(plan)
    write_zones(plan)


if __name__ == '__main__':
    main()
