"""The words of symptoms, continued: allergy, circulation, sugar, eyes, spine, skin, urine, injuries. Data only."""

from __future__ import annotations

ALLERGY = {
    "anaphylaxis": (
        "anaphyla*, anaphal*, throat closing*, throat is closing*, throat (feels|is) (like its |)(closing|tight), "
        "throat clos*, throat swell*, throat swollen, throat is swell*, throat swelled, tongue swell*, tongue is "
        "swell*, tongue swollen, tongue feels (thick|swollen|big), swollen tongue, used my epi*, used the epi*, "
        "gave the epi*, just used my epi*, throat tight*, gave him the epi*, gave her the epi*, throat is (getting "
        "|)tight, swelling tongue, throat constrict*, lips and tongue, throat feels tight, angioedema, thick "
        "tongue, tongue is (huge|big|fat|thick|getting bigger), tongue got (big|huge|fat)"
    ),
    "swell": (
        "swell*, swollen, swole*, puff*, blew up, blowing up, blown up, fat lip, thick, enlarg*, ballooned, hinchad*"
    ),
    "hives": "hives, welts, welt, rash*, urticaria, hive, breaking out, broke out, broken out, itch*, itchy, red bumps",
    "hives_only": "hives, welts, hive, urticaria, welt",
    "allergic_airway": (
        "wheez*, trouble breathing, cant breathe, short of breath, throat, tongue, lips, swallowing, hoarse, "
        "coughing, cough, vomit*, throwing up, threw up, dizzy, faint*, passed out, lightheaded, a breath, "
        "breathing, face swoll*, puffy face, face is swoll*, face puffy, swelling up, tight chest, light headed, "
        "voice"
    ),
    "allergen": (
        "ate, stung, sting, bee, wasp, hornet, peanut*, cashew*, nuts, shrimp, shellfish, antibiotic*, "
        "amoxicillin, penicillin, lisinopril, new pill, new medic*, new med, injection, shot, vaccine, bactrim, "
        "contrast, bitten, allerg*, first dose, cream, reaction, almond*, walnut*, sesame, egg*, milk, started, "
        "cookie, fire ants, yellow jacket, latex"
    ),
    "allergic_reaction": (
        "allergic reaction, reacting to, bad reaction, reaction to (the|my) (new "
        "|)(medic*|antibiotic|shot|vaccine|pill)"
    ),
}

CIRCULATION = {
    "leg_swollen": (
        "swollen, swell*, swole*, twice the size, bigger than, puffy, red and hot, hot, warm and red, red, tight, "
        "swoll*"
    ),
    "leg_risk": (
        "pain*, hurt*, sore*, tender, red, hot, warm, flight, flew, surgery, one leg, twice the size, calf, left "
        "leg, right leg, one of my legs, bigger than, drive, cast, picc, port, behind, cramp*"
    ),
    "breath_pain": "deep breath, breathe in, breathing in, take a breath, breathe, breathing, inhale, breath",
    "clot": "blood clot, dvt, clot in (my|his|her), embol*, pulmonary embolism, clot in the leg",
    "travel": (
        "flight, flew, surgery, replacement, operation, long drive, cast, postpartum, bedrest, bed rest, birth "
        "control, after my"
    ),
    "palpitations": (
        "palpitat*, palps, heart rac*, heart is rac*, racing heart, heart pound*, heart is pound*, heart flutter*, "
        "flutter*, heart skip*, skipping beats, skipped beats, skips, heart beat* fast, heart is beating, "
        "irregular heart*, afib, a fib, svt, heart beating out of, heart thump*, atrial fib*, heart is going "
        "(crazy|fast), heart flipping, flip flop*, irregular beat*, heart rate (is |has been "
        "|)(high|fast|up|racing), fast heart*, rapid heart*, heart was (racing|pounding), pulse is racing, racing "
        "pulse, heart keeps (racing|skipping), heart has been (racing|skipping|fluttering|pounding), heart going, "
        "tachycard*, pvcs, beats irregular*, extra beats, arrhythmia, missed beats"
    ),
    "palpit_risk": (
        "racing, happening, episode*, alert*, today, yesterday, week, times, since, now, again, last night, on and "
        "off, out of nowhere, a day, feel, feeling, having, get, getting, keeps, my heart, started, more"
    ),
    "dizzy": (
        "dizz*, dizy, lightheaded*, light headed*, lighthead*, woozy, wooz*, vertigo, room spin*, room is "
        "spinning, (everything|world|things|head) (is |keeps |)spin*, spinning (when|sensation|feeling), room "
        "keeps spin*, giddy, unsteady, off balance, swimmy, lite headed, feel drunk, head rush*, wobbly, faint, "
        "swimmy headed"
    ),
    "hf": "ankles*, legs*, feet, weight, gained, swollen ankles, heart failure, chf, ankle",
    "weight_gain": (
        "gained (2|3|4|5|6|7|8|9|10|12) (lb*|pounds), up (3|4|5|6|7|8|9|10) (lb*|pounds), (3|4|5|6|7|8|9|10) "
        "(lb*|pounds) in, weight is up, weight up"
    ),
    "cold_limb": "cold, white, pale, blue, purple, gray, dusky, black",
    "limb_danger": (
        "numb, cant feel, no feeling, painful, pain, sudden*, cant move, tingl*, no pulse, hurts, cast, dusky, horrible"
    ),
    "oxygen_word": "oxygen, o2, spo2, sats, pulse ox*, sat, oximeter",
    "low": (
        "low, dropping, drops, dropped, wont come up, falling, keeps dropping, going down, in the 70s, in the 80s, "
        "in the low 80s"
    ),
}

SUGAR = {
    "sugar": (
        "sugar, sugars, glucose, bs, blood sugar*, bg, meter, dexcom, libre, cgm, glucometer, reading, azucar, fsbs"
    ),
    "meter_hi": (
        "says hi, just says hi, read hi, reads hi, reading hi, says high, reads high, reading high, shows hi, hi "
        "on the meter, meter hi, reads h i, over 500, over 600, just hi, shows high, it says hi, went hi"
    ),
    "meter_lo": (
        "says lo, reads lo, read lo, says low, reads low, just says lo, reading lo, shows lo, shows low, alarm low"
    ),
    "ketones": "ketone*, dka, ketoacidosis",
    "hypo": (
        "hypo, hypos, hypoglyc*, low sugar*, low blood sugar*, sugar is low, sugar low, lows, sugar crash*, sugar "
        "dropped, sugar drops, two lows, insulin reaction"
    ),
    "hyper": (
        "sugar is high, sugars are high, high sugars, sugars running high, high blood sugar*, hyperglyc*, sugar "
        "high, sugars high, sugars have been high, sugar is way up, ran out of insulin, out of insulin, sugar "
        "running high, no insulin left"
    ),
}

EYES = {
    "no_sight": (
        "lost vision, loss of vision, lost sight, lost my vision, lost my sight, went blind, blind, blindness, "
        "cant see, cannot see, couldnt see, went black, went dark, curtain, shade coming down, shadow over, like a "
        "shade, losing vision, losing my vision, vision loss, lost the vision, losing sight, vision is gone, "
        "vision went, gone black, cant see out of, barely see, sight is gone, can barely see, cant see well, black "
        "in one eye, everything went black in, part of my vision, vision gone, veil, half (of |)(the|my|his|her) "
        "vision, part of (the|his|her) vision"
    ),
    "flashes": "flashes, flashing lights, flashes of light, floaters, shower of floaters, cobwebs, floater, sparks",
    "flash_risk": "new, sudden*, shadow, curtain, lots, bunch, since, burst, today, shower, many, flashes, and",
    "chemical": (
        "bleach, acid, chemical*, drain cleaner, lye, cleaner, ammonia, oven cleaner, splash*, cement, lime, "
        "pepper spray, lawn chemical, detergent, super glue"
    ),
    "blurry": (
        "blurry vision, blurred vision, vision is blurr*, blurr*, vision blurr*, vision is worse, hazy vision, "
        "vision changes"
    ),
    "eye_bad": (
        "pain*, hurt*, red, swollen, goopy, light, scratch*, scratched, something in, pink, injur*, metal, poked, "
        "discharge, swelling, burn*"
    ),
}

SPINE = {
    "no_control": (
        "lost control of (my|his|her) (bowel*|bladder), incontinen*, wet (myself|himself|herself), soiled "
        "(myself|himself|herself), cant control my (bowel*|bladder|pee|urine), lost control of bladder, lost "
        "bladder, lost bowel, cant hold (my|) (pee|urine|bladder|bowel*), losing control of (my|his|her) "
        "(bowel*|bladder), bladder control, bowel control, peeing on myself, pooped myself, peed myself"
    ),
    "cant_pee": (
        "cant pee, cannot pee, cant urinate, unable to (pee|urinate), not able to (pee|urinate), couldnt pee, "
        "unable to pass urine, cant pass urine, hasnt been able to pee, havent been able to (pee|urinate), nothing "
        "comes out, only drops, just drops, no urine coming, retention, catheter (isnt|not|is not) draining, "
        "catheter (is |)(blocked|clogged), cant empty, strain to pee, just dribbles, wont drain, have to strain, "
        "cant go pee, urine wont come"
    ),
    "legs_weak": (
        "legs are weak, weak legs, both legs, legs weak, legs giving out, legs gave out, cant move my legs, cant "
        "feel my legs, legs are numb, legs wont, numb legs, legs went numb, legs are going numb, cant walk"
    ),
    "sciatica": (
        "sciatica, shooting down, pain down (my|his|her) leg, back went out, threw (my|out my) back, back is out, "
        "slipped disc, back spasm*, pinched nerve"
    ),
    "mobility": (
        "cant walk, hardly walk, barely walk, cant move, cant get up, severe, so bad, really bad, worst, spasm*, "
        "cant stand, out of bed, cant sit"
    ),
}

SKIN = {
    "infected": (
        "infected, infection, pus, puss, drain*, ooz*, yellow, green, smell*, foul, hot, warm, redness, red, "
        "leak*, open, opened, split, opening, swollen, spreading, tender, swelling, discharge, dehisc*, weeping, "
        "came apart, coming apart"
    ),
    "spreading": (
        "spreading, red streak*, streak*, red line*, past the line, getting bigger, growing, cellulitis, red and "
        "hot, hot and red, abscess*, red and swollen, swollen and red, swollen red, flesh eating, spread*, up my "
        "arm, up my leg, boil"
    ),
    "cellulitis": (
        "cellulitis, red streak*, abscess*, mastitis, past the line, streaking, pus, infected, red line going, red "
        "line, boil"
    ),
    "uti": (
        "burning when i (pee|urinate|go), burns when i (pee|urinate|go), burn* when, pain* urination, pain with "
        "urination, uti, hurts to pee, bladder infection, urinary tract infection, kidney infection, burning pee, "
        "burning urination, dysuria, cloudy urine, painful to pee, burns to pee, pyelo*, hurts when i "
        "(pee|urinate), pain when (i|) (pee|peeing|urinating), burning with urination, stings when i pee"
    ),
    "uti_now": (
        "burn*, pain*, hurt*, again, think, symptoms, now, fever, since, have, getting, got, bad, came back, "
        "blood, stings, back, days"
    ),
    "ear_throat": (
        "ear pain, earache, ear ache, ear hurts, strep, sore throat, sinus infection, ear infection, tonsil*, pus "
        "coming out"
    ),
    "tooth": "tooth, teeth, dental, gum, jaw, cheek",
    "tooth_bad": "abscess*, swollen, swelling, infected, pus",
    "covid": "covid, flu positive, positive for flu, influenza, tested positive, paxlovid, tamiflu, pneumonia",
    "blood_urine": (
        "blood in (my|his|her|the) (urine|pee), peeing blood, pee is (red|bloody), bloody urine, urine is "
        "(red|bloody), urinating blood, hematuria, pee blood, red urine, bloody pee, blood when i (pee|urinate), "
        "pinkish urine, cola colored"
    ),
    "diarrhea": (
        "diarrhea, diarrhoea, diarhea, diarreah, diarrea, the runs, loose stools, watery stool*, stomach bug, "
        "stomach flu, gastro*, runs"
    ),
    "bug_bad": (
        "times, all day, since, days, bad, cant stop, nonstop, every, night, week, weak, still, blood, severe, "
        "watery, today, yesterday"
    ),
    "dehydrated": (
        "dehydrat*, deyhdrated, cant keep (anything|fluid*|water|liquids|food|it|even water|any fluids|her|my) "
        "down, cant keep (even |)(water|anything) (even |)down, keep anything down, keep water down, keep fluids "
        "down, keep nothing down, nothing stays down, not keeping anything down, keep the * down, dry mouth and, "
        "mouth is very dry, not drinking, wont drink, hardly drink*, barely drink*, unable to keep, keep anything "
        "in, dry lips, keeps nothing down, holding nothing down, cant hold anything down, keep even water down, "
        "keeping nothing down, hold down, cant keep down, isnt keeping, keep the antibiotics down, keep my "
        "(meds|pills|medicine) down, throws up everything, throwing up everything"
    ),
    "jaundice": (
        "jaundice*, eyes (are |look |)yellow, yellow eyes, skin (is |)yellow, yellow skin, turning yellow, eyes "
        "look yellow"
    ),
}

INJURY = {
    "crash": (
        "car (crash|accident|wreck), rear ended, hit by a car, motorcycle, rollover, t boned, mva, car wreck*, "
        "thrown from, fell off (a|the) (roof|ladder), fell from (a|the) (roof|ladder), hit by a truck, fell off a "
        "ladder, fender bender"
    ),
    "gross": (
        "bone is (sticking|showing|out|poking), bone sticking, see (the |)bone, bone through, amputat*, finger "
        "off, cut (my|his|her) finger off, toe off, sliced off, tip off, crushed, stabbed, gunshot, got shot, been "
        "shot, impaled, electrocuted, electric shock, drown*, severed, open fracture, cut (my|his|her) "
        "(finger|thumb|toe) off, sawed off, chopped off, deformed, bent the wrong way, cut off (my|his|her)"
    ),
    "crash_sign": (
        "neck, hurt*, pain*, numb, tingl*, head, chest, belly, dizzy, today, this morning, vomit*, ago, yesterday, just"
    ),
    "burn": "burn, burned, burnt, scald*, burns",
    "burn_big": (
        "both hands, face, boiling, white, charred, whole, large, oil, fire, peeling white, chemical, electric*, "
        "genitals, all over, chest, big"
    ),
    "burn_some": "blister*, stove, hand, arm, leg, hot water, oven, grease, iron, coffee, finger, foot, skin, peeling",
    "fracture": (
        "broke my, broken, fractur*, dislocat*, might be broken, think its broken, cant put weight, put (any "
        "|)weight, cant bear weight, popped out, snapped, cant bend, bear weight, cant walk on, heard a pop, heard "
        "a crack"
    ),
    "sprain": (
        "twisted my, twisted (his|her), sprain*, rolled my, rolled (his|her), fell on my, fell on (his|her), jammed"
    ),
    "bodypart": (
        "ankle, wrist, leg, arm, finger, toe, foot, hip, knee, elbow, collarbone, rib, ribs, shoulder, thumb, "
        "nose, hand, back, neck, bone"
    ),
    "injury_bad": "swollen, swell*, weight, bruis*, walk, broken, move, hurts, pain, cant, popped, crack*",
    "bite": (
        "dog bit, cat bit, bit by, bitten, dog bite, cat bite, bat bite, tick bite, snake*, raccoon, bat in, tick, "
        "animal bite, human bite, bit me, bit my, bit his, bit her, spider bite, bit on the, cat scratched, dog "
        "attacked"
    ),
    "bite_now": (
        "skin, broken, hand, rash, bullseye, bulls eye, swollen, attached, fever, bleeding, face, leg, arm, today, "
        "yesterday, night, head, eye, red, embedded"
    ),
    "snake": (
        "snake bite*, snakebite*, bitten by a snake, bit by a snake, rattlesnake, copperhead, bat bite, black "
        "widow, bat in (the|my) (room|bedroom), snake bit"
    ),
    "cut_deep": (
        "stitches, deep cut, deep gash, gash*, cut deep, laceration*, sliced, needs stitches, rusty nail, stepped "
        "on a nail, puncture*, stepped on glass, nail went, cut (my|his|her) "
        "(hand|finger|arm|leg|foot|thumb|wrist), gaping"
    ),
    "knife": (
        "knife, glass, saw, nail, wood, metal, blade, deep, today, just, open, wide, tetanus, need stitches, "
        "gaping, machete, razor, box cutter, last night"
    ),
}
