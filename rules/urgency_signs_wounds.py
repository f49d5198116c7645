"""Words of wounds, heat and treated illness gone wrong: surgery, dialysis, steroids, infection. Data only."""

from __future__ import annotations

WOUNDS = {
    "bone_word": (
        "bone, bones, hueso, shin bone, tibia, femur, elbow bone, tendon*, muscle, tissue, fat, tendones, "
        "ligament*, white stuff"
    ),
    "bone_out": (
        "came through, coming through, through the skin, thru the skin, thru, poking out, poking through, sticking "
        "out, stickin out, sticking through, protruding, popped out of, is out, outside, exposed, showing, visible,"
        " can see, see it, see the, seeing, i see, se le ve, se ve, se me ve, salio, asoma, expuesto, hanging out, "
        "down to, to the bone, clear to, hasta el hueso, looking at"
    ),
    "bone_test": (
        "density, scan, doctor, dexa, specialist, results, report, xray, x ray, marrow, spur*, health, test, mri, "
        "broth, cancer, portal"
    ),
    "bent_bad": (
        "bent (funny|wrong|weird|backwards|backward|sideways|at an angle|at a weird angle|the wrong way|in half|in "
        "a|where), wrong (way|angle|direction), weird angle, funny angle, odd angle, crooked, backwards, facing "
        "backward*, pointing the wrong way, s shape*, zigzag, deformed, looks deformed, sideways, dangling, just "
        "dangles, hanging off, flopping, doblad* (al|para), chueco, chueca, torcido"
    ),
    "body_end": (
        "finger, fingers, fingertip, fingertips, tip, thumb, toe, toes, hand, ear, nose, foot, arm, leg, wrist, "
        "dedo, dedos, pulgar, mano, pie, punta, penis, pinky, elbow, ankle, shin, knee, oreja, forearm, brazo, "
        "pierna"
    ),
    "cut_off": (
        "clean off, right off, cut off, chopped off, sliced off, sawed off, came off, tore off, ripped off, bit "
        "off, bitten off, severed, hanging by, by a (thread|flap|piece), amputat*, lopped, lopped off, took off the"
        " (tip|end), took (the|his|her|my) (tip|finger|thumb) off, all the way off, off with, missing the tip, "
        "degloved, se lo corto, se corto, se mocho, mocho, arranco, nearly off, almost off, mostly off, in a bag, "
        "on ice, off in the, flap, in the blender, crushed flat"
    ),
    "power_tool": (
        "ax, axe, chainsaw, chain saw, table saw, circular saw, miter saw, band saw, skill saw, skilsaw, machete, "
        "lawnmower, lawn mower, mower, slicer, log splitter, sierra, motosierra, hacha, wood chipper, snowblower, "
        "snow blower, angle grinder, grinder, router, power saw, nail gun, hatchet, press, auger, saw, "
        "woodsplitter, blender, planer, jointer"
    ),
    "tool_hurt": (
        "cut, cuts, sliced, chopped, bleed*, blood, deep, mangled, ripped, tore, caught, got, hit, through, hurt, "
        "gash*, corto, corte, sangr*, stitches, bone, tendon, slipped, kicked back, shot, went into, in my, numb"
    ),
    "deep_wound": (
        "deep (cut|gash|wound)*, gash*, laceration*, stab*, puncture*, slash*, sliced, cut open, split open, "
        "gaping, gapes, wide open, cortada profunda, herida profunda, herida abierta, flap, ripped open, tore open"
    ),
    "deep_signs": (
        "cant (bend|move|straighten|feel|wiggle) (my|the|his|her|it)*, numb, spurt*, squirt*, pumping, bone, "
        "tendon*, fat, muscle, yellow stuff, wont close, wont stop, through the (towel|towels|bandage|gauze), neck,"
        " throat, belly, stomach, chest, see inside, no puede (mover|doblar), no puedo (mover|doblar), no deja de "
        "sangrar, no para, white stuff, limp, cold, face, eye, eyelid"
    ),
    "scald": (
        "boiling (water|oil|soup|pot)*, scald*, hot (oil|grease|soup|coffee|tea|water), steam burn, hot tar, "
        "molten, flames, on fire, caught fire, fire, explosion, exploded, gas grill, grill fire, campfire, bonfire,"
        " gasoline, burn*, burnt, agua hirviendo, aceite hirviendo, aceite caliente, agua caliente, quemo, queme, "
        "quemad*, quemadura*, quemaron, fryer, pressure cooker, radiator, acid burn, fireworks, flash burn, ramen, "
        "instant noodles, ironed, lit, torch"
    ),
    "burn_wide": (
        "face, chest, neck, belly, both (hands|arms|legs|feet), whole (arm|leg|hand|back|face|chest|body), all "
        "over, all down, down (his|her|my) (chest|back|legs|front), genitals, private*, groin, entire, half, white "
        "and, leathery, charred, black, no feeling, doesnt hurt, cara, pecho, brazos, piernas, las manos, manos, "
        "todo el, toda la, cuello, espalda, back, thighs, eyebrows singed, nose hairs, singed, peeling off, skin "
        "came off, skin is coming off, skin slid, raw, large, big, bottom, diaper area, airway, lips, foot and leg,"
        " both"
    ),
    "small_burn": (
        "small, tiny, little, minor, dime, quarter size, pencil, sunburn*, sun burn, heartburn, razor, windburn, "
        "rash, money, billing, freezer, itch*, tongue, roof, mouth, pee, urin*, calories, fat, sensation, stomach, "
        "eyes, throat, orinar, toast, dinner, feet at night"
    ),
    "current": (
        "zapped, shocked, electrocut*, got a shock, electric shock, bad shock, jolt, jolted, toque, toques, "
        "descarga, corriente, lightning, struck by lightning, taser, tased, high voltage, voltage"
    ),
    "current_from": (
        "outlet, wire, wires, wiring, electric*, live, socket, panel, cable, lightning, 240, 220, 110, volts, plug,"
        " breaker, enchufe, fence, power line, dryer, microwave, transformer, cord, extension cord, fork, light "
        "switch, contacto"
    ),
    "venom": (
        "rattler, rattle snake, rattlesnake, copperhead, cottonmouth, water moccasin, moccasin, viper, coral snake,"
        " snake, vibora, culebra, serpiente, cascabel, black widow, brown recluse, scorpion, alacran, viuda negra, "
        "timber rattler, pit viper, jellyfish, stingray"
    ),
    "struck_by": (
        "bit, bite, bites, bitten, got me, got him, got her, struck, stung, fang, fangs, mordio, mordida, pico, "
        "picadura, nailed, tagged, latched, sting"
    ),
    "venom_signs": (
        "swell*, swollen, numb, spread*, cramps, cramping, vomit*, muscle, hinchad*, hincha*, sweating, purple, "
        "black, hard to breathe, twitch*, drool*, child, baby, toddler, year old, hijo, hija, nino, nina, dizzy, "
        "eyes"
    ),
    "snake_only": (
        "rattler, rattle snake, rattlesnake, copperhead, cottonmouth, moccasin, viper, coral snake, snake, vibora, "
        "culebra, serpiente, cascabel, pit viper"
    ),
    "beast": (
        "dog, dogs, pit bull, pitbull, perro, perros, german shepherd, rottweiler, coyote, bear, raccoon, bobcat, "
        "hog, horse, bull, husky, mastiff, shark, alligator, pit"
    ),
    "mauled": (
        "tore, mauled, ripped, attacked, mangled, shredded, torn, latched on, face open, chunk, chunk out, took a "
        "chunk, dragged, multiple bites, gashes, gouged, arranco, destrozo, trampled, gored, wouldnt let go, ataco,"
        " atacaron"
    ),
    "beast_bit": "bit, bite, bitten, bites, mordio, mordida, kicked, snapped",
    "bad_place": (
        "face, neck, throat, head, scalp, eye, eyelid, cheek, genitals, cara, cuello, cabeza, lip off, ear off, nose"
    ),
    "impaled": (
        "impaled, stabbed, stab wound, shot (him|her|my|myself|in|through)*, gunshot, bullet, been shot, got shot, "
        "gun went off, nail (is |)(through|in|into) (my|his|her), nail went (through|into|in), nail gun, harpoon*, "
        "speared, arrow, rebar, fence (rod|post|spike), pole through, stick through, went (all the way |clean |"
        ")through (my|his|her) (hand|foot|leg|arm|thigh|cheek|palm|finger), apunal*, balazo, acuchill*, punalada, "
        "pitchfork"
    ),
    "shot_benign": (
        "flu, vaccine, shingles, tetanus, covid, b12, cortisone, allergy, steroid, insulin, booster, pneumonia, "
        "rabies, got his shot, screen, hpv, rsv, photo"
    ),
    "into_body": (
        "hand, foot, leg, arm, knee, thigh, chest, belly, stomach, neck, head, back, shoulder, finger, eye, groin, "
        "abdomen, side, mano, pie, pierna, pecho, estomago, thumb, toe, palm, butt"
    ),
    "near_drown": (
        "nearly drown*, almost drown*, near drowning, drowned, went under, under (the |)water, pulled (him|her) "
        "(out of|from) the (pool|lake|water|tub|bath), found (him|her) in the pool, inhaled (pool |)water, "
        "swallowed a (lot|bunch) of (pool |lake |)water, face down in the (pool|tub|water), se ahogo en, casi se "
        "ahoga, fell in the pool"
    ),
    "after_water": (
        "cough*, breath*, blue, limp, sleepy, vomit*, lethargic, foam*, unconscious, gasping, today, now, ago, "
        "wheez*, tos, respir*, this morning, just, scared, acting, pulled, fast"
    ),
    "no_feel_legs": (
        "cant (move|feel) (my|his|her|either|both|any|his) (leg|legs|arm|arms|feet|hand|hands|toes|body), cant move"
        " anything, arms (are |)(tingl*|numb), (arms|legs|hands|feet) (are |went |feel |)(numb|tingl*|paralyz*), "
        "paralyz*, neck (hurts|pain|is killing), no puede mover las piernas, no siente las piernas, no puedo mover "
        "las piernas, short of breath, hard to breathe, pissing blood, peeing blood, belly is hard, coughing blood,"
        " cant breathe, belly hurts, passed out, knocked out, chest hurts, confused, seatbelt mark, abdomen, "
        "vomit*, dizzy, hip, pelvis, back hurts, cant walk, cant stand, cant get up, unconscious"
    ),
    "big_fall": (
        "fell off (a|the|his|her|my|of|our) (roof|ladder|horse|balcony|scaffold*|truck|deck|atv|bike|motorcycle|"
        "tree|stairs|porch|bunk|scooter|trampoline), fell from (a|the|his|her|my) (roof|ladder|horse|balcony|"
        "second|tree|window|truck|deck|scaffold*), fell down (the|a|some) (stairs|flight|steps), thrown from, "
        "thrown off, hit by (a|the|my) (car|truck|bus|van|suv), run over, ran over, ejected, rolled (the|my|his|"
        "her) (atv|truck|car|quad|jeep), motorcycle (crash|wreck|accident), car (crash|wreck|accident), tboned, t "
        "boned, head on, crushed (by|under|between), pinned (under|between), se cayo (de|del) (techo|la escalera|"
        "caballo|arbol), lo atropello, la atropello, me atropello, atropellaron, atv, rollover, choque, chocamos, "
        "dirt bike, se cayo de las escaleras"
    ),
    "heat_from": (
        "heat, hot car, hot day, hot sun, in the sun, sun, attic, roofing, marathon, sauna, hot tub, outside all "
        "day, no ac, no air conditioning, overheated, heatstroke, heat stroke, heat exhaustion, greenhouse, "
        "insolacion, sol, calor, golpe de calor, 100 degrees, running outside, football practice, mowing, working "
        "outside, heat wave, heatwave, warehouse, yard work, ac broke, ac is out, band camp, locked in the car, "
        "double sessions, construction site"
    ),
    "heat_bad": (
        "confus*, collaps*, talking nonsense, not making sense, passed out, hot and dry, dry and hot, stopped "
        "sweating, not sweating, isnt sweating, seizure, stumbl*, unconscious, doesnt know, hard to wake, wont "
        "wake*, slurr*, delirious, vomit*, no suda, desmay*, incoherent*, confundid*, skin is (hot|dry|red)*, "
        "throwing up, out of it, acting drunk, acting strange, acting weird, acting funny, talking gibberish, wont "
        "respond, fainted, fainting, babbling, staggering, limp, skin hot, no reacciona, rambling, staring, "
        "mumbling"
    ),
    "heat_stroke": "heat stroke, heatstroke, golpe de calor, insolacion fuerte",
}

CARE_SIGNS = {
    "dialysis": "dialysis, dialisis, hemodialysis, peritoneal dialysis, pd fluid, dialize*, dialyzed, hd",
    "missed": (
        "missed, skipped, skip, havent been, havent gone, havent had, didnt go, couldnt go, didnt make it, hasnt "
        "been, hasnt gone, no fui, perdi, falte, falto, no fue, missing, no ride, canceled on me, without"
    ),
    "dialysis_bad": (
        "short of breath, breath*, sob, swollen, swelling, swelled, weak, heart, palpitations, chest, confus*, "
        "sleepy, vomit*, nause*, cant lie flat, puffy, two, 2, three, 3, this week, all week, whole week, both, "
        "hinchad*, falta el aire, debil, twitch*, cramps, face, heavy legs, legs, dos, tres, in a row, last two, "
        "last 2, since last, aire, respirar, itching all over, numb, tingling"
    ),
    "pd_cloudy": (
        "cloudy (fluid|drain|bag|dialysate|effluent|pd)*, (drain|fluid|bag|effluent) (is|was|looks|came out) "
        "(cloudy|milky|bloody)"
    ),
    "lab_called": "potassium, potasio, sodium, hemoglobin, critical lab, critical result, critical value, lab called",
    "lab_bad": (
        "dangerously (high|low), critical, critically (high|low), panic value, critical value, very dangerous, go "
        "to the er"
    ),
    "addison": (
        "addison*, adrenal insuff*, adrenal crisis, adrenal fatigue crisis, adrenals dont, no adrenal*, adrenals "
        "removed, adrenalectomy, hypopituitar*, panhypopit*, pituitary removed, congenital adrenal, cah, stress "
        "dose, stress dos*, steroid dependent, hydrocortisone pill*, hydrocortisone tablet*, cortef, "
        "fludrocortisone, florinef, solu cortef, insuficiencia suprarrenal, adrenal, hydrocortisone down, steroids "
        "down, prednisone down, missed (my|his|her) (steroid*|hydrocortisone|prednisone|cortef), quit (my|the|"
        "taking|taking my) (prednisone|steroids), stopped (my|the|taking|taking my) (prednisone|steroids|"
        "hydrocortisone) (cold turkey|suddenly|all at once)*, out of (my |)(hydrocortisone|cortef|prednisone|"
        "steroids)"
    ),
    "addison_bad": (
        "vomit*, throwing up, threw up, thrown up, puk*, cant keep, keep anything down, fainted, fainting, like "
        "fainting, passing out, pass out, passed out, faint*, collapsed, cant stand, confus*, dizzy, lightheaded, "
        "too weak, so weak, really weak, super weak, very weak, diarrhea, fever, sleepy, out of it, low blood "
        "pressure, blood pressure is low, bp is low, vomito, vomitando, desmay*, debil, wont stop shaking, shaky, "
        "belly pain, stomach bug, stomach flu"
    ),
    "adrenal_other": (
        "nodule, adenoma, mass, incidentaloma, gland, mri, ct, cream, ointment, test, scan, fatigue supplement, "
        "cut, form"
    ),
    "cut_site": (
        "incision*, wound, surgery cut, surgical (cut|site|wound), stitches, staples, sutures, scar, stoma, c "
        "section, csection, surgery site, operation, operated, cirugia, herida, cesarea, puntos, cut, surgery, "
        "belly, hernia repair, hysterectomy"
    ),
    "insides": (
        "insides, guts, intestine*, bowel is, bowel (is |)(out|coming|showing|poking|hanging), bowel, organs, see "
        "(inside|into) (me|my|him|her|it), intestinos, tripas, my insides, gut is, omentum, mesh is"
    ),
    "burst": (
        "open, opened, opened up, popped open, burst, split, came apart, coming apart, ripped, bulging, bulge, "
        "bulges, coming out, came out, hanging out, poking out, sticking out, gaping, wide open, abrio, abierta, "
        "abierto, se sale, salen, salio, look, looking, fell out, can see, see"
    ),
    "neck_surgery": (
        "thyroid surgery, thyroidectomy, neck surgery, carotid, acdf, parathyroid, cervical fusion, tonsillectomy, "
        "neck lift"
    ),
    "neck_bad": (
        "swell*, swollen, tight, breath*, balloon*, bulge, hard, hoarse, swallow*, big, lump, choking, hinchad*"
    ),
    "post_op": (
        "surgery, operation, procedure, operated, colonoscopy, endoscopy, biopsy, bypass, gastric sleeve, sleeve, "
        "hysterectomy, appendectomy, appendix out, gallbladder out, bowel resection, c section, csection, "
        "replacement, cirugia, operaron, me operaron, lo operaron, la operaron, stent, angioplasty, ablation, cath,"
        " tummy tuck, bbl, lipo, colectomy, hernia repair, prostate biopsy, ercp, polyp*"
    ),
    "post_op_bad": (
        "hard as, rigid, rock hard, worst pain, severe pain, belly (is |)(hard|swollen|rigid|huge), bleeding a lot,"
        " a lot of blood, lots of blood, tons of blood, clots, heart (is |)racing, shaking chills, rigors, cant "
        "breathe, short of breath, passed out, faint*, confus*, heart rate, fever and, shivering, excruciating, "
        "pain (is |)(unbearable|out of control|excruciating), nothing but blood, toilet full, mucha sangre, "
        "escalofrios, temblando"
    ),
    "immune": (
        "chemo*, quimio*, no spleen, without a spleen, spleen (removed|out|taken)*, dont have a spleen, "
        "splenectomy, asplenia, asplenic, transplant*, trasplant*, bone marrow, stem cell, bmt, car t, leukemia, "
        "leucemia, lymphoma, linfoma, neutropen*, neutrofil*, anc, sickle cell, sickle, tacrolimus, prograf, "
        "cellcept, mycophenolate, rituximab, rituxan, white count is, white cells are, zero white, no immune "
        "system, immunosuppress*, immunocomp*, cancer treatment*, cancer infusion*, infusion for (my|his|her) "
        "(cancer|lymphoma|leukemia), myeloma, carboplatin, taxol, folfox, anti rejection, antirejection, heart "
        "transplant, kidney transplant, liver transplant, counts are (low|zero|down)"
    ),
    "line_in": (
        "picc*, central line, hickman, broviac, port a cath, chemo port, mediport, my port, his port, her port, the"
        " port, dialysis catheter, permacath, tpn, dialysis line, tunneled, iv antibiotics at home, home iv, "
        "cateter, catheter de dialisis, dialysis port, permcath"
    ),
    "fever_any": (
        "fever*, temp of, feverish, temp is, temperature, fiebre, calentura, running hot, burning up, temp, temps, "
        "febrile, 100 4, shaking chills, rigors, chills, escalofrios, fevr, feverr, running a temp*"
    ),
    "fever_sure": (
        "fever, feverish, fevers, running a fever, fiebre, calentura, burning up, shaking chills, rigors, fevr, "
        "feverr, fevor, escalofrios, febrile"
    ),
    "septic_signs": (
        "confus*, doesnt know (me|who|where|what)*, talking out of (his|her|my) head, out of it, mottled, blotchy, "
        "clammy, cold and clammy, gray, grey, blue lips, breathing (really |very |so |)(fast|hard), fast breathing,"
        " heart (is |)(racing|pounding), cant stay awake, wont wake*, hard to wake, hasnt peed, havent peed, not "
        "peeing, no pee, no urine, no orina, desorientad*, delirious, delirando, talking nonsense, not making "
        "sense, teeth chattering, teeth are chattering, shaking so hard, shaking uncontrollably, uncontrollable "
        "shaking, rattles, bed shaking, bed is shaking, cant get up, cant stand, too weak, so weak, slurring, "
        "seeing things, lethargic, limp, pale, purple, skin is cold, respira (muy |)rapido, confundid*, muy "
        "dormid*, no responde, pass out, fainting, passed out, rambling, hallucinat*, shivering (nonstop|"
        "uncontrollably|so hard), violently shaking, shaking violently, rigors, no se puede parar, sleeping all "
        "day, wont get out of bed, fast heart*, dusky"
    ),
    "infection_word": (
        "uti, infection, infected, pneumonia, cellulitis, kidney infection, bladder infection, foley, catheter, "
        "wound, ulcer, abscess, sepsis, septic, appendix, gallbladder, diverticulitis, dental, tooth, infeccion, "
        "urine, surgery, pus, bed sore, bedsore, pressure sore, foot ulcer, flu, kidney stone, stent, antibiotic*, "
        "pee, covid, herida, stone, red streak*, mastitis, strep, bite"
    ),
    "neck_word": "neck, cuello, nuca",
    "neck_cant": (
        "stiff*, cant bend, cant look down, look down, chin, cant move, wont bend, too much to, rigid*, tieso, "
        "duro, tiesa, rigido, locked, doblar, touch (his|her|my), hurts to bend, hurts to move, hurts so, killing, "
        "wont touch, cant put, arched, hurts when, hurts bad, chest"
    ),
    "light_bad": "light, lights, bright, luz, sun, lamp, lamps, sunlight, dark room",
    "head_ill": (
        "headache*, head hurts, head is (killing|pounding|splitting), head pain, head ache, dolor de cabeza, duele "
        "la cabeza, head pounding, light, lights, bright, vomit*, throwing up, threw up, confus*, luz, sleepy, "
        "irritable, out of it, rash, spots, rigid, duele mucho la cabeza"
    ),
    "purple_spots": (
        "(purple|dark|red|blood|bruise|tiny|little|purplish|pinpoint|pinprick|maroon|black|blue) (red |purple |dark"
        " |tiny |little |looking |bruise |flat |blood |colored )(spot|spots|dots|blotches|blotch|marks|rash|specks|"
        "patches|splotches|bruises|pinpricks|freckles), petechia*, purpura, manchitas (moradas|rojas), manchas "
        "moradas, puntitos (rojos|morados), moretones, pintitas, puntos morados, (spots|rash|dots|marks|blotches|"
        "splotches) (on|all over|that)* (look like bruises|like bruises)*"
    ),
    "no_fade": (
        "dont (go away|fade|blanch|disappear|turn white|change|go white) (when|if|with)*, doesnt (go away|fade|"
        "blanch|disappear|turn white|change|go white) (when|if|with)*, stay when, stays when, stay there when, wont"
        " (fade|blanch|go away) when, with a glass, glass on, glass test, press (a|on) (glass|them|it), pressed (a|"
        "on) (glass|them|it), purple, morad*, still there when, no se quitan, non blanching, when (you|i) press, "
        "spreading, bruise like, like bruises, petechia*"
    ),
}
