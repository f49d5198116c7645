"""Short forms of given names, as people in the United States are called, in English and Spanish.

A small list on purpose: only forms that everybody reads as the longer name. Spellings of one name (Ana and Anna, Jon
and John, Catherine and Katherine) are not in it, nor are names that are often given by themselves (Megan, Harry,
Sue): twins and cousins bear them.
"""

from __future__ import annotations

_LISTED = """
abigail: abby; abraham: abe; albert: al bert; alexander: alex; alexandra: alex; andrew: andy drew; anthony: tony
antonio: tony; arthur: art; barbara: barb; benjamin: ben; bernard: bernie; bradley: brad; catherine: cathy kate
charles: charlie chuck; christina: chris; christine: chris; christopher: chris; concepcion: concha; cynthia: cindy
daniel: dan danny; david: dave; deborah: deb debbie; dolores: lola; donald: don; douglas: doug; edward: ed eddie ted
edwin: ed; elizabeth: beth betsy betty liz; enrique: quique; eugene: gene; frances: fran; francis: fran
francisco: paco pancho; frederick: fred; gabriel: gabe; gabriela: gabi; gerald: gerry jerry; gregory: greg
guadalupe: lupe lupita; guillermo: memo; harold: hal; henry: hank; ignacio: nacho; jacob: jake; jacqueline: jackie
james: jim jimmy; jeffrey: jeff; jennifer: jen jenny; jesus: chuy; john: jack; jonathan: jon; jose: pepe
joseph: joe joey; joshua: josh; katherine: kate kathy katie; kathleen: kathy; kathryn: kate kathy katie; kenneth: ken
kimberly: kim; lawrence: larry; leonard: len; manuel: manny; margaret: maggie meg peggy; marjorie: marge
matthew: matt; michael: mike; mitchell: mitch; nancy: nan; nathaniel: nate; nicholas: nick; pamela: pam
patricia: pat patty trish; patrick: pat; peter: pete; philip: phil; raymond: ray; rebecca: becky
richard: dick rich rick; robert: bob bobby rob; roberto: beto; ronald: ron; rosemary: rosie; russell: russ
samantha: sam; samuel: sam; stephen: steve; steven: steve; susan: susie; theodore: ted teddy; thomas: tom tommy
timothy: tim; victoria: vicky; vincent: vince; walter: walt; wesley: wes; william: bill billy will; zachary: zach
"""


def _read(text: str) -> frozenset[tuple[str, str]]:
    entries = (entry.partition(":") for entry in text.strip().replace("\n", ";").split(";"))
    return frozenset((short, full.strip()) for full, _, shorts in entries for short in shorts.split())


# (short, full), folded as rules/person_names.py folds.
SHORT_FORMS: frozenset[tuple[str, str]] = _read(_LISTED)

# What is sent where there is no name yet. "Baby boy A" and "Baby boy B", "BG Sarah" and "BB Sarah" are two people each.
_NAMELESS = """
babya babyb babyboy babyc babygirl bb bba bbb bg bga bgb boy female girl infant male newborn triplet twin twina twinb
unborn unnamed
"""
_NO_NAMES = """
anon anonymous baby dummy fnu nfn nofirstname noname none notgiven notknown null patient pt sample test tester testing
testpatient unk unknown xx xxx
"""
NAMELESS: frozenset[str] = frozenset(_NAMELESS.split())
NO_NAMES: frozenset[str] = frozenset(_NO_NAMES.split())
