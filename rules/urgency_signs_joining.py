"""Short word lists that join with the larger ones: how bad, how long, what makes it harmless. Data only."""

from __future__ import annotations

JOINING = {
    "umbilical": (
        "umbilical cord (is |)(coming|hanging|out|showing), cord (is |)(hanging|coming|sticking) out, cord "
        "(hanging|came) out, like a cord hanging, see (the|a) cord, feel (the|a) cord"
    ),
    "one_side_word": (
        "one side, on my (left|right), left side, right side, de un lado, del lado, lower left, lower right, low on"
        " my, shoulder, hombro, one sided"
    ),
    "period_word": "period, periods, menstrual, endo, endometriosis, ovulat*, monthly",
    "kill_word": (
        "killing me, kills me, killing him, killing her, me esta matando, me mata, is killing, are killing, like hell"
    ),
    "hip_word": "hip, knee, sciatica, joint, ankle, muscle",
    "rock_word": (
        "rock hard, hard as a (rock|board|table|brick|drum), hard like a (rock|board|table|brick), like a (board|"
        "rock|table|brick), stiff as a board, dura como (una |)(piedra|tabla|roca), como (piedra|tabla)"
    ),
    "foul_vomit_strong": (
        "(vomiting|throwing up|puking|threw up) (poop|feces|stool|what (looks|smells) like poop|stuff that smells "
        "like poop), vomit smells like (poop|feces|stool), vomitando (popo|excremento)"
    ),
    "tearing_word": (
        "tearing, ripping, ripped, like something (tore|ripped|burst|popped), to my back, into my back, through to "
        "my back, right through to (my|the) (back|spine), desgarr*, to my spine, between my shoulder blades"
    ),
    "solid_food": "solids, rice, puree, cereal, vegetables, peas, baby food, formula brand",
    "green_only": "green, verde, bile, bilis",
    "baby_bad_strong": (
        "floppy, (is |was |went |gone |going |feels |so |all |very )limp, rag doll, ragdoll, wont wake*, cant "
        "wake*, hard to wake, blue lips, lips (are |look |turned |went |were |kind of |)(blue|purple|gray|grey|"
        "dusky), grunting, bulging soft spot, soft spot (is |looks |)(bulging|sunken|sticking out|swollen|puffed), "
        "unresponsive, aguadit*, flacid*, no reacciona, no despierta, stopped breathing, not breathing, high "
        "pitched (cry|scream), mollera (hundida|saltada|abultada), wont respond, cuesta despertar*, like a noodle, "
        "labios morados, se puso morad*, (turned|turning|went|turns) (blue|purple|gray|grey)"
    ),
    "dropped_baby": (
        "dropped (the |my |our )(baby|son|daughter|newborn|infant), dropped (him|her), baby fell, rolled off (the|"
        "our|my), fell off the (bed|couch|changing table|counter), fell out of (my|his|her|the) (arms|crib|bed|"
        "carrier|car seat|stroller), se (me |)cayo (el|la|mi) (bebe|nino|nina|hijo|hija)"
    ),
    "no_fade_strong": (
        "dont (go away|fade|blanch|disappear|turn white) (when|if), doesnt (go away|fade|blanch|disappear|turn "
        "white) (when|if), stay when, stays when, wont (fade|blanch) when, with a glass, glass test, press a glass,"
        " pressed a glass, still there when, no se quitan cuando, non blanching"
    ),
    "fever_none": "no fever, vaccine, fever policy, without fever, no temp, no chills, afebrile, sin fiebre",
    "septic_strong": (
        "confus*, doesnt know (me|who|where), talking out of (his|her|my) head, mottled, blotchy, breathing (really"
        " |very |so |)fast, cant stay awake, wont wake*, hard to wake, hard to arouse, delirious, delirando, "
        "talking nonsense, not making sense, shaking so hard, shaking uncontrollably, bed shaking, hallucinat*, "
        "shivering (nonstop|uncontrollably), violently shaking, confundid*, no responde, unresponsive, out of it, "
        "seeing things, rambling, slurring, gray, grey, no me reconoce, desorientad*, unconscious, shaking chills, "
        "rigors, blue lips, passing out"
    ),
    "black_flesh": (
        "black, turned black, gone black, black and (smells|smelly), negro, negra, gangrene, gangrena, dead tissue,"
        " dead looking"
    ),
    "foul_smell": "smell*, stink*, huele, apesta, foul, rotten",
    "heat_pump": "pump, pad, pads, bill, letter, rash, assistance, flash*",
    "heat_talk": "avoid, prevent*, history, last, risk, flyer, handout, signs, tips, if",
    "planned_dose": (
        "told me to, as you said, as directed, as prescribed, like you said, you told, doctor said, instructed, ok "
        "to, can i, should i, okay to, is it safe, refill, supposed to, vitamin*, probiotic*, do i need, plan to, "
        "prescribed, allergy, claritin, zyrtec, stool softener*, melatonin, fiber, should we"
    ),
    "whose": (
        "(dad|mom|husband|wife|grandma|grandpa|mother|father|brother|sister|roommate|sons|daughter|son|friend|"
        "cousin|aunt|uncle|boyfriend|girlfriend|grandmother|grandfather|mamaw|nana|papa), someone else, somebody "
        "else, someone elses, wrong persons, de su (abuela|abuelo|mama|papa), de mi (esposo|esposa|mama|papa)"
    ),
    "allowed_food": (
        "allergic, allergy, ok to, can i, can he, can she, safe, interact*, avoid, recipe, prescription, "
        "prescribed, rx, refill, daily, pizza, soup, burger, omelet, salad, dinner, told me to, should i, steak, "
        "supplement, smoothie, quit, quitting, cessation, nicotine patch, nicotine gum, pcp, doctor, counter, "
        "gluten, store, cbd, card, dispensary"
    ),
    "routine_insulin": (
        "refill, prior auth, how do i, should i, can i, pharmacy, pens, supplies, insurance, adjust, change, ready,"
        " copay, cost, extra pen, extra pens"
    ),
    "thinner_double": (
        "(two|double|both|extra) (of my|doses of|of the|of his|of her) (warfarin|coumadin|eliquis|xarelto|pradaxa|"
        "lovenox|blood thinner*), (doubled|double) (my|the|his|her) (warfarin|coumadin|eliquis|xarelto|pradaxa|"
        "lovenox|blood thinner*), warfarin doses plus, two of my warfarin doses, extra (warfarin|coumadin|eliquis|"
        "xarelto)"
    ),
    "gums_word": "period, spotting",
    "blood_count": (
        "test, draw*, lab, labs, work, pressure, sugar, count, donor, donate, type, thinner, thinners, bank, drive,"
        " sample, order, panel, glucose, money"
    ),
    "pad_soft": "pad, pads, tampon*",
    "no_injury": "no falls, fall risk, fall prevention, class, exercises",
    "eye_clinic": (
        "dilated my, dilate, drops, dilation, exam, eye doctor, anisocoria, same as always, born with, always been,"
        " since birth, cataract"
    ),
    "repeats_strong": (
        "(keeps|kept|keep) (on |)(asking|repeating) (me |us |)(the |)(same|what|where|who|when), asking the same, "
        "asked the same, asked (me |us |)the same, same question, over and over, repeating (herself|himself), "
        "repite lo mismo, pregunta lo mismo, la misma pregunta"
    ),
    "same_word": "same, over, again, question*, what, where, lo mismo",
    "screen_word": (
        "portal, screen, website, message, results, app, page, test, lab, labs, appointment, insurance, benefits, "
        "exam, coverage, plan, glasses, attachment, link, far away, up close, print, readers, account, button, "
        "file, photo, document, statement, bill, slots, openings, online, schedule, login, contact, contacts, "
        "password, form"
    ),
    "eye_calm": (
        "itchy, drops for, exam, goggles, protect, mascara, lasik, allergy drops, feels scratchy, safety glasses, "
        "chlorine pool"
    ),
    "eye_flu": "flu, cold, allerg*, sinus, migraine, tired, stomach bug",
    "blink_out": (
        "vanished, disappeared, blacked out, went black, went dark, went gray, went blank, just went, is gone, "
        "totally gone, cut out, shut off, turned off, se apago, se me fue, se le fue, went out"
    ),
    "eye_blood_front": (
        "blood in the (colored|front|iris|pupil), blood pool*, blood behind, blood inside, blood over the (pupil|"
        "iris|colored), level of blood, filled with blood, full of blood"
    ),
    "idiom_nuts": (
        "insurance, driving me, drives me, peanut*, tree, food, eat, allerg*, bolts, butter, snack, ball game, "
        "football, dropped the, play ball, ball park, ballpark, exercise ball, soccer ball, trail mix, eating"
    ),
    "winter": "winter, always, every, raynaud*, years, usual, weather, same as, outside, snow, gloves",
    "no_pulse": "no pulse, cant find a pulse, cant feel a pulse, cant find the pulse, sin pulso, no pulse at",
    "old_leak": (
        "years, when i (laugh|sneeze|cough|jump|run|exercise), sneeze, laugh, cough, kegel*, pads, since the baby, "
        "childbirth, prolapse, diapers, supplies, depends, always, urgency, kegels, potty"
    ),
    "dental_numb": "bike, cycling, bicycle, epidural wore, dentist, years, always, piercing, lidocaine, cream",
    "cancer_spine": (
        "cancer (in|is in|went to|spread to) (my|his|her|the) (spine|back|bones|bone|vertebra*), spine (mets|tumor|"
        "cancer), spinal (mets|tumor|cancer|abscess), mets (to|in) (the |my |his |her |)(spine|bone|bones|back), "
        "metasta*, bone mets, cancer en la columna, myeloma"
    ),
    "breath_fruity": (
        "breath (smells|smelling|is|smell|has) (like |so |really |kind of |)(fruit*|nail polish|acetone|sweet|juicy"
        " fruit|weird|pear*|funny)*, fruity breath, fruity (smelling |smell |)breath, smells fruity, smell fruity, "
        "acetone breath, breathing (really |very |so |)(deep|hard|heavy|fast), breathing deep, aliento (a fruta|"
        "dulce|a acetona), huele a (fruta|acetona), kussmaul, deep fast"
    ),
    "drop_arrow": (
        "dropping, arrow down, arrows down, double down, falling, going down, bajando, sigue bajando, keeps going "
        "down, wont come up, not coming up, still dropping, no sube, after juice, after (two|2|three|3) juices, "
        "keeps dropping"
    ),
    "swallow_not": (
        "cant swallow, wont swallow, no puede tragar, cant drink, wont drink, wont eat, staring, stares, combative,"
        " fighting me, sweating, suda, se queda viendo, drooling, slurr*, wont wake*, acting drunk, out of it, cant"
        " take anything"
    ),
    "thirst_pee": (
        "drinking like crazy, so thirsty, always thirsty, really thirsty, thirsty, peeing (nonstop|constantly|all|a"
        " lot|so much|every)*, drinking (tons|nonstop|gallons|constantly|so much water), mucha sed, orina mucho, "
        "wetting the bed, pees, losing weight, lost weight"
    ),
    "diabetic": "type 1, type one, type i, t1d, diabet*, insulin pump, tipo 1, my pump, pump site",
    "glucagon_given": (
        "(gave|used|given|giving) (him |her |me |my |the |a |)(glucagon|baqsimi|gvoke), glucagon (didnt|isnt|"
        "hasnt)*, le puse glucagon"
    ),
    "stand_word": (
        "stand, stands, standing, get up, gets up, getting up, stood, faint*, black out, blacking out, passed out, "
        "pass out, passing out, sit up, walk, walking, parar, levantar*, pararme, fall, falling, cold, clammy, "
        "barely, desmay*, out of bed, lift, head up"
    ),
    "cold_word": (
        "cold sore, dentist, dental, tooth, sinus, filler, botox, stye, allergies, crying, mumps, novocaine, "
        "chapped, gland*, abscess, salivary, canker, braces, injections"
    ),
    "throat_tight": (
        "throat, tongue, wheez*, cant breathe, voice, hoarse, garganta, lengua, swallow*, hard to breathe, trouble "
        "breathing, tight chest, falta el aire, no puede respirar, respirar, pass out, passing out, passed out, "
        "faint*, vomit*, throwing up, puk*"
    ),
    "epi_talk": (
        "how to, expire*, refill, trainer, training, school, form, renew*, show me, learn, when to, if i, should i "
        "ever, prescription, pharmacy, copay, last year, practice, never used, never had, carry, price, if we"
    ),
    "blister_mouth": (
        "blister* (in|on|inside|around) (my|his|her|the) (mouth|lips|eyes|tongue|genitals), mouth (sores|ulcers|"
        "blisters), sores in (my|his|her|the) mouth, ulcers in (my|his|her) mouth, eyes (are |)(burning|raw|red), "
        "skin (is |)(peeling|sloughing|coming off|burning|hurts), lips (are |)(raw|blistered|peeling|bleeding), "
        "blisters and fever, ampollas en la boca, llagas en la boca"
    ),
    "disc": (
        "(button|disc|disk|coin|lithium|hearing aid|watch|flat|round|remote|little|tiny|small|aaa|aa|double a|"
        "triple a|cell|key fob|toy|disc shaped|silver) (flat |round |silver |disc |disk |button |lithium |cell |"
        "little |tiny |)(battery|batteries), battery, batteries, magnet, magnets, buckyball*, pila, pilas, bateria,"
        " baterias, iman, imanes, button cell, water bead*, orbeez, magnetic (ball|balls|beads)"
    ),
    "disc_in": "up (his|her) nose, in (his|her|my) (nose|ear|throat), stuck in (his|her)",
    "battery_calm": (
        "hearing aid supplies, replace, replaced, monitor, low battery, dead, died, changed, change, charge*, new "
        "battery, recall, car, need, device, dose, hours, mri, meter, cgm, pump, pacemaker, sensor, charger, "
        "covered"
    ),
    "swallow_word": (
        "swallow*, ate, eaten, ingest*, gulped, trago, comio, trague, se comio, put in (his|her) mouth, inhaled, "
        "mouthed, se metio, got down, sucked down"
    ),
    "choked": (
        "choke, choked, choking, atragant*, ahogo con, ahogando con, inhaled a, went down the wrong, aspirated, "
        "breathed in a"
    ),
    "choked_after": (
        "wheez*, cough*, breath*, blue, gag*, drool*, voice, noisy, squeak*, whistl*, still, cant, stuck, purple, "
        "no puede, respirar, silb*, tos, stridor, high pitched, one side, now, peanut, nut, grape, hot dog, toy, "
        "bead, popcorn"
    ),
    "food_stuck": "stuck, lodged, caught, wont go down, hung up, impacted, atorad*, atoro, jammed",
    "spit_word": (
        "spit, saliva, drool*, water comes (back|right)*, cant even swallow, wont go down, everything comes back, "
        "spitting, water back up, no puedo tragar, no puede tragar, throwing up water, water wont, foaming, even "
        "water, own spit, swallow anything, swallow water, bubbl*"
    ),
    "sharp_thing": (
        "needle, pin, safety pin, glass, nail, razor, screw, toothpick, bone, fishbone, thumbtack, tack, blade, "
        "earring, broken glass, aguja, vidrio, clavo, hueso, alfiler, hook, crown, denture*"
    ),
    "coin_word": "coin, quarter, penny, nickel, dime, toy, marble, lego, ring, moneda, bead, rock, key, cap",
    "drool_word": (
        "drool*, gag*, cant swallow, chest, breath*, vomit*, babe*, spit*, stuck, wont eat, crying, throwing up, "
        "pain, hurts"
    ),
    "elder_word": (
        "grandma, grandpa, grandmother, grandfather, elderly, nursing home, abuela, abuelo, abuelita, abuelito, "
        "great aunt, assisted living, in her (70s|80s|90s), in his (70s|80s|90s), my mother, my father, my mom, my "
        "dad, mi mama, mi papa, nana, mamaw, suegra, suegro, mother in law, father in law"
    ),
    "burst_wide": (
        "(burst|popped|split|ripped|busted|tore|came|come) (wide |right |all the way |completely |totally )(open|"
        "apart), wide open, guts, insides, see inside, can see (my |the |)(muscle|fat|mesh|bowel|intestines), "
        "gaping wide, se abrio toda, se me abrio toda"
    ),
    "whole_leg": (
        "whole, entire, all of my, up to (my|the) (groin|thigh|hip|knee), from (my |the |)(groin|thigh|hip) to, "
        "groin to, overnight, thigh to, toda la pierna, hip to, swelled up, blew up, ballooned, twice, double"
    ),
    "leg_color": "purple, blue, dark, red, bluish, discolored, morada, azul, violet, white, maroon, shiny",
    "breath_word": "breath*, air, winded, lungs, aire, respir*, mailbox, stairs, walking",
    "winded_word": "short, winded, out of, cant, hard, hurts, cuesta, falta, puffing, catch, panting, trouble",
    "clot_past": (
        "had (a|blood) clot*, previous clot*, past clot*, prior clot*, clot before, clots before, factor v, factor "
        "five, history of clots, history of (dvt|pe|blood clot*), dvt before, pe before, had a pe, had a dvt, lupus"
        " anticoagulant"
    ),
    "coughs_blood": (
        "cough* up blood, streak of blood, coughed up blood, blood in (the|my|a) (tissue|phlegm|sputum|spit), blood"
        " when i cough*, coughing blood, tos con sangre, pink phlegm, bloody phlegm, specks of blood"
    ),
}
