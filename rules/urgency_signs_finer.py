"""Further short word lists that join with the larger ones, and what is no denial. Data only."""

from __future__ import annotations

FINER = {
    "gush_only": "gush*, spurt*, squirt*, pouring, flooding, chorros, chorreando, borbotones",
    "purple_spots": "look like bruises, looks like bruises, like little bruises, like bruising, look bruised",
    "pure_word": "straight, pure, all, just, only, nothing but, mostly, solid, puro, pura",
    "nose_word": "nose, nariz, nostril*",
    "insulin_wrong": "in place of, en vez de, rather than, thinking it was, thought it was, confused the, grabbed",
    "leaks_self": (
        "wetting (myself|himself|herself|my|his|her), peeing (myself|himself|herself|my|on), pooping (myself|"
        "himself|herself|on)"
    ),
    "compound": (
        "compound fracture*, open fracture*, bone out, bone is out, bone came out, bone through, fractura expuesta,"
        " bone sticking, hueso de fuera"
    ),
    "current": (
        "shock from, got shocked, got a shock, big shock, bad shock, electric shock*, electrical shock*, shocked by"
    ),
    "deep_wound": (
        "knife went, knife slipped, blade went, glass went, blade slipped, stabbed, cut to the bone, went deep, "
        "wound is deep, fell on a knife"
    ),
    "near_drown": (
        "out of the (pool|tub|lake|water|pond|river|bathtub|ocean), from the bottom of the (pool|tub), de la "
        "(alberca|piscina|tina)"
    ),
    "screen_word": "pink, stye, redness, twitch*, irritation, crust",
    "leaks": "gone, have gone, has gone, went, goes",
    "early_preg": "missed period, no period, late on my period",
    "push_word": (
        "feel like pushing, need to push, urge to push, have to push, want to push, wants to push, tengo que pujar,"
        " ganas de pujar"
    ),
    "birth_word": "baby, labor, contraction*, coming, bebe, pregnan*, parto",
    "redness": "around the cut, around (my|the|his|her) (wound|cut|incision|bite|sore), skin around",
    "hours_word": "hour, hours, horas, all night, all day, overnight, since (last night|yesterday|this morning)",
    "epi_used": "(used|gave|given|giving|got|needed) (epi|epipen|epinephrine)",
    "household": "thinner, tiner, aguarras, jabon, suavitizante, pinol, salicilato",
    "leaks_strong": (
        "no control (of|over) (my|his|her|the|) (pee|bladder|bowel*|urine|poop|bottom), lost (all |)control of (my|"
        "his|her) (pee|bladder|bowel*), without knowing, didnt even know, no control of (pee|urine|bowels), no me "
        "di cuenta que me orine"
    ),
    "limb_risk": "dislocat*, popped out, out of socket, dislocad*, zafo, zafad*",
    "came_benign": (
        "wart*, callus, scab*, bandage, ring, mole, splint, polish, skin tag, brace, cane, steri, glove, boot, "
        "cast, sock, frame, walker"
    ),
    "bruise_many": (
        "big, huge, all over, everywhere, lots, many, new, platelets, platelet, plaquetas, spots, dots, muchos, large"
    ),
    "bruise_word": "bruis*, moreton*, moretes, platelet*, plaquetas, petechia*",
    "kicks_ended": "stopped, quit, less, slowed, slowing, slower, nothing, ceased, decreased, reduced, menos, gone",
    "fluid_soft": (
        "something, clear, underwear, panties, leggings, pants, sheets, the bed, stuff, wetness, discharge, "
        "continuously"
    ),
    "leak_strong": "leak*, gush*, trickl*, dribbl*, soaked, soaking, drip*, pouring, chorre*, escurr*, wet",
    "feels_baby": (
        "felt (her|him|the baby|baby|them|any|it|my|anything), feel (her|him|the baby|baby|them|any|my|anything), "
        "feeling (her|him|the baby|baby|them|any|my|anything), he sentido, siento"
    ),
    "soak": (
        "thru, every (5|10|15|20|30|45|ten|fifteen|twenty|thirty) (min|mins|minutes), half hour, in (20|30|10|15) "
        "(min|mins|minutes), drench*, empap*, llen*"
    ),
    "bleed_heavy": (
        "thru, every (5|10|15|20|30|ten|fifteen|twenty|thirty) (min|mins|minutes), all red, hemorrhaging, turned "
        "red, only blood, pure blood, straight blood, just blood, muchisima, harto, mucha sangre, sale mucha"
    ),
    "stool": "rear, rear end, backside, bowl, my behind, butthole",
    "soft_spot": "soft spot, fontanel*, mollera",
    "spot_bad": (
        "bulg*, puff*, sunk*, swollen, stick*, sink*, hundid*, abultad*, saltad*, tight, dent*, hinchad*, high, "
        "pushed, poking, popped"
    ),
    "immune_life": (
        "transplant*, trasplant*, no spleen, without a spleen, spleen (removed|out|taken), dont have a spleen, "
        "splenectomy, asplenia, asplenic, sickle cell, tacrolimus, prograf, cellcept, mycophenolate, anti "
        "rejection, heart recipient, kidney recipient, sin bazo"
    ),
    "gum_nose": "gums, nose, encias, nariz, mouth",
    "pierce_obj": (
        "fishhook, fish hook, hook, dart, pellet, bb, arrow, needle, thorn, shard, nail, screw, toothpick, glass, "
        "wire, staple, pencil, bullet, splinter of (metal|steel)"
    ),
    "in_eye": (
        "in (my|his|her|the|one) (eye|eyes|eyeball|eyelid), into (my|his|her|the|one) (eye|eyes|eyeball|eyelid), "
        "through (my|his|her|the) (eye|eyelid|eyeball), en el ojo"
    ),
    "testicle": (
        "(son|sons|boy|boys|kid|kids|husband|boyfriend|brother|that|other) (nut|ball|nuts|balls|testicle), ball "
        "pain, nut pain, pain in the balls, huevito*"
    ),
    "cry_out": (
        "crying, cries, screaming, scream, cant walk, wont walk, throwing up, threw up, vomit*, waddl*, limping, "
        "llorando, llora, pain*, hurt*, sobbing, grito*, whimper*"
    ),
    "skin_sheets": (
        "skin (is |)(coming|falling|sliding|sloughing) off, in sheets, skin sloughing, se me cae la piel, skin slides"
    ),
    "kid_overdose": (
        "adult (tylenol|ibuprofen|motrin|advil|dose|strength|medicine|cough|benadryl|pill*|aspirin), ten times "
        "(the|his|her), 10 times (the|his|her), 10x, ten x, (double|triple|twice) (the|his|her) dose, too much "
        "(tylenol|benadryl|motrin|ibuprofen|medicine|cough|melatonin|insulin), the whole bottle, tablespoons "
        "instead, wrong syringe, misread the"
    ),
    "danger_drug": "metadona, oxicodona, morfina, warfarina, fentanilo, metoprolol, opioide*, xarelto",
    "opioid": "metadona, oxicodona, morfina, fentanilo, buprenorphine, hydromorphone, xans, oxycontin",
    "mistake_word": (
        "por error, por equivocacion, equivocad*, accidentally, accidently, by accident, by mistake, on accident, "
        "mistakenly, mistake, mixed up, wrong"
    ),
    "scald_boil": (
        "boiling*, scald*, hot (oil|grease|soup|water|coffee|tea|cocoa|noodles|ramen), agua (hirviendo|caliente), "
        "aceite (hirviendo|caliente), sopa caliente, cafe caliente, steaming"
    ),
    "spilled": (
        "spill*, pulled, poured, on (himself|herself|him|her|me|his|my|the baby), splash*, dumped, knocked, tipped,"
        " grabbed, se echo, se tiro, se le cayo, cayo encima, all over, down (his|her|my)"
    ),
    "spit_word": (
        "water down, get water, even get, not even water, anything down, comes right back, come back up, gets stuck too"
    ),
    "neck_surgery": "thyroid (came|was|taken|removed|out|surgery|op|operation), (after|since|had) (my |)thyroid",
    "stiff_neck": (
        "(cant|cannot|couldnt|wont|unable to|hurts to|not able to|refuses to|cant even) (touch|get|put|bend|move|"
        "tuck|lower|flex|turn|drop) (my|his|her|the|their|) (chin|neck|head down), chin to chest"
    ),
    "installed": (
        "install*, bought, replace*, mounted, thank*, where, which, batteries, new battery, need a, recommend*, "
        "bill, tip, get a"
    ),
    "pad_paper": (
        "insurance, covered, coverage, order*, supplies, deliver*, prescription, medicaid, incontinence, ship*, "
        "cotton, steel wool, heating"
    ),
    "uti_more": (
        "arde (cuando|al|mucho), infeccion (de|en) (la |)orina, creo que tengo infeccion, arde hacer, ardor cuando,"
        " pica al orinar, peeing fire"
    ),
    "drug_start": (
        "(started|starting|began|begun|on|taking|switched to) (the |my |a |new |taking )(allopurinol|lamictal|"
        "lamotrigine|bactrim|amoxicillin|antibiotic|medicine|pill|med|medication), after starting, since starting, "
        "since i (began|started), desde que empece, con la medicina nueva, starting (allopurinol|lamotrigine|"
        "lamictal|bactrim)"
    ),
    "bumps": "bumps, rash, spots, hives, itch*, ronchas, sarpullido, welts, splotches, blotches, granos",
    "covid": (
        "positive flu, positive covid, flu test, covid test positive, have the flu, have covid, tengo covid, "
        "influenza a, flu a, positive for covid"
    ),
    "keep_less": (
        "cant keep (much|a lot|food|anything) (down)*, keep much down, not keeping much, throwing up (all|every|5|"
        "6|7|4)*"
    ),
    "throat_word": "throat, tongue, voice, garganta, lengua, airway, neck, breathing, breathe, lungs",
    "odd_word": (
        "funny, weird, scratchy, itch*, tight*, thick, clos*, swell*, swollen, tingl*, hoarse, changing, shut*, "
        "lump, cerr*, hinch*, hard, trouble, cant, cuesta, strange, odd, constrict*, narrow*"
    ),
    "small_burn": "uti, bladder",
    "long_since": "month, months, type of, weeks, dry cough, as a, as an, year, years, allergic to, in mind, chart",
    "cut_verb": "cut, cuts, sliced, chopped, gash*, slashed, corto, corte, stabbed, sawed, nicked",
    "planned_dose": (
        "wrong (number|strength|bottle|color|size) (of|for), gave (me|us) the wrong, faxed, faxes, fax, refills "
        "needed, request*, olvide, salte, tomo doble, pharmacy, never heard, nobody answered, didnt open, havent "
        "opened, label, looks different, skip"
    ),
    "routine_insulin": (
        "faxed, faxes, request*, nobody answered, never heard, gave (me|us) the wrong, wrong (number|strength|"
        "bottle|color|size) (of|for), label, never answered, called, sent"
    ),
}

STANDING_CUES = {
    "@helpless": (
        "passed gas, passed any gas, passed wind, passing gas, pooped, fart*, peed, felt (him|her|the|my|any|baby|"
        "it), feel (him|her|the|my baby|baby), touch, bend"
    ),
}
