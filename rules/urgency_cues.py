"""Words that say an alarming word is not an alarm: negation, the past, other people, what-ifs, idioms. Data only.

English and Spanish together: patients mix them. Written as the scan sees text (small, no accents, no apostrophes).
"""

from __future__ import annotations

# Concepts read by rules.urgency_context. A name beginning with "-" hides its words from every symptom.
CUES = {
    "@past": (
        "at birth, when (he|she) was born, hace (un| dos| tres| cuatro| cinco| seis| siete| ocho| nueve| diez| "
        "once| doce| quince| veinte| treinta| muchos| varios| unos| 2| 3| 4| 5| 6| 7| 8| 9| 10| 11| 12| 13| 14| 15| "
        "20| 25| 30) ano*, hace (dos|tres|cuatro|cinco|seis|siete|ocho|nueve|varios|2|3|4|5|6|7|8|9) meses, yrs "
        "ago, yr ago, (y|yrs|years|yr) back, mos ago, "
        "(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|1 st|2 nd|3 rd|4 th|5 th|6 th|7 th|8 "
        "th|9 th|10 th|11 th|12 th) grade, grade school, middle school, junior high, elementary school, freshman "
        "year, senior year, boot camp, basic training, in the (army|navy|service|marines), drinking days, wild "
        "days, younger days, in my teens, as an adolescent, en la (secundaria|prepa|universidad|infancia), in the "
        "(19|20) (50|60|70|80|90) s, in grad school, in law school, in med school, the 90 s, the 80 s, last "
        "(year|summer|winter|spring|fall|autumn|christmas|decade), years ago, year ago, decades ago, ages ago, long "
        "ago, (few|couple|several|6|7|8|9|10|11|12|six|eight|nine|ten|many) months ago, months ago, few months "
        "back, years back, as a (kid|child|baby|teen|teenager|boy|girl|young|toddler), when i was "
        "(a|young|little|pregnant|in|younger|growing|about)*, when (he|she) was (a|little|born|young|younger)*, in "
        "(high school|college|my (20s|30s|40s|twenties|thirties|youth|teens)), childhood, back in (the| my| high| "
        "college| 19| 20| january| february| march| april| may| june| july| august| september| october| november| "
        "december)*, back then, from the spring, in the spring, in the summer, over the winter, in the past, years "
        "out, months out, year out, ano pasado, hace (anos|un ano|dos anos|tres anos|muchos anos|meses|mucho), de "
        "(nino|nina|chico|chica|joven), cuando era, in my younger, way back, the other year, ever since my, "
        "previous pregnancy, last pregnancy, first pregnancy, as an infant, as a newborn, in (the hospital|rehab) "
        "for, in the (90s|80s|70s), when (he|she|i) was "
        "(1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|25), when (he|she|i) was "
        "(one|two|three|four|five|six|seven|eight), at age, at the age of"
    ),
    "@that_was": (
        "that was, it was, this was, that happened, it happened, this happened, thats been, eso fue, fue hace, has been"
    ),
    "@since_when": (
        "today, tonight, this (morning|afternoon|evening), last night, yesterday, now, he, she, i, an hour ago, "
        "just now, hoy, anoche, ayer, ahora"
    ),
    "@befell": (
        "swallowed, got into, fell, choked, collapsed, fainted, passed out, oded, od, overdosed, shot "
        "(him|her)self, stabbed, drowned, seized"
    ),
    "@here": (
        "in my (house|home|bathroom|car|kitchen|living room|bed|yard|arms), at my (house|home|place|door), next to "
        "me, with me, in front of me, here, i found, is blue, not breathing, call 911, called 911, what do i do, "
        "help, wont wake, on the floor, is not waking, isnt breathing, isnt waking, i am with, im with"
    ),
    "@recent": (
        "last month, last week, weeks ago, month ago, week before last, a while (ago|back), the other week, la "
        "semana pasada, el mes pasado, earlier this year, a month back, weeks back, in "
        "(january|february|march|april|june|july|august|september|october|november|december)"
    ),
    "@of": (
        "s p, previous "
        "(suicide|heart|stroke|seizure|dvt|pe|clot|mi|tia|miscarriage|ectopic|overdose|concussion|attempt), history "
        "of, hx of, h o, prior history, past history, prior, past medical history, pmh, previously had, status "
        "post, diagnosed with, was diagnosed, survivor of, survived, used to (have|get|feel|take|faint|pass)*, "
        "antecedente* de, recovered from, recovering from, formerly, known history"
    ),
    "@kin": (
        "mother, father, mom, dad, mum, mama, papa, sister, brother, uncle, aunt, grandmother, grandfather, "
        "grandma, grandpa, cousin, mother in law, father in law, parents, nephew, niece, madre, padre, hermano, "
        "hermana, tio, tia, abuelo, abuela, primo, prima, stepdad, stepmom, sibling, siblings, grandparent*, mi "
        "mama, mi papa, brother in law, sister in law"
    ),
    "@outsider": (
        "tenant, tenants, upstairs neighbor, (a|another) (kid|boy|girl|student|child) (at|in|on), kid in "
        "(his|her|my|their) class, student, passenger, neighbor, neighbour, coworker, co worker, colleague, boss, "
        "friend, friends, teacher, classmate*, roommate, vecino, vecina, amigo, amiga, jefe, celebrity, actor, "
        "somebody at church, a guy, a lady, people who, customer, client, landlord, somebody i know, someone i "
        "know, a woman, a man, my students"
    ),
    "@animal": "dog, cat, puppy, kitten, horse, pet, parrot, perro, gato",
    "@ate": "got into, ate, eaten, swallowed, chewed, drank, gotten into",
    "@had": (
        "had, has had, died, dies, passed away, passed from, passed on, suffered, survived, was diagnosed, "
        "overdosed, got diagnosed, was taken, was rushed, has a history, drowned, bled, tuvo, murio, fallecio, "
        "fallecieron, falleci*, le dio, committed, killed, ended up, was hospitalized, hung, hanged, developed, was "
        "in the hospital, dropped dead, passed of, has epilepsy, took (his|her) own"
    ),
    "@family_history": (
        "family history, runs in (the|my|our) family, run in (the|my|our) family, family hx, fhx, in (the|my|our) "
        "family, in family, antecedentes familiares, en mi familia, familial, both my parents, family member*"
    ),
    "@ongoing": (
        "right now, today, this morning, tonight, this afternoon, this evening, just now, hour ago, hours ago, "
        "minutes ago, min ago, mins ago, hr ago, hrs ago, yesterday, last night, is having, are having, having, is "
        "in, keeps, at the moment, currently, ahorita, hoy, anoche, ayer, esta manana, is now, can not, cant, half "
        "an hour, since (yesterday| last| this| today| monday| tuesday| wednesday| thursday| friday| saturday| "
        "sunday| he| she| breakfast| lunch)*, woke up, days ago, day ago, again, desde (ayer|anoche|hoy)"
    ),
    "@firsthand": (
        "i do have, (got|was|just|been|am) stung, im having, i am having, ive been, i have been, ive had, i have "
        "had, i feel, im feeling, i am feeling, i keep, i get, i got, ive got, i woke, is having, has been, has "
        "had, since yesterday, since last night, since this morning, right now, started, keeps getting, getting "
        "worse, i started, i noticed, i started having, is killing, today, this morning, tonight, since "
        "(i|starting|monday|tuesday|wednesday|thursday|friday|saturday|sunday|taking), i took, took my, my "
        "(tongue|lips|face|chest|throat|heart) (is|are|feels|started), just started, i think im, me duele, tengo, "
        "estoy, hurts, i have (this|a|the|bad|really|severe)*, could my, is my, are my, can my, could this be, "
        "could it be, still, now my, now i, last night, my (chest|stomach|head|arm|leg) (hurts|is|has), ate, just "
        "ate, and now, swelling, is swelling, are swelling, wont stop, cant "
        "(breathe|swallow|see|move|feel|stop|speak), its happening, happening to me, is happening, it is now, i am "
        "in"
    ),
    "@if": (
        "can give (you|me|people|someone|somebody), when you (cant|cannot|get|have|feel|lose|stop|pass|faint), if "
        "(i|he|she|we) were (unconscious|in a|to|ever|having|hospitalized|incapacitated|sick|stung), what if, in "
        "case, should i ever, if i ever, if i were to, if you ever, if he ever, if she ever, if ever, were to, "
        "stopped ever, in the event, whenever i might, if that happens, si algun dia, si alguna vez, en caso de, if "
        "something happens, if any, if there is any, if there are any, what happens if, ever get, when would, at "
        "what point, how bad (would|is it if|does it have), would it be bad, if i (develop|notice|experience), if "
        "(he|she|they|it) (develops|gets|starts|experiences|has a|ever), if you "
        "(have|develop|notice|get|experience|start|see), what would we do, if i start, if i get, if i have, if i "
        "feel, if i had, when to worry, que hago si, when should i (go|call|worry|be)*, if anyone"
    ),
    "@unsure": (
        "not sure if, wonder if, wondering if, dont know if, tell if, know if, see if, ask if, as if, like if, sure "
        "if, asking if, feels as if, even if, no se si, wondered if, worried if, concerned if, checking if"
    ),
    "@about": (
        "side effect of, side effects of, a side effect, leaflet, package insert, the insert, pamphlet, read "
        "(that|online|about), i read, can cause, may cause, could cause, might cause, risk of, risk for, risks of, "
        "chance of, chances of, watch for, watch out for, report says, form asks, always asks, poster, hotline, "
        "training, screening, prevent*, questionnaire, warning (label|sticker)*, folleto, efecto secundario, "
        "efectos secundarios, commercial*, the ad, listed, on your list, saw on tv, the news, article, podcast, the "
        "internet, google says, what are the signs, list of, rule out, ruled out, rules out, insurance asks, "
        "policy, lawyer, my chart says, note says, visit note, records say, summary says, in my "
        "(chart|record|records|file), please add, please correct, allergy list, add to my, the form, form for, "
        "update (my|the) (allergy|allergies|chart), normal for, is it normal, is it common, common side, possible "
        "side, study, class on, learned about, what to do for, nervous about, scared of getting, worry about "
        "getting, protect against, due to my old, coverage for, scan of, records from, er visit, the er for, in the "
        "er, hospital papers, hospital for, plan for, action plan, (what are|are|know|learn|for|about|any|no) (the "
        "|)signs of, warning signs, (what are|are|know|learn|for|about|any|no) (the |)symptoms of, does "
        "(it|this|that) cause, (can|could|may|might|will|would) (this|that|it) cause, known to cause, side effects "
        "include, linked to, (pill|pills|medicine|medication|drug|it|this|shot|vaccine|that|they|tablets) cause*, "
        "is it safe to, safe after, after (a|my) (heart attack|stroke), explain the word, the word, the term, what "
        "does the"
    ),
    "@purpose": (
        "inhaler, refill*, renew*, renewal, prescri*, medication*, medicine*, meds, pill, pills, tablet*, cream, "
        "drops, patch*, script, rx, resurtido, receta, renovar, epipen, zofran, nitroglycerin, nitro, meclizine, "
        "sumatriptan, albuterol, cough syrup, resurtir, medicina, pastilla*, keppra, imitrex, supply, i use, need "
        "more, ran out"
    ),
    "@for": ("for, para, against, to prevent, prevention of, when i (get|have), if i (get|have), to treat, con"),
    "@thing": (
        "screener, story, stories, scare, clinic, clinica, center, centre, specialist, appointment, appt, form, "
        "forms, medicine, medication, meds, med, shelter, pills, pill, test, tests, monitor, prevention, survivor*, "
        "support group, group, hotline, poster, paperwork, class, training, policy, screening, questionnaire, "
        "disorder, prescription, unit, plan, log, cuff, protocol, pamphlet, risk, kit, study, department, doctor, "
        "counseling, guidelines, awareness, rehab, drug, drugs, drops, shot, shots, history, lawyer, claim, "
        "education, video, handout, letter, referral, records, program, compressions, tracker, diary, scan, free "
        "since, free for, protection, code, line number, number, question, precautions, coverage"
    ),
    "@resolved": (
        "todo salio bien, me dijeron que era, ya no me duele, ya no le duele, they said it was, said it was (a "
        "panic|reflux|gas|just|only|muscular|anxiety|acid|not)*, everything was normal, everything came back, it "
        "was just, went away, gone away, all better, is gone, are gone, was gone, resolved, better now, fine now, "
        "ok now, okay now, has stopped, have stopped, back to normal, cleared up, under control, fully recovered, "
        "recovered, turned out to be, turned out, hasnt come back, has not come back, hasnt happened, hasnt "
        "returned, has not returned, all good since, nothing since, none since, no more, already gone, gone now, "
        "feeling fine, feel fine, im fine, i am fine, hes fine, shes fine, he fine, she fine, doing fine, doing "
        "great, feel great, much better, so much better, cleared, all clear, healed, ya se me quito, ya se le "
        "quito, ya estoy bien, ya paso, se me quito, stopped right away, finally gone, is better, getting better, "
        "ya esta bien, cleared me, wasnt my heart, went down, came down, came right down, all good, feels better, "
        "good now, finished, doing well, cured, disappeared, ok since, improved, came back normal, was normal, were "
        "normal, stopped after, came up, fixed it, fixed that, fixed the problem, took care of it, worked"
    ),
    "@back": (
        "came back, come back, is back, are back, back again, returned, again, now its, still, worse, worsening, "
        "otra vez, de nuevo, regreso, comes back, comes and goes, but now, and now, keeps coming"
    ),
    "@chronic": (
        "as always, as usual, my usual, the usual, same as (always|before|usual|ever), about the same, no worse, "
        "not worse, not any worse, unchanged, stable, at baseline, my baseline, like every, like it does every, for "
        "years, for many years, all my life, como siempre, lo de siempre, igual que siempre, chronic, for decades, "
        "long standing, longstanding, like always, normal for me, you said that would be normal, you said it would "
        "be, as expected, expected"
    ),
    "@worse": (
        "than usual, than (my|her|his|the|) normal, not like (my|her|his|) usual, not like my, unlike, worse, "
        "worsening, more than, different, changed, much more, than before, than ever, mas que, peor, sudden*, isnt "
        "helping, not helping, not working, isnt working, right now, today, this morning, last night, tonight, "
        "doesnt help, does nothing, since yesterday"
    ),
    "@contrast": (
        "also, by the way, btw, oh, tambien, besides, plus, ademas, and the, but, however, although, though, "
        "except, yet, now, today, still, because, cause, cuz, bc, until, pero, ahora, aunque, porque, sino, only, "
        "instead, so, then, started, hoy, ahorita, since, unless, just, which, whereas, otherwise, while, then i, "
        "excepto, desde, solo"
    ),
    "@neg": (
        "cant say (i|that|ive), nobody, no one, noone, nadie, neg, 0, wouldnt say, wouldnt call it, no, not, never, "
        "without, denies, denied, denying, deny, neither, nor, none, negative for, wo, isnt, arent, wasnt, werent, "
        "dont, doesnt, didnt, havent, hasnt, hadnt, aint, no longer, zero, sin, niega, ningun, ninguna, nunca, "
        "tampoco, ni, free of, free from, absence of, not any, no sign of, no evidence of, nothing like, w o, nope, "
        "nada de, negative, dont have, no signs of, ya no"
    ),
    "@helpless": (
        "sure, only, just, know, think, going, better, helping, help, helps, helped, work, working, works, able, "
        "sleep, slept, sleeping, eat, eating, ate, eaten, understand, want, wanna, stop, stopped, stopping, stops, "
        "relief, improv*, matter, idea, doubt, good, great, well, right, much, let, go, gone, resolved, responding, "
        "controlled, normal, care, tolerate, keep, keeping, remember, mean, wait, wake, drink, drinking, until, "
        "enough, usual, answer*, call, come, coming, reliev*, touching, easing, ease, letting, appetite, energy, "
        "rest, same, because, hesitate, bother, take, taken, taking, kidding, away, long, joke, move, get up, walk, "
        "breathe, breathing, talk, puedo, puede, para, se, quiero, quiere, aguanto, responde, despierta, habla, ve, "
        "veo, respira, hace, ayuda, deja, sirve, quita, importa, like, likely, stay, doing, lie, feel well, "
        "believe, realize, wish, ignore, one, way, luck, insurance, money, appointments, acting, look, looking, "
        "make, making, react, seem, fully, completely, waking, urinat*, pee, peed, hold, need, needed, got "
        "(the|my|her|his|a|an|it|that|your|their|this|back|to|through|around), received, sent, answered, called, "
        "and, by, claim*, coverage, contagious, what, why, where, when, how, peeing, quite, really helping, "
        "wanting, reply, answers, reason, respond, letup, warning, hearing, heard, the best, myself, himself, "
        "herself, bueno, quit, it, be"
    ),
    "@auxiliary": (
        "getting, get, feeling, feel, been, really, be, even, any, me, le, sleep, a, so, very, all, too, that, the, "
        "im, doing, to, he, lo, la"
    ),
    "@subject": (
        "i, im, ive, id, my, he, she, his, her, the, we, am, is, are, has, have, now, feel, feeling, feels, can, "
        "cant, me, le, se, mi, tengo, estoy, tiene, esta, this, but, also, just, need, please, want, would, what, "
        "when, its, it, they, keeps, started, woke, took, fell, threw, went"
    ),
    "@verbish": (
        "hurts, started, since, have, has, having, getting, keeps, keep, feels, im, now, cant, wont, is, are, bad, "
        "severe, terrible, really, very, worst, lots, some, but, was, all, hurting, that, i, worse, for, came, "
        "comes, woke, need, my, desde, tengo, me, le"
    ),
    "-idiom": (
        "cuando me toca, cuando le toca, me toca (el|la|mi|ir|hacerme), le toca (el|la|su|ir|hacerse), power "
        "(was|is|went|has been) out (for|)*, lights (were|was) out, suicide (risk "
        "|)(screen*|assessment*|questionnaire*|form|survey|checklist), im paranoid, so paranoid, little paranoid, "
        "kind of paranoid, being paranoid, just paranoid, heart attack when (i|we|he|she) "
        "(saw|see|got|opened|heard|looked)*, (nearly|almost|about|practically) (had|have|gave|give|died)* (me|) "
        "(a|) heart attack, gave me a heart attack, give me a heart attack, nearly gave me a heart attack, almost "
        "gave me a heart attack, about gave me a heart attack, nearly killed me, almost killed me, dying laughing, "
        "died laughing, nearly died, almost died of, dying to, dying for, dead tired, dead on my feet, shoot me "
        "(a|an), shoot you (a|an|guys), shoot you guys another, stroke of (luck|genius), diff* strokes, hold my "
        "breath, holding my breath, breath of fresh air, waste (my|your) breath, under my breath, take my breath "
        "away, takes my breath away, took my breath away, took my breath, worried sick, sick of, sick and tired, "
        "sick to death, scared to death, bored to death, kill two birds, kill time, id kill for, could kill for, "
        "would kill for, kill for, killing time, pain in the (neck|butt|ass|rear), pain to (get|deal|use), headache "
        "to deal, real headache, a headache (dealing|getting|trying), arms are dead, heart sinks, heart stops when, "
        "heart skipped a beat when, my heart goes out, with all my heart, from the bottom of my heart, heart to "
        "heart, by heart, to heart, heart goes out, death of me, is killing me haha, going to kill me, gonna kill "
        "me, gonna be the death, wife will kill me, husband will kill me, mom will kill me, me va a matar, casi me "
        "da un infarto, me dio un infarto cuando, me muero de, muriendo de risa, passed out "
        "(fliers|flyers|candy|forms|papers), passed out on the couch, passed out asleep, pass out the, black out "
        "date*, blackout date*, blackout curtain*, blackout period, choked up, off the top of my head, head of, "
        "heads up, head start, head over, head back, head to, heading, ahead, head on over, bleeding edge, bleeding "
        "money, bleeding heart, blood type, blood draw*, blood work, bloodwork, blood test*, blood sugar log, blood "
        "count*, blood bank, give blood, donate blood, blood donor*, blood result*, labs and blood, blood lab*, "
        "blood order*, blood panel, blood sample*, blood drive, my blood drawn, blood drawn, blood taken, blood "
        "pressure, bloodpressure, blood relative*, blood culture*, blood was drawn, chest of drawers, chest x ray*, "
        "chest xray*, chest cold, chest ct, chest compressions, chest scan, chest film, ct chest, chest congestion, "
        "off my chest, chest clinic, stress test, chest pain center, chest pain clinic, chest tube, heart rate "
        "monitor, heart doctor, heart clinic, heart failure clinic, heart monitor, heart medic*, heart healthy, "
        "heart center, hospital bed, eye exam*, eye drop*, eye doctor, eye appointment, eye drops, eye clinic, dry "
        "eyes, eye on, keep an eye, see eye to eye, stomach bug going around, back to, back from, back in, come "
        "back, came back, call back, call me back, callback, get back, got back, back and forth, back on, back up, "
        "back at, heard back, hear back, going back, go back, back pay, back order*, backorder*, hand out, on hand, "
        "hand sanitizer dispenser, on the other hand, second hand, hand surgeon, side note, on the side, side "
        "effect, arm and a leg, cost an arm, twist my arm, foot the bill, on foot, foot doctor, foot exam, foot "
        "cream, athlete foot, athletes foot, leg work, face to face, face time, facetime, in the face of, mouth "
        "wash, word of mouth, short staffed, short of staff, shortness of staff, short notice, short with, short "
        "on, running short, run short, sharps container, heat rash, gas station, speech therap*, vision insurance, "
        "vision plan, vision exam, vision coverage, vision benefits, blind date, blind trust, color blind, blind "
        "spot, flu shot*, shot in the dark, falling behind, fell behind, fall schedule, fall appointment, this "
        "fall, in the fall, next fall, by fall, until fall, last fall, fall risk, fell through, fallen behind, "
        "burning question, burned out, burnout, burn out, panic button, cold feet, weak link, weak password, "
        "freezing up, collapsed lung in, system crash*, app crash*, website crash*, portal crash*, crash course, "
        "stuck in traffic, stuck on hold, stuck at, spinning my wheels, suffocating me, drowning in, drowning with, "
        "choke point, break my heart, breaks my heart, broke my heart, heartbroken, swelled with, numb to, overdose "
        "class, suicide prevention, suicide hotline, suicide awareness, suicide squad, at the last minute, lost "
        "track, lost sight of, lost touch, lost my password, lost my card, passed out of, pass on, hot flash*, hot "
        "water bottle, hot weather, it is hot, hot outside, hot tub, hot tea, hot compress*, too hot outside, hot "
        "spot, warm up, warm regards, warm weather, warm compress*, warm wishes, warm thank*, double check*, double "
        "book*, doubled up appointment*, double up, double appointment, twice daily, twice a day, twice a week, "
        "twice per day, two times a day, temp agency, temp job, contemporary, labor day, baby aspirin, baby shower, "
        "baby sitter, babysit*, little one is due, night mare, seeing spots available, spotty, insulin pump, pump "
        "supplies, needle*, seizure clinic, stroke clinic, stroke center, heart attack grill, acting up, infection "
        "control, allergic to, no known allerg*, my od, optometrist od, eye od, od and os, dead battery, hearing "
        "aid batter*, batteries for my, battery for my, car battery, glucometer batter*, meter battery, batteries "
        "for, fit for, fit in, fit me in, fit him in, fit her in, get fit, stay fit, good fit, fitting, out of "
        "shape, chemical peel, chemo brain clinic, tar shampoo, coal tar, time frame, kidding, as needed for, bp "
        "cuff, pressure cuff, pressure washer, pressure on you, peer pressure, under pressure, tire pressure, heavy "
        "traffic, heavy workload, heavy heart, heavy lifting, hurt my feelings, hurts my feelings, doesnt hurt to, "
        "cant hurt to, wouldnt hurt to, hurt to ask, hurt to check, hurt my wallet, painful process, painless, "
        "tight budget, tight schedule, times are tight, money is tight, schedule is tight, hurts my wallet, "
        "dizzying, dizzy from the paperwork, dizzy with all, makes my head spin, head is spinning with, head is "
        "spinning from, brain fog form, confused (about|wich|which|by|on|as|why|when|how|if|whether|with|what), im "
        "confused on, says it is poison, says its poison, poison "
        "(ivy|oak|sumac|control), blood thinner*, confusing, vomit comet, see spots open, "
        "flashes back, a shade under, sudden change of plans, sudden change in schedule, kicked off, kick the "
        "habit, kick off, dropping off, drop off, dropped off, dropped the, drop it off, dropping by, drop by, "
        "dropped my phone, dropped my insurance, dropped me from, drooping plant, cut back, cut off time, cut down, "
        "cut me off, paper cut, cut the pill, cut it in half, cut in half, cut my dose, cut the dose, cut my hours, "
        "cut my pills, hair cut, short cut, clear cut, cut out, bit of a, a bit of, bit late, heart burn, overdue, "
        "(cant|cannot|hard to|trouble) (breathe|breath|breathing) (through|thru|out of) (my|his|her|the) nose, "
        "breathe through (my|his|her) nose"
    ),
    "-bp": "blood pressure, bloodpressure, blood pressures",
    "@told": (
        "call for, call if, call you if, told to call, told me to (call|go), told to go, said to (call|go), "
        "instructions, discharge papers, instructed to, was told, said call"
    ),
    "@death": (
        "died, dies, passed away, passed from, passed on, survived, was diagnosed, got diagnosed, has a history, "
        "murio, fallecio, fallecieron, falleci*, committed, killed, hung, hanged, dropped dead, passed of, took "
        "(his|her) own, suffered, drowned, lost (his|her) life, developed, has epilepsy"
    ),
    "@selfworry": (
        "should i, do i need, am i, i worry, worries me, makes me, so i, tested, genetic, my risk, about me, about "
        "my, i have no symptoms, i never, thankfully, scared of, nervous, run in, wondering about, test for me, i "
        "dont want, means i, mean i, should we, do i have to, need to be, hereditary, checked, for me, me cuido, "
        "necesito, i try, get tested, screen*, i take"
    ),
}
