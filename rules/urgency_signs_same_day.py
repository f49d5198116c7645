"""Words of what needs somebody the same day: infections, rashes, small injuries, missing medicine. Data only."""

from __future__ import annotations

SAME_DAY = {
    "uti_more": (
        "(burns|burning|stings|stinging|hurts|sting|burn|pain|painful) (when|to|while|during|with|as) (i |she |he |"
        "we |my |)(pee*|urinat*|go|tinkle|wee|void*|potty)*, peeing (razor blades|glass|fire), (going|peeing|pee) "
        "(constantly|every (hour|half|10|20|15|30|five|ten|few))*, smelly (pee|urine), cloudy (pee|urine), pee "
        "smells, urine smells, foul urine, dark smelly urine, another uti, a uti, bladder infection, kidney "
        "infection, yeast and uti, arde (al |cuando |)(orino|orinar|hacer|pipi)*, ardor al (orinar|hacer pipi), "
        "gotas de orina, bladder spasms, strong smelling urine"
    ),
    "uti_sign": "burn*, since, days",
    "tick_ring": (
        "bullseye, bulls eye, bull eye, target rash, ring rash, tick, ticks, garrapata, rash in a ring, expanding "
        "ring, ring on, red ring"
    ),
    "shingles_word": (
        "shingles, culebrilla, zoster, blisters in a (stripe|line|band), painful blisters, herpes zoster, band of "
        "blisters, stripe of blisters, blistery rash, painful rash"
    ),
    "ear_more": "ear, ears, earache, oido, oidos, oreja, otitis, eardrum",
    "ear_sick": (
        "fever, temp, drain*, goo, pus, ooz*, leaking, swollen shut, all night, tugging, pulling, screaming, "
        "crying, fiebre, calentura, supura, temp_fever, 101, 102, 103, blood, popped, ruptur*, discharge, hurts so,"
        " throb*, white patches, pus pockets, white spots, tonsils, really bad, cant sleep, grado*, llora*, "
        "killing, drainage, infection, 38, 39"
    ),
    "throat_more": "throat, garganta, tonsil*, amigdalas, strep",
    "pink_eye": (
        "pink eye, pinkeye, conjunctiv*, eye (is |)(goopy|crusty|crusted), yellow (crust|goop|gunk|discharge), eyes"
        " (are |)(goopy|crusty|crusted|glued)*, lagan*"
    ),
    "toe_word": (
        "toe, toenail, ingrown, finger, cuticle, paronychia, una encarnada, dedo, nail, foot, leg, shin, skin, "
        "bump, boil, breast, armpit, groin, cheek, hand, elbow, knee, thigh, piercing, belly button, tattoo"
    ),
    "bite_more": (
        "(cat|dog|bat|raccoon|squirrel|monkey|tick|spider|human|rat|kid|ferret|hamster|bunny|horse|neighbors dog) "
        "(bit|bite|bites|scratched|nipped|chomped)*, bit by (a|my|the|our), bat (was |)in (my|the|our|her|his) "
        "(room|bedroom|house|daughter|son)*, a bat, mordio (un|el|mi) (perro|gato), bitten by"
    ),
    "site_red": (
        "cut, bite, spot, scratch, toe, foot, finger, leg, shin, arm, hand, ankle, knee, skin, patch, calf, breast,"
        " elbow, piercing, tattoo, boil, bump, lump, ulcer, blister, herida, pierna, dedo"
    ),
    "warm_word": (
        "red and (warm|hot|swollen|tender|puffy|angry|painful), hot and (red|swollen|tender), swollen and (red|hot|"
        "tender), red warm, red hot, warm to the touch, hot to the touch, puffy and red, angry red, roja y "
        "caliente, rojo y caliente, spreading, streak*, oozing, pus, tender and warm, warm and (red|tender), "
        "infected, infectad*"
    ),
    "tooth_word": "tooth, teeth, dental, dentist, diente, muela, gum, root canal, abscess",
    "mastitis_more": (
        "(hot|red) (red |hot |)(wedge|spot|patch|lump|streak), breast (is |)(hot|red|hard|infected)*, mastitis, "
        "clogged duct, hot lump in, red streaks on my breast, pecho (rojo|caliente|duro)"
    ),
    "cough_long": "cough*, phlegm, mucus, sputum, tos, flema, chest cold, bronchitis, congestion",
    "exposure": (
        "needle stick, needlestick, stuck (with|by|myself with) a (used |dirty |)needle, used needle, dirty needle,"
        " exposed to (hiv|rabies|hepatitis|measles|meningitis|whooping|pertussis|tb|chickenpox), condom (broke|"
        "broken|came off|slipped), broken condom, unprotected sex, plan b, morning after pill, emergency "
        "contracep*, pep, pastilla del dia siguiente, se rompio el condon"
    ),
    "old_rash": (
        "diaper, year, years, always, clearing, cleared, gone, refill, derm*, same, eczema, heat rash, seasonal, "
        "pollen, chronic, psoriasis, cream, rosacea, hay fever"
    ),
    "day_of": (
        "day (2|3|4|5|6|7|8|9|10|two|three|four|five|six|seven) of, started (the|my|a|taking|on), second dose of, "
        "third dose of, since starting, since i started, after starting, since taking, first dose of, halfway "
        "through, desde que (tomo|empece|empezo)"
    ),
    "rash_new": (
        "new rash, rash (today|all over|since|everywhere|spreading|head to toe|started|showed|popped|came), woke up"
        " with (a |)rash, covered in (a |)rash, broke out in a rash, broken out head to toe, sarpullido (en|por|"
        "desde|nuevo), hives"
    ),
    "days_word": (
        "(2|3|4|5|6|7|two|three|four|five|six|seven|couple|few) (days|nights), second day, third day, fourth day, "
        "since (yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|last night|the weekend), dos "
        "dias, tres dias, cuatro dias, all (night|day|weekend|week), over a day, all of yesterday, day (2|3|4|two|"
        "three|four), desde (ayer|anoche|antier|el lunes|el martes|el domingo|el sabado|el viernes), 24 hours, 36 "
        "hours, 48 hours, a week"
    ),
    "red_sign": (
        "red and, is red, more red, redder, redness, warm, hot, pus, ooz*, drain*, leaking, smell*, yellow, green, "
        "swollen, puffy, split, popped open, gaping, open, opened, infected, roja, rojo, caliente, liquido, "
        "supura*, apesta, huele, weep*, tender, angry, streaks, gunk, foul"
    ),
    "stitch_open": (
        "(stitch|stitches|staples|sutures|glue|steri strips|incision|wound) (popped|came|came out|opened|split|"
        "tore|ripped|pulled|fell out early|broke|busted)*, stitch popped, stitches popped, puntos (abrieron|se "
        "abrieron|se soltaron), se me abrio la herida"
    ),
    "many_times": (
        "(4|5|6|7|8|9|10|12|15|20) times, (4|5|6|7|8|9|10|12|15|20)x, 8x a day, times a day, times today, times "
        "since, nonstop, every (hour|20 minutes|half hour), cada rato, muchas veces, constantly, wont stop, cant "
        "stop"
    ),
    "paper_blood": (
        "blood on (the|my) (tp|toilet paper|paper|tissue), blood when i wipe, bright red blood, blood in (my|the|"
        "his|her) (stool|poop|toilet|bowl|urine|pee|diaper), pink (urine|pee), peeing pink, blood in the toilet, "
        "sangre (al|cuando) (limpiar*|orinar|obrar), sangre en (la orina|el papel|el excremento|la popo), blood "
        "streaks"
    ),
    "out_of": (
        "out of (my |the |his |her |all |all my |)(insulin|prednisone|steroid*|keppra|seizure*|hydrocortisone|"
        "warfarin|eliquis|metoprolol|clonazepam|xanax|ativan|methadone|suboxone|lamictal|dilantin)*, completely "
        "out, totally out, none left, no more, ran out, last dose, last pen, last pill, one dose left, 1 dose left,"
        " wont fill, cant get, no keppra, no insulin, sin insulina, se me acabo, se acabo, run out"
    ),
    "steroid_word": "prednisone, hydrocortisone, steroid*, dexamethasone, cortef, methylprednisolone, prednisona",
    "seizure_word": (
        "keppra, levetiracetam, lamictal, lamotrigine, dilantin, phenytoin, depakote, valproate, seizure (med*|"
        "pill*|medicine), clonazepam, xanax, alprazolam, lorazepam, ativan, klonopin, vimpat, tegretol, eliquis, "
        "xarelto, warfarin, methadone, suboxone, tacrolimus, prograf"
    ),
    "back_only": (
        "years, months, chronic, gym, lifting, pt, massage, same as, mattress, ribs from, workout, exercise*"
    ),
    "stone_word": (
        "stone, stones, kidney stone*, gallstone*, piedra*, calculo*, gallbladder, diverticulitis, appendix, "
        "pancreatitis, crohns, colitis, ovarian cyst"
    ),
    "stone_now": "passing, again, flare, pain, hurts, attack, another, acting up, think, waves, otra vez, ataque",
    "doubled_dose": (
        "doubled (up on |up |)(my|the|his|her), double dose*, took (my |the |his |her |a |)(second|extra|double|"
        "two) (dose|pill|tablet|of|doses)*, took (it|them|my pills|my meds|my dose|my medicine) twice, (morning|"
        "night|evening) (pills|meds|dose|doses) twice, took (my )(night|morning|evening) (pills|meds) (instead|in "
        "the|this)*, gave (him|her) (two|a double|double|an extra)*, tome (doble|dos veces)*, two doses of (his|"
        "her|my), took two of my, dos veces la"
    ),
    "wrong_pill": (
        "wrong (pill|pills|medicine|medication|med|meds|dose|bottle|eye drops|inhaler|strength), mixed up (my|his|"
        "her|the) (pills|meds|medicine|bottles), took (my |the )(husband|wife|mom|dad|son|daughter|dog|cat)*, "
        "pastilla equivocada, medicina equivocada, me equivoque de"
    ),
    "both_legs": "both, ankles, feet, usual",
    "catheter_bad": "foley, catheter, cateter, sonda, suprapubic",
    "sprain_more": (
        "rolled, twisted, sprain*, jammed, fell on, landed on, tweaked, wrenched, hyperextended, popped, "
        "outstretched hand, torci, me torci, se torcio, turned my, injured, hurt my, slammed, smashed, dropped, "
        "banged, caught"
    ),
    "injured_word": (
        "fell, fall, hurt, injur*, jammed, twisted, rolled, slammed, smashed, dropped, door, hit, banged, bruis*, "
        "purple, popped, weight, broken, snapped, crushed, cai, golpe, torci, practice, soccer, football, "
        "trampoline"
    ),
    "jammed": "slammed, jammed, smashed, shut, crushed, caught",
    "blister_word": (
        "blister*, ampolla*, forearm, hand, arm, leg, foot, finger, fingers, thigh, mano, brazo, pierna, dedo, dedos"
    ),
    "cut_more": (
        "cut (my|his|her), sliced (my|his|her), gash*, laceration, me corte, se corto, deep cut, stepped on, cortada"
    ),
    "stitch_need": (
        "stitches, stitch, gaping, deep, open, glass, nail, knife, tetanus, bleeding, wide, puntadas, puntos, inch,"
        " flap, rusty, can, mandoline"
    ),
    "eye_sore": (
        "red and (painful|sore|hurts), hurts, painful, sore, scratch*, something in, swollen, swelled, bump, "
        "burning, light bothers, goop*, watery and, poked, stabbing, throb*, blood, arde, duele, roj*, hinchad*, "
        "blister"
    ),
    "no_poop": (
        "hasnt pooped, not pooped, no poop, constipat*, hasnt gone, no ha hecho, estrenid*, hasnt had a bm, no bm"
    ),
    "weight_up": (
        "(up|gained|gain) (3|4|5|6|7|8|9|10|three|four|five|six|seven) (lb|lbs|pounds|kilos), up (3|4|5|6|7|8) "
        "since, weight (is |)(up|going up|climbing|keeps), gained (3|4|5|6|7|8|9), today 186, weight log, subi (3|"
        "4|5) (kilos|libras), putting on weight"
    ),
    "ankles": (
        "ankle*, feet, legs, swell*, swollen, tight, puffy, sock marks, rings, ring wont, tobillos, pies hinchados,"
        " breath*, bloated, pillow*"
    ),
}
