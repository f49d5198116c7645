"""The words of mind, poisons, bleeding, pregnancy and small children. Data only."""

from __future__ import annotations

MIND = {
    "suicide": (
        "suicid*, sucide, suicde, suisid*, kms, unalive*, sewerslide, kill (my|him|her|them)sel*, killing "
        "(my|him|her)sel*, kill my self, killing my self, end my life, ending my life, end his life, end her life, "
        "ending it, end it all, ending it all, take my own life, taking my own life, take my life, taking my life, "
        "take (his|her) (own|) life, want to die, wants to die, wanna die, wanted to die, wanting to die, wish i "
        "was dead, wish i were dead, si with plan, better off dead, rather be dead, want to be dead, wish i could "
        "die, wish i would die, ready to die, dont want to live, do not want to live, doesnt want to live, dont "
        "wanna live, no longer want to live, not want to live, dont want to be alive, not want to be alive, dont "
        "want to be here any*, doesnt want to be here any*, not want to be here any*, dont wanna be here any*, "
        "dont want to exist, dont want to wake up, dont want to go on, no reason to live, no reason to keep "
        "living, no point in living, no point living, no point in going on, reason to keep living, reason to live, "
        "reason to go on, point in living, point living, worth living, not worth living, isnt worth living, "
        "nothing to live for, tired of living, done with life, cant go on, cant go on living, better off without "
        "me, better without me, world without me, better if i was(nt|) (here|gone|dead), want it all to end, want "
        "it to end, want to end it, wants to end it, how to end it, thought* of ending, hang myself, shoot myself, "
        "jump off a, jump in front, slit my wrist*, cut my wrist*, drive (off|into) a, go to sleep and (not|never) "
        "wake up, sleep and (not|never) wake up, sleep and dont wake up, wont be around (much|any)*, sleep "
        "forever, do something to myself, not safe with myself, dont feel safe with myself, unsafe with myself, "
        "afraid of what i (might|may|will) do, goodbye letter*, suicide note, took a knife to, taking all of them "
        "at once, thought about just taking all, thought about taking all, thinking of taking all, thinking about "
        "taking all, pills saved up, saving up (my|) pills, stockpil*, saved up my pills, counted my pills, "
        "written letters, wrote letters, pills and counted them, its better if im gone, everyone happier without "
        "me, dont see a future, off myself, offing myself, not be here any more, no will to live, life isnt worth, "
        "how i would do it, how id do it, ending things, end things, cant live like this, disappear forever, end "
        "it (tonight|today|now|soon), going to end it, gonna end it, happier if i (was|were|wasnt) "
        "(gone|dead|here|not here), if i (was|were) (gone|dead), if i wasnt (here|alive|around), if i disappeared, "
        "without me around, driving into a (tree|wall|bridge|pole), drive my car (into|off), drive into (a "
        "tree|traffic|a wall), crash my car on purpose, jump off (the|my|a), jumping off (the|my|a), jump from "
        "(the|my|a), thoughts of dying, thoughts of death, think about dying, thinking about dying, wish i wasnt "
        "alive, wish i was never born, wish i (had|was) never, dont deserve to live, cant keep living, dont want "
        "to keep living, noose, gun to my head, loaded gun, planning my death, planned how, plan to end, plan to "
        "kill, plan to die, nothing left to live for, want to disappear, not wanting to live, not wanting to be "
        "alive, not wanting to be here, want to be with (my|him|her) (dead|in heaven), dont see the point (in|of) "
        "(living|going on|anything), dont see the point any*, no point any*, no point to (living|life), ready to "
        "go be with, dont want to keep going, cant do life, give up on life, want to hurt myself badly, stop "
        "existing, not exist, better if i died, should just die, just want to die, i want to die, hope i die, hope "
        "i dont wake up, hoping i dont wake up, pray i dont wake up, said goodbye to, wants to be dead, talking "
        "about dying, talks about dying, talking about killing (himself|herself), says (he|she) wants to die, "
        "wants to kill (himself|herself), thought about (my|the) gun, ways to die, how to die, ways "
        "to kill, be here (much|any) longer, researching how to "
        "kill, suicide methods, painless way*, painless death, (bottle of |)pills next to me, pills in (my "
        "hand|front of me), pills in front of me, gun next to me"
    ),
    "passive": (
        "wish i (would|could|)( not|nt) wake up, wish i wouldnt wake up, wish i just wouldnt wake up, not wake up, "
        "never wake up, wouldnt wake up, dont care if i (live|die|wake), dont care if i wake up, nothing matters "
        "any*, cant do this any*, cant take it any*, cant take this any*, dark thoughts, dont care if i live, dont "
        "care any*, hate my life, tired of everything, whats the point, no hope left"
    ),
    "selfharm": (
        "self harm*, selfharm*, cutting (my|her|him)self, cut myself on purpose, hurt (my|him|her)self, hurting "
        "(my|him|her)self, harm (my|him|her)self, harming (my|him|her)self, cutting again, been cutting, burning "
        "myself, cuts on (the|her|his|my) (arm|arms|wrist|wrists|thigh*), injur* myself, hurt my self, hurting my "
        "self, cuts (her|him)self, cut myself last night, cutting on (myself|my), cut my "
        "(arm|arms|leg|legs|thigh*) on purpose, burn myself on purpose, scratching myself until, hitting myself, "
        "urge to cut, urges to cut, want to cut, wanting to cut, want to hurt myself, relapsed cutting"
    ),
    "accident": (
        "shaving, accident*, cooking, slipped, gym, lifting, at work, moving, exercising, playing, running, trying to"
    ),
    "hurt_other": (
        "hurt (my|the|his|her|a|some|other) "
        "(baby|kid|kids|child|children|roommate|wife|husband|son|daughter|family|mother|people|boss|coworker*), "
        "hurting (my|the|his|her|) (baby|kid|kids|child|children|wife|husband|son|daughter|family), hurt people, "
        "hurt someone, hurt somebody, hurting someone, hurting people, hurting others, hurt others, harming "
        "(my|the|) (baby|kids|child|others), kill (my|the|that) "
        "(neighbor|boss|wife|husband|ex|coworker|family|brother|roommate|landlord), kill him, kill someone, kill "
        "somebody, kill them, shoot up, homicid*, thoughts of harming, kill people, harm someone, hurt him, "
        "smother (my|the) baby, shake (my|the) baby, throw (my|the) baby, stab (him|someone|somebody)"
    ),
    "abuse": (
        "(husband|boyfriend|partner|wife|girlfriend|ex|he|she|dad|father|stepdad|mom|uncle|caregiver|son|man|they) "
        "(hit|hits|beat|beats|beating|choked|chokes|strangled|punched|kicked|slapped|threatened|raped|attacked|"
        "pushed|hurt|hurts) "
        "(me|her|him|my|us|on me), choked me, hands around my (neck|throat), raped, rape, sexual* "
        "assault*, molested, molesting, sexually molest*, domestic violence, being abused, abusing me, abuses me, "
        "afraid to go home, scared to go home, not safe at home, dont feel safe at home, unsafe at home, will kill "
        "me, threatened to kill, going to kill me, hits me, beats me, afraid of my "
        "(husband|partner|boyfriend|wife|son), forced me to have sex, forced himself, hitting me, beating me"
    ),
    "voices": (
        "hearing voices, voices telling, voices tell*, voices in my head, voices say*, hears voices, told "
        "(him|her|me) to hurt, giving me orders, command*, god told, chip in (me|my), they are watching me, being "
        "followed by, poisoning me, poisoning my food, seeing things that are not, seeing things that arent, "
        "seeing things not there, paranoid, psychosis, psychotic, manic, mania, havent slept in "
        "(3|4|5|6|7|three|four|five|six|seven) days, voices that, havent slept for days, delusion*, hasnt slept "
        "(in|for) (a week|days|four days|five days), seeing bugs"
    ),
    "withdrawal": (
        "withdrawal*, withdrawls, detox*, quit drinking, stopped drinking, last drink, stopped (my|the) "
        "(xanax|klonopin|ativan|benzo*), delirium tremens, dts, came off (alcohol|xanax)"
    ),
    "shakes": "shak*, sweat*, trembl*, tremor*, seeing things, hallucinat*, seizure*",
    "distress": (
        "hopeless*, depress*, crying every, cry every, crying all, panic attack*, panicking, anxiety attack*, "
        "breakdown, breaking down, cant get out of bed, worthless, overwhelmed, cant cope, no hope, desperate, "
        "falling apart, losing my mind, postpartum depression, cant function, so anxious, severe anxiety, mental "
        "breakdown, in crisis"
    ),
    "distress_now": (
        "bad, worse, really, every, all the time, severe, terrible, need help, getting, so, feel, feeling, cant, "
        "this week, daily, lately, again, having, deep, very, been, attacks, breakdown"
    ),
}

POISON = {
    "ingest_strong": (
        "may have (swallowed|eaten|taken|drunk|ingested|drank), might have (swallowed|eaten|taken|drunk|ingested), "
        "mightve swallowed, may of swallowed, (swallowed|ate|drank|chewed) some (of|if) "
        "(my|the|his|her|our|grandma|moms|dads|grandmas), swallowed (my|his|her|grandmas|grandpas|some) "
        "(pill|pills|medicine|medication|meds|tylenol)*, ate (my|grandmas|grandpas|his brothers|her sisters) "
        "(pill|pills|medicine|medication|gummies|edible*), got into (the|my|our|grandmas|his|her) "
        "(medicine|pills|pill|meds|medicine cabinet|cleaning|bleach)"
    ),
    "got_into": (
        "got into, gotten into, getting into, got in to, got ahold of, got hold of, got a hold of, into the medicine"
    ),
    "overdose": (
        "overdos*, over dos*, od, odd on, oded, took too (much|many), taken too (much|many), ate too many pills, "
        "took the whole bottle, whole bottle of, took all (my|the|of) (pills|meds|medicine|tablets), swallowed "
        "all, took a bunch of, took a handful, handful of pills, taken all of my, too much insulin, too many "
        "pills, too much tylenol, took an extra dose of, double dose*, double dosed, doubled dose, doubled my "
        "dose, double my dose, double the dose, double his dose, double her dose, double insulin, two doses of "
        "insulin, insulin twice, took extra insulin, wrong insulin, overmedicat*, took double my, gave double, "
        "took double the, gave too much, took 2 doses of, double my insulin, given too much, wrong dose of "
        "insulin, extra insulin, all (of |)my (antidepressants|sleeping pills|pills|meds) at once, whole pack of, "
        "entire bottle, whole box of, too many tylenol, too many advil, too much medicine, too much medication, "
        "took more than prescribed, extra (oxycodone|xanax|opioid*)"
    ),
    "twice": (
        "twice, double, two times, a second time, 2x, two doses, an extra, extra, by mistake, by accident, "
        "accidentally, accidently, double dose*, double dosed, 2 doses, wrong pill*, wrong medic*"
    ),
    "took": (
        "took, taken, take, gave, given, swallow*, ate, eaten, drank, drunk, ingest*, got into, injected, had, "
        "chewed, put in (his|her) mouth, gotten into, drinking, eating, licked, found with"
    ),
    "danger_drug": (
        "insulin, warfarin, coumadin, eliquis, apixaban, xarelto, digoxin, metoprolol, opioid*, oxycodone, "
        "morphine, methadone, fentanyl, hydrocodone, oxycontin, percocet, norco, xanax, klonopin, ativan, valium, "
        "lithium, heart pill*, blood pressure pill*, sulfonylurea, glipizide, glyburide, flecainide, "
        "amitriptyline, methotrexate, diltiazem, verapamil, humalog, novolog, lantus, blood thinner*, sleeping "
        "pill*, ambien, clonazepam, alprazolam, propranolol, tylenol pm, suboxone, buprenorphine, lorazepam, dads, "
        "moms, husbands, wifes, somebody else, amlodipine"
    ),
    "poison": (
        "bleach, antifreeze, drain cleaner, rat poison, pesticide*, lighter fluid, gasoline, lamp oil, laundry "
        "pod*, tide pod*, detergent, dishwasher pod*, cleaner, battery, batteries, button battery, magnet*, "
        "poison*, mothball*, nail polish remover, hand sanitizer, windshield, weed killer, mushroom*, edible*, "
        "gummies with thc, thc gumm*, vape juice, lye, ammonia, paint thinner, turpentine, mouthwash, rubbing "
        "alcohol, chlorine, nicotine, pods"
    ),
    "pills": (
        "pill, pills, medicine, medicines, medication*, meds, med, tablet*, capsule*, pill box, pillbox, bottle, "
        "vitamins, iron, gummies, melatonin, tylenol, ibuprofen, advil, benadryl, aspirin, metoprolol, lisinopril, "
        "antidepress*, metformin, gabapentin, dose, doses, adderall, concerta, ritalin, clonidine, cough syrup, "
        "insulin, atenolol"
    ),
    "co": "carbon monoxide, co alarm, co detector, monoxide",
    "suspicion": "by mistake, by accident, accident*, instead of, on purpose",
    "kid": (
        "toddler, baby, son, daughter, child, kid, kids, grandson, granddaughter, infant, twin*, boy, girl, little "
        "one, year old, yr old, yo, month old, grandchild, grandbaby, nephew, niece, 2yo, 3yo, brother, sister, "
        "18mo, he, she, lo, newborn"
    ),
}

BLOOD = {
    "bleed": "bleed*, blood, bloody, hemorrhag*, haemorrhag*, hemmorag*, hemorag*, bled, bleading, bleedin, blede",
    "bleed_heavy": (
        "wont stop, will not stop, cant stop, cannot stop, hasnt stopped, not stopping, doesnt stop, isnt "
        "stopping, gushing, pouring, soak*, spurting, squirting, a lot of, lots of, alot of, heavy, heavily, "
        "heavier, profuse*, large clots, big clots, clots, clot as, nonstop, non stop, every 20 minutes, every "
        "half hour, every 30 minutes, an hour, pad an hour, pads an hour, wont quit, will not quit, keeps "
        "bleeding, everywhere, filling, toilet (bowl|full), for an hour, for hours, uncontroll*, hasnt quit, for "
        "(30|40|45|60|90) min*, through, massive, all over, bad, puddle*, golf ball*, severe, large amount*, "
        "pretty heavily, bastante, drenched, hasnt let up, like a faucet, like a period"
    ),
    "pad": "pad, pads, tampon*, maxi, diaper, towel, towels",
    "soak": (
        "soak*, through, fill*, every half hour, every 30 min*, every 20 min*, an hour, per hour, hourly, every "
        "hour, last hour, chang*, soaking"
    ),
    "cough_blood": (
        "cough* up blood, coughing up (bright |some |)(red |)blood, hemoptysis, coughing blood, cough* up a bit of "
        "blood, spitting up blood, spitting blood, coughed blood, coughed up blood, cough up blood, coughing up "
        "bright red blood"
    ),
    "cough_up": "cough*, spit up, spitting, hack*",
    "vomit": (
        "vomit*, puk*, throw up, throwing up, threw up, thrown up, throws up, upchuck*, barf*, emesis, retch*, "
        "vommit*, sick to the stomach, heav* all, throwin up, vomt*, throw ups, can keep nothing down, yack*"
    ),
    "vomit_blood": (
        "vomit* blood, throw* up blood, threw up blood, puk* blood, hematemesis, hemat emesis, haematemesis, "
        "coffee ground*, vomit* bright red blood, blood in (my|his|her|the) vomit, bloody vomit, vomit* up blood, "
        "vomitting blood, throw* up bright red, vomit is (red|bloody)"
    ),
    "stool": (
        "stool*, poop*, bowel movement*, bm, bms, feces, poo, bowels, diarrhea, toilet, rectum, rectal*, bottom, "
        "behind, anus"
    ),
    "tarry": "tar, tarry, tary, black and sticky, black sticky, black like, jet black, sticky, maroon",
    "melena": (
        "melena, melaena, melina, black tarry, tarry stool*, black stool*, black poop, stool* (is|are|were|have "
        "been|been) black, poop is black, black and tarry, black bowel movement*, black diarrhea, stools turned "
        "black"
    ),
    "iron": "iron, pepto*, bismuth, ferrous",
    "rectal": (
        "brbpr, hematochezia, rectal bleed*, bleeding from (my|the|his|her) (rectum|bottom|behind|butt), blood per "
        "rectum"
    ),
    "thinner": (
        "warfarin, coumadin, eliquis, apixaban, xarelto, rivaroxaban, pradaxa, dabigatran, plavix, clopidogrel, "
        "blood thinner*, thinner, thinners, anticoag*, lovenox, heparin, enoxaparin, brilinta, savaysa, "
        "bloodthinner*, elequis, ticagrelor, prasugrel, warfrin"
    ),
    "nosebleed": (
        "nosebleed*, nose bleed*, nose is bleeding, nose has been bleeding, nose wont stop, bleeding nose, bloody "
        "nose, nose started bleeding, nose (keeps|kept) bleeding"
    ),
    "hurt_head": (
        "hit (my|his|her|the|their) head, hit head, bump* (my|his|her|the) head, bang* (my|his|her|the) head, head "
        "injur*, knock* (my|his|her|the) head, crack* (my|his|her) head, smack* (my|his|her|the) head, struck "
        "(my|his|her) head, concuss*, hit in the head, blow to the head, head trauma, kicked in the head, fell on "
        "(my|his|her) head, hit on the head, landed on (my|his|her) head, skull, head hit, whacked (my|his|her) "
        "head, lump on (my|his|her) head, hits (his|her|my) head"
    ),
    "fall": "fell, fall, fallen, falls, slipped, tripped, tumbled, took a spill, fell down, hit, bumped",
}

PREGNANCY = {
    "pregnant": (
        "pregnan*, pregnat, preg, prego, preggo, trimester, gestation, im expecting, am expecting, weeks along, "
        "first trimester, third trimester, second trimester, miscarr*, ectopic, my ob, obgyn, labor and delivery, "
        "fetus, due date"
    ),
    "spotting": (
        "spotting, spot, spots of blood, light bleeding, pink discharge, brown discharge, light pink, when i wipe, "
        "vaginal bleeding, bleeding, bleed, blood, bled, pink"
    ),
    "baby_moves": (
        "baby move*, baby moving, fetal movement*, feel the baby, felt the baby, feel him move, feel her move, "
        "felt him move, felt her move, baby kick*, felt baby, feel baby, kick count*, felt any kick*, felt "
        "movement, felt him, felt her, baby isnt kicking, baby is not moving, baby is not kicking, baby hasnt "
        "moved, baby hasnt kicked, baby isnt moving, baby not moving, baby has stopped, feeling kicks, feeling the "
        "baby, baby stopped moving, feel kicks, baby is moving, baby movement*, baby is kicking"
    ),
    "less": (
        "havent, hasnt, have not, has not, not, less, decreased, reduced, stopped, cant, dont, isnt, no, fewer, "
        "barely, slow*, hardly, didnt, cannot, none, quiet, not much, not as much, lack of, no movement"
    ),
    "water_broke": (
        "water broke, waters broke, water has broken, water breaking, leaking fluid, gush of fluid, membranes "
        "ruptur*, water bag broke, leaking water, leaking amniotic, trickle of fluid, waters went, my water may "
        "have, water leak*, water just broke, waters just broke, water may have broken, water might have broken, "
        "water has just broken, water is leaking"
    ),
    "contractions": "contraction*, labor pains, in labor, preterm labor, contracting, cramping regularly",
    "preterm": "every, minutes apart, early, preterm, regular, close together, closer, strong, apart",
    "preeclampsia": (
        "preeclamp*, pre eclamp*, seeing spots, see spots, seeing sparkles, seeing stars, blurry vision, blurred "
        "vision, vision is blurr*, spots in my vision, flashing lights, swollen face, face is swollen, face "
        "swollen, hands swollen, swollen hands, hands are swollen, face and hands, feet really swollen, under my "
        "right ribs, under my ribs, upper right, bad headache, terrible headache, severe headache, headache that "
        "wont, headache wont go, headache, zigzag*"
    ),
    "pain_preg": (
        "one side, one sided, severe, sharp pain, bad cramp*, terrible cramp*, faint, shoulder pain, bad pain, "
        "severe pain, worst pain, dizzy, passing out, pain on one side"
    ),
    "postpartum": (
        "postpartum, post partum, had my baby, gave birth, delivered my, c section, after delivery, after birth, "
        "since the birth, since delivery, had a baby, since giving birth, days after birth, weeks after birth"
    ),
    "swelling_feet": "feet, hands, ankles, legs, face",
    "gestation_early": "(four|five|six|seven|4|5|6|7) months pregnant",
    "baby_quiet": "baby (is|has been) (so |very |really |too |)quiet, baby quiet",
}

CHILD = {
    "infant": (
        "newborn*, neonate*, weeks old baby, preemie, so tiny still, not even 3 months, not even (2|two|three) "
        "months, under 3 months, less than 3 months, infant under, few days old, just born, brand new baby, new "
        "born*, month old baby"
    ),
    "baby": "baby, infant, newborn, toddler, little one, bub, son, daughter, he, she, child, kid, lo, twin*, babies",
    "hot": (
        "hot, very warm, warm, burning up, feverish, fever*, temp, temperature, febrile, feels hot, so hot, fevr, "
        "fver, thermometer, chills, feavor, fevor, running a temp*, low temp, really warm, warm to the touch"
    ),
    "fever": (
        "fever*, febrile, fevr, fver, feavor, fevor, high temp*, running a temp, burning up, chills, feverish, a "
        "temp, shivering, rigors, shaking chills, temp of, low grade, temperature of, hot to the touch, feaver"
    ),
    "high_fever": (
        "high fever*, very high fever, high temp*, spiking fever*, raging fever, fever is high, spiked a fever, "
        "bad fever"
    ),
    "nursing": (
        "wont nurse, wont latch, not taking the bottle, not nursing, hasnt woken up to eat, refusing the breast, "
        "refusing the bottle, wont take (the|a|his|her) bottle, no quiere el pecho, no agarra el pecho, no quiere "
        "mamar, too sleepy to nurse, too sleepy to feed, too sleepy to eat"
    ),
    "taking_all": "taking all, take all, them all at once, all at once, take them all",
    "no_feed": (
        "wont nurse, wont feed, wont eat, not feeding, not nursing, refusing (the|) (bottle|breast|to eat|to "
        "drink), not taking the bottle, not eating, wont take (the|a|his|her) bottle, hasnt eaten, wont drink, not "
        "drinking, refuses to drink, hardly drinks, hardly drinking, not drinking much, refuses bottle, wont "
        "latch, wake up to (feed|eat), woken up to (eat|feed), too sleepy to (nurse|eat|feed|drink), isnt "
        "drinking, isnt eating, barely drinking, wont take fluids, barely eat*"
    ),
    "no_urine": (
        "no wet diaper*, not had a wet diaper, hasnt had a wet diaper, wet diaper in, without a wet diaper, hasnt "
        "peed, havent peed, not peed, barely peed, hardly peeing, barely peeing, not peeing, no pee, only peed "
        "once, no urine, dry diaper*, hasnt wet, no tears, without tears, fewer wet diapers, urine is dark, dark "
        "urine, not urinating, havent urinated, hasnt urinated, peed once, crying without tears, sunken, peeing "
        "very little, barely urinat*, no wet"
    ),
    "apnea": (
        "stopped breathing, stops breathing, not breathing, isnt breathing, quit breathing, pauses in breathing, "
        "no pulse, wasnt breathing, stop breathing, turned blue, turning blue, went blue, turns blue, blue around, "
        "blue spell, blue lips, lips (look|are|looked|turned|went|were) (kind of |a bit "
        "|)(blue*|purple|gray|grey), lips bluish, lips blue, apneic"
    ),
    "choking": (
        "choking, chok*, stuck in (my|his|her|the) throat, lodged in (my|his|her|the) throat, caught in "
        "(my|his|her) throat, food stuck, food is stuck, meat stuck, pill stuck, stuck in (my|his|her) "
        "(esophagus|food pipe), cant swallow my (own |)(spit|saliva), drooling, swallowed a "
        "(coin|magnet|battery|button battery|quarter|penny|toy), swallow* my own (spit|saliva), swallow "
        "(spit|saliva), spitting up saliva, cant swallow, airway blocked, choked on, not able to swallow, inhaled "
        "a"
    ),
    "choke_red": (
        "stuck, lodged, saliva, spit, drool*, cant swallow, battery, magnet*, breath*, blue, muffled, coin, throat, now"
    ),
}
