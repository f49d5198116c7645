"""Words that turn one symptom into a danger, or into a smaller one. Data only."""

from __future__ import annotations

QUALIFIERS = {
    "cp_abbr": "cp, c p",
    "heart_attack": (
        "heart attack*, heartattack, having an mi, an mi, myocardial infarction, coronary, cardiac arrest, widowmaker"
    ),
    "nitro": "nitro, nitroglycerin, ntg, nitrostat",
    "not_relieved": (
        "still there, still hurts, not helping, isnt helping, 3 times, three times, didnt help, no relief, twice, "
        "still having, not relieved, 2 times, still"
    ),
    "sob_mild": (
        "stairs, hill*, when i (walk|exercise|run|exert|jog)*, exertion, going up, on my walks, since my cold, "
        "mild, congest*, allerg*, slight*, out of shape"
    ),
    "when_runs": (
        "after exercise, when i run, exercise, workout, mask, cpap, machine, treatment*, technique*, exercises, class"
    ),
    "stridor": "stridor, high pitched, barking cough, whistling sound",
    "drowning_feeling": "is drowning, feels like drowning, like im drowning, drowning in fluid",
    "droop_limb": (
        "droop*, dragging, dead, wont move, useless, heavy, paraly*, stopped working, not working, doesnt work, "
        "hangs, hangs down"
    ),
    "disobeys": (
        "do what i want, wont do what, stopped working, wont work, dragging, drag, paraly*, cant hold, cant lift, "
        "cant move, cant grip, cant raise, cant feel, dropping things, dropped my coffee, dropped a cup, wont "
        "move, not working, just hangs, cannot hold, cannot lift, cannot move, not moving, useless, gave out, "
        "couldnt lift, couldnt move, couldnt hold, couldnt grip, no puede mover, no puedo mover, unable to move, "
        "unable to lift, went dead, cant use, lift it, wont cooperate, dont cooperate, not cooperating, wont "
        "respond, wont listen"
    ),
    "words_wrong": (
        "words come out wrong, words came out wrong, mixing up words, mixing up (my|his|her) words, speech funny, "
        "words wrong, cant find words, wrong words, trouble typing, words are jumbled, speech is funny, words come "
        "out, word finding difficult*, word finding trouble, cant get (my|his|her|the) words out, couldnt get "
        "(my|his|her|the) words out, trouble getting words out, couldnt speak, couldnt talk, cant speak, cannot "
        "speak, forgot how to talk, cant remember words"
    ),
    "leans_side": (
        "leans to the (left|right), leaning to (one|the left|the right) side, leaning to the (left|right), se va "
        "de lado, falling to one side, tilting to one side"
    ),
    "now": "right now, now, today, again, this morning, just, tonight, signs, minutes ago, another, hour ago, symptoms",
    "cut_marks": "cuts on, cut marks, cuts all over, fresh cuts",
    "nose": "nose, nostril*, nariz",
    "found_note": (
        "(found|found a|found his|found her) (note|notebook|journal|goodbye), says how to do it, theres a date in "
        "it, goodbye note, there is a date in it, gave away (his|her|all|my) *"
    ),
    "tongue_lips": "tongue, lips, lip, throat, uvula",
    "face_throat": "face, throat, neck, lips, cara, garganta, lengua",
    "trouble_swallow": (
        "trouble swallowing, cant swallow, hard to swallow, difficulty swallowing, trouble breathing, cant "
        "breathe, hard to breathe, wheez*, hoarse, short of breath, no puedo tragar, no puede tragar, cuesta "
        "tragar"
    ),
    "tight_word": (
        "tight, closing, closed, closes, clos*, swell*, swollen, thick, constricted, shut, shutting, apretada, cierra"
    ),
    "dental_eye": "tooth, dental, dentist, root canal, stye, pink, eyelid, sinus, allergies, salivary, crying, jaw",
    "allergic_collapse": (
        "cant breathe, wheez*, short of breath, passed out, faint*, dizzy, swelling up, swelled up, swollen face, "
        "face swelling, hoarse, trouble breathing, trouble swallowing"
    ),
    "bleed_none": "test, screening, disorder, gums",
    "preeclampsia_more": (
        "seeing, spots, blurry, blurr*, swollen, swell*, ribs, severe, bad, terrible, vision, wont, worst, face, hands"
    ),
    "vision_spots": (
        "seeing spots, see spots, seeing sparkles, sparkles, spots in my vision, seeing stars, zigzag*, flashing "
        "lights, blurry vision, blurred vision, vision is blurr*, vision blurr*, veo luces, vision borrosa, veo "
        "manchas"
    ),
    "swell_face": "swollen face, face is swollen, face swollen, swollen, puffy, face and hands",
    "no_moves": (
        "baby (isnt|is not|not|hasnt) (kick*|mov*), baby (hasnt|has not|isnt|is not) been (kick*|mov*), (hasnt|has "
        "not) kicked, no kicks, no fetal movement, decreased fetal movement, no movement from (the|my) baby, less "
        "fetal movement, baby stopped (mov*|kick*), baby has stopped (mov*|kick*), baby is quiet, not kicking "
        "much, not moving much, kicking less, moving less, no se mueve (mi|el|la) bebe, bebe no se mueve, bebe ya "
        "no se mueve, hasnt moved all day, havent felt (her|him|the baby|baby|any) (mov*|kick*), bebe no se ha "
        "movido, havent felt any movement"
    ),
    "pain_free": "exercise*, workout, bloat*, flu going, growl*, hungry, acid",
    "worse_sign": (
        "worse, severe, walk, cough, jump, fever, vomit*, stabbing, sharp, bent, cant eat, appetite, empeor*, "
        "caminar, fiebre, move, moved, screaming, touch"
    ),
    "no_gas": (
        "passed gas, pass gas, passing gas, no gas, pooped in, bowel movement in, bowel movement since, vomiting "
        "green, green vomit, bile, passed gas or stool, passing stool, vomiting bile, throwing up green, throwing "
        "up bile"
    ),
    "rigid": (
        "hard as (a|), rigid, rock hard, like a rock, like a board, hard to the touch, board, distended, hard "
        "like, muy dura"
    ),
    "belly_button": "belly button, navel, ombligo",
    "sudden_only": (
        "sudden*, all of a sudden, out of nowhere, in seconds, abrupt*, came on suddenly, instantly, de repente, "
        "de golpe, subito, suddenley, like a switch, came like, all at once"
    ),
    "blue_sweat": (
        "cold sweat*, sweating, clammy, pale, gray, goes through to my back, through to my back, going into my "
        "back, into my back, to my back"
    ),
    "belly_es": "dolor de (estomago|panza|barriga), duele (el|la) (estomago|panza|barriga)",
    "feels_hot": (
        "feels hot, feels really hot, feels very (hot|warm), burning up, very hot, so hot, really hot, feels warm, "
        "feels very warm, bien caliente, muy caliente, hot to the touch, has a temp"
    ),
    "kid_now": (
        "baby, infant, newborn, toddler, son, daughter, child, kid, kids, little one, twin*, bebe, hijo, hija, "
        "nino, nina, month old, year old, grandson, granddaughter, mo old, yr old, he, she, lo, boy, girl, months "
        "old, years old, him, her"
    ),
    "feed_word": "eat, feed, nurse, bottle, drink, comer, mamar",
    "no_tears": (
        "no tears, without tears, crying without tears, sin lagrimas, sunken eyes, sunken soft spot, sunken "
        "fontanel*, soft spot is sunken, bulging soft spot, bulging fontanel*, soft spot is bulging"
    ),
    "no_wet_long": (
        "(8|9|10|11|12|13|14|15|16|18|20|24) hours without, no wet diaper*, wet diaper in "
        "(8|9|10|11|12|13|14|15|16|18|20|24), hasnt peed since (yesterday|last night), hasnt had a wet diaper, not "
        "had a wet diaper"
    ),
    "non_blanching": (
        "doesnt fade when, dont fade when, doesnt blanch, non blanching, wont fade when, glass test, nonblanching, "
        "doesnt fade"
    ),
    "chemo": (
        "chemo, chemotherapy, neutropen*, transplant, immunosuppress*, immunocompromis*, quimio*, no spleen, "
        "splenectomy, leukemia, on prednisone and, rituximab, asplenic, immune suppress*, lymphoma"
    ),
    "temp_100": "100 3, 100 2",
    "central_line": "picc, port a cath, central line, dialysis catheter, hickman, broviac, my port, picc line, tpn",
    "rigors_strong": (
        "shaking chills, rigor*, shaking with chills, shivering, shake with chills, teeth chattering, shaking "
        "uncontroll*, cant stop shivering, cant stop shaking, teeth are chattering, and shaking, shaking and "
        "weak*, temblando de frio, shaking and chills, shivers, chills and shak*, fever and shiver*, shaking, "
        "tiritando, escalofrios"
    ),
    "surgery": "surgery, operation, procedure, cirugia, operated, c section, delivery, biopsy, replacement, catheter",
    "sepsis_word": "sepsis, septic, blood poisoning, blood infection, septicemia",
    "mottled": "mottled, blotchy skin, cold hands and feet, gray skin, skin is gray, clammy",
    "worst_headache": (
        "worst headache*, worst head ache, worse headache of my life, thunderclap headache*, most intense "
        "headache, explosive headache, worst migraine*, peor dolor de cabeza"
    ),
    "ever_life": "ever, life, had, vida",
    "vision_gone": "cant see, double vision, lost vision, blind, blurry, blurred, vision",
    "seizure_more": (
        "two, three, several, first, longer, minutes, another, cluster, today, right now, back to back, again, "
        "hour ago, worse, wont stop, this morning, last night, yesterday, more than one, just had"
    ),
    "seizure_recent": (
        "today, yesterday, last night, week, month, more, frequent, lately, increase, again, worse, had, "
        "breakthrough, recent"
    ),
    "confused_about": (
        "confused about, confused by, confused on, im confused, i am confused, a bit confused, little confused, "
        "confused as to, got confused, confused which, confused why, so confused about, instructions, why, which, "
        "bill, portal, directions, dosage, i was confused"
    ),
    "dementia_mild": "dementia, alzheimer*, forgetful",
    "person": (
        "mother, father, mom, dad, mum, wife, husband, grandma, grandpa, grandmother, grandfather, she, he, son, "
        "daughter, aunt, uncle, mama, papa, esposo, esposa, abuela, abuelo, brother, sister, partner, sudden*, "
        "today, acting, very, anda, patient, mami, papi, getting"
    ),
    "worse_word": "than usual, worse, more, suddenly, this week, today, lately, new, getting, increasing*, since, mas",
    "vitamins_only": (
        "vitamin*, probiotic*, fish oil, multivitamin*, atorvastatin, allergy pill, zyrtec, claritin, should i "
        "double, do i double, can i double, if i double, should i take, calcium, magnesium, melatonin, biotin, "
        "allergy med*, omeprazole, pantoprazole, statin, is it ok to, need to double"
    ),
    "doubled": (
        "double dose*, double dosed, doubled, twice the, too much, too many, extra dose, double my, overdos*, 60 "
        "units instead, wrong dose, instead of (10|15|20|25|30|40|50), three days in a row, two days in a row"
    ),
    "ingest": (
        "swallow*, got into, ate, eaten, drank, took, chewed, licked, ingest*, gotten into, may have swallowed, "
        "got ahold of, got hold of, got a hold of, tomo, trago, comio, put in (his|her) mouth, drunk, eating, "
        "taken"
    ),
    "pills_given": (
        "as prescribed, prescribed, for (his|her) (adhd|asthma|allergies|seizures|anxiety|ear|infection), refuses, "
        "wont take, refused, refill, spit out, spits out, every day, daily, with food, last dose, last pill, "
        "regularly, first dose, hates, antibiotic, can he take, all of (his|her), finished, course, his last, her "
        "last, with water, trouble swallowing, cant swallow pills, the pink, liquid, has been taking, how to take, "
        "vitamin*, tylenol for, tylenol and, motrin and, ibuprofen and, tylenol this, motrin this"
    ),
    "co_sign": "headache*, alarm, leak, dizzy, nausea, exposure, detector",
    "too_many_of": (
        "too many, too much, whole bottle, handful, all of my, all my pills, bunch of, "
        "(10|12|15|20|25|30|40|50|60|100) (of|pills|tablets|tabs|capsules|tylenol|advil), about "
        "(10|12|15|20|25|30|40|50), maybe (10|12|15|20|25|30|40|50)"
    ),
    "someone_elses": (
        "dads, moms, mothers, fathers, husbands, wifes, husband, wife, dad, mom, somebody, someone elses, "
        "roommates, friends, brothers, sisters, grandmas, grandpas, dog, cat, wrong"
    ),
    "swallowed_es": (
        "se tomo mis (pastillas|medicinas|medicamentos), se trago mis (pastillas|medicinas), se tomo las "
        "pastillas, se trago las pastillas, se comio mis pastillas, se tomo el cloro, se tomo unas pastillas, se "
        "trago una (pila|bateria|moneda)"
    ),
    "drug_other": (
        "metoprolol, lisinopril, atorvastatin, losartan, metformin, levothyroxine, sertraline, amlodipine, "
        "carvedilol, gabapentin, prozac, zoloft, lexapro, adderall, prednisone, tramadol, hydrochlorothiazide, "
        "trazodone, atenolol, synthroid, my bp med*"
    ),
    "dose_time": "this morning, tonight, last night, today, by mistake, yesterday, by accident, accidentally, forgot",
    "wrong_dose": (
        "wrong pill*, wrong dose, wrong medic*, took the wrong, gave (him|her) the wrong, took someone else*, took "
        "my (husband|wife|mom|dad|son|daughter)* (pill|pills|medicine|meds), gave the wrong dose, took a double "
        "dose, took my dose twice"
    ),
    "blood_red": "blood, bright red, bloody, sangre, red stuff",
    "black_word": "black, negr*, dark",
    "tar_word": (
        "tar, tarry, sticky, alquitran, chapopote, weak, faint, dizzy, lightheaded, loose, smell*, smelly, pain, "
        "nearly fell"
    ),
    "brbpr": "brbpr, hematochezia",
    "bleed_long": (
        "wont stop, hasnt stopped, wont quit, will not quit, will not stop, cant stop, for an hour, hour, hours, "
        "30 min*, 45 min*, gushing, pouring, swallowing blood, not stopping, dont stop, doesnt stop, keeps going, "
        "no para, 40 min*, 60 min*, 20 min*"
    ),
    "clots_big": (
        "large clots, big clots, huge clots, passing clots, clots the size, clots as big, clots like, size of a "
        "(golf|lemon|plum|egg)*"
    ),
    "injured_head": "hit, hurt*, bump*, bang*, struck, knock*, cut, lump, bruis*, landed",
    "after_head_red": (
        "vomit*, threw up, thrown up, throwing up, confus*, blurr*, seizure, passed out, knocked out, unconscious, "
        "slurr*, blacked out, cant remember, double vision, hard to wake, wont wake*, worse, worsening, fluid, "
        "pupils, drowsy, out cold, doesnt remember, memory, fainted, lost consciousness, puking, sleepy, sleepier, "
        "threwup, clear fluid, keeps falling asleep, dazed, barfed"
    ),
    "after_head_sleepy": "sleepy, sleepier, drowsy, headache, more sleepy, dormid*, confus*, threw up, vomit*, groggy",
    "chronic_sight": (
        "glasses, contacts, cataract*, readers, far away, up close, print, small print, website, portal, screen, "
        "message, results, app, page, video, test results, lab, labs, appointment, glaucoma screening, bill, "
        "attachment, night driving, license, records, button, account"
    ),
    "one_eye": (
        "one eye, left eye, right eye, my eye, an eye, each eye, both eyes, his eye, her eye, un ojo, corner, ojo "
        "izquierdo, ojo derecho"
    ),
    "flashes_two": "shadow, curtain, bunch, shower, veil, lots of",
    "blindness_sudden": (
        "sudden blindness, sudden vision loss, sudden loss of (vision|sight), suddenly blind, went blind, suddenly "
        "(cant|couldnt) see, suddenly lost (my |)(vision|sight), vision went (black|dark), amaurosis"
    ),
    "curtain": "curtain, shade, veil, cortina, black spot, shadow over",
    "twisted": "twist*, torsion, torc*",
    "calf": "calf, calfs, calves, pantorrilla",
    "picc": "picc, iv, line, port, where they put",
    "cast": "cast, splint, boot",
    "both_word": "both, both legs, las dos piernas",
    "shaky": "shaky, shaking, sweaty, sweating, confused, faint, passing out, sudando, temblando, wont come up",
    "big_word": "big, large, moderate, high, positive, lots, huge, strong, dark, heavy",
    "bp_symptom": (
        "headache*, head pounding, head is pounding, head hurts, pounding, vision, blurr*, chest, confus*, weak*, "
        "numb*, short of breath, sob, dizzy, dizziness, nosebleed, faint, nausea*, vomit*, slurr*, trouble, dolor "
        "de cabeza, mareo*, maread*, seeing spots, worst, shaky"
    ),
    "low_symptom": "tired, dizzy, lightheaded, weak, low, fatigue*, faint, mareo",
    "cant_swallow_strong": (
        "swallow (my|his|her) (own |)(spit|saliva), swallow (spit|saliva), spitting up saliva, cant swallow "
        "saliva, drooling, spitting into a cup, lodged in (my|his|her) throat, stuck in (my|his|her|the) throat, "
        "no puede tragar saliva, no puedo tragar saliva, cant swallow spit, spitting out saliva"
    ),
    "cant_swallow": (
        "cant swallow, cannot swallow, unable to swallow, trouble swallowing, hard to swallow, difficulty swallowing"
    ),
    "swallowed_object": (
        "swallowed a (coin|magnet|battery|button|quarter|penny|toy|nail|screw|lego), swallow* a button battery, "
        "swallowed (a |the |)magnets, swallowed button battery, button battery, swallowed (the|some) magnets, se "
        "trago una (pila|bateria|moneda), swallowed batteries"
    ),
    "little_ones": "dog, kids",
    "every_hours": (
        "every hour, every (2|3|4|two|three|four) hours, every hr, all night, more often, more than usual, every "
        "couple hours, nonstop, every few hours, acting up"
    ),
    "breathing_word": "breath*, winded, lying, flat",
    "cough_word": "hurts, hurt, pain, winded, deep",
    "panic": "panic attack*, anxiety attack*, ataque* de panico, nervous breakdown, mental breakdown, breakdown",
    "distress_strong": (
        "hopeless*, worthless*, cant cope, falling apart, in crisis, cant get out of bed, desesperad*, cant go on like"
    ),
    "lasting_long": "a week, weeks, constant*, wont go away, go away, nonstop, semana, semanas, all week, every day",
    "fails": (
        "nothing is working, nothing works, isnt touching, not touching, wont go away, nothing helps, not helping, "
        "isnt helping, no se me quita, isnt working, not working"
    ),
    "unusual": "not like my, different, new, unusual, never, wakes me, worse than, worsening, worse, getting worse",
    "wipe": "wipe, toilet paper, toilet, wiping, underwear, papel",
    "menopause": "menopause, menopausia, postmenopaus*, after sex, between periods, period, periods, menopausal",
    "bruises": "bruis*, moreton*, gums, moretes",
    "gums": "gum, gums, encias",
    "spotting_now": (
        "today, since, days, still, week, yesterday, incision, eye, hour, a little, some, keeps, again, ear, nose, "
        "between"
    ),
    "heavy_period": (
        "heavy period*, heavy bleeding, period is (so|very|really) heavy, bleeding for (2|3|two|three) weeks, "
        "period wont stop, very heavy period"
    ),
    "blurry_mild": (
        "glasses, contacts, cataract*, night driving, readers, screen, dilat*, picture, photo, scan, upload, copy, "
        "image, print, attachment, form, ointment, drops"
    ),
    "numb_mild": "dentist, carpal tunnel, asleep, years, chronic, same, mri, emg, neuropathy cream, brace",
    "over_high": (
        "over 300, over 400, over 350, over 250, above 300, in the 300s, in the 400s, 300s, 400s, way up, mas de "
        "300, mas de 400, arriba de 300, high all week, through the roof, running high, very high"
    ),
    "pulse_word": "pulse, heart, hr, faint, low, dizzy, tired, slow",
    "heart_races": (
        "heart (races|flutters|skips|pounds|is skipping|jumps|stops and starts), heart has been "
        "(skipping|racing|fluttering|acting|doing), my heart (races|flutters|skips|keeps), races out of nowhere, "
        "skips a beat, skipping a beat, corazon se me acelera"
    ),
    "ear_bad": (
        "pus, fever, severe, cant swallow, swollen, drain*, since last night, white spots, blood, bad, terrible, "
        "worse, fiebre, calentura"
    ),
    "fever_word": "fever*, temp, red, hot, warm, swollen, since, chills, leg, arm, foot, hand, face",
    "fever_both": "fever*, chills, uti, pee, burn*, urin*, orinar, temp, calentura, fiebre",
    "infected_strong": (
        "infected, pus, puss, oozing, oozes, foul, green, yellow, red and hot, red hot, hot and swollen, hot and "
        "tender, red streak*, red and swollen, swollen and red, draining, abscess*, supura*, infectad*, hard and "
        "red, swollen red"
    ),
    "fever_long": (
        "days, day, since, yesterday, week, last night, dias, ayer, nights, wont break, wont go, wont come down, "
        "all day, this morning, desde, tonight, today, not coming down, keeps"
    ),
    "fever_now": (
        "chills, cough*, aches, have, has, had, body aches, sick, tengo, tiene, high, got, getting, running, "
        "spiking, sore, rash, vomit*, throwing, weak, still, now, and, with, of, shaking, confirmed"
    ),
    "angina": "angina",
    "angina_now": (
        "worse, again, today, now, rest, more, not working, isnt working, keeps, back, every day, flaring, new, "
        "waking me, woke me"
    ),
    "cant_feel": "cant feel, cannot feel, couldnt feel, lost feeling, no feeling, lost all feeling, unable to feel",
    "cut_myself": "cut myself, cutting myself, burned myself, hurt myself",
    "on_purpose": "on purpose, again, deep, deeper, want to, purposely, intentionally, urge*",
    "upset_chest": "indigestion, heartburn, reflux, gas pain, gas pains",
    "aura": (
        "doomed, sense of doom, something terrible is about, "
        "impending doom, going to die, like im dying, feel like i am dying, feeling of doom, think im dying, i am "
        "dying, im dying"
    ),
    "spotting_pm": "spotting",
    "cold_pair": (
        "cold and (blue|white|black|pale|purple|gray), (blue|white|black|pale|purple|gray) and cold, turned black, "
        "turning black, black and dead"
    ),
    "mixed": "mixed, mixing, breathed in, inhaled, fumes, sprayed, breathing in, exposed",
}
