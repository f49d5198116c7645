"""Words of danger in pregnancy, after birth and in the first months of life, English and Spanish. Data only."""

from __future__ import annotations

BIRTH = {
    "gestation": (
        "(weeks|wks|months) (along|pregnant|preg|gestation), due in (a|one|two|three|four|five|six|seven|eight|2|3|"
        "4|5|6|7|8|9|10|12) (week|weeks|wks), due (next|this) (week|month), third tri*, second tri*, 3rd tri*, 2nd "
        "tri*, 1st tri*, carrying (twins|my|our), with twins, unborn, semanas de (embarazo|gestacion), meses de "
        "embarazo, my bump, the bump, baby bump, expecting (our|my|twins|a baby), (five|six|seven|eight|nine|5|6|7|"
        "8|9) months along, prenatal, embarazada, embarazo, esta por nacer"
    ),
    "early_preg": (
        "positive (pregnancy |home |)test, test was positive, missed (my|a) period, period is late, late period, "
        "just found out im pregnant, think im pregnant, might be pregnant, iud, tubes tied, had my tubes, tube "
        "pregnancy, ivf, embryo transfer, prueba positiva, no me ha bajado, dispositivo, diu, ectopic"
    ),
    "kicks": (
        "kick*, flip, flips, flipping, roll, rolls, rolling, tumbl*, wiggl*, jab, jabs, jabbing, movement*, move, "
        "moves, moved, moving, squirm*, somersault*, nudge*, thump*, dancing, active, patad*, patea*, patear, "
        "mueve, mueva, movido, moverse, moviendo, movimiento*, moves around, hiccups"
    ),
    "kicks_not": (
        "hasnt, havent, has not, have not, isnt, is not, not, no, stopped, quit, cant, barely, hardly, without, "
        "nothing, didnt, wont, no ha, no he, no se, no siento, ya no, dejo de, casi no, apenas, sin"
    ),
    "kicks_few": (
        "less, fewer, slow*, way down, only (once|twice|one|two|a|three), quiet, quieter, lazy, once, maybe twice, "
        "rarely, decreas*, reduc*, dropped off, not much, not as much, very little, nothing (today|since|all|so|"
        "for|at), and nothing, menos, poco, poquito, calmad*, quieto, quieta, zero, two all day, a few, tapered"
    ),
    "kicks_fine": (
        "(moving|kicking|moves|kicks) (lots|plenty|a lot|alot|fine|well|good|great|normal*|like crazy|away|all the "
        "time|constantly|every|nonstop|nicely|as usual), is active, very active, super active, like crazy, se mueve"
        " (mucho|bien|bastante), plenty, moving lots, so much, lots of"
    ),
    "unborn": (
        "baby, bebe, little guy, little girl, little one, he, she, him, her, my son, my daughter, peanut, bean, "
        "twin, twins, babies, boy, girl, kiddo, fetus, any, lo, la, his, usual, the kicks, my kicks, nino, nina"
    ),
    "fluid": (
        "water, waters, fluid, liquid, agua, liquido, fuente, gush*, amniotic, warm liquid, puddle, bag of waters"
    ),
    "leaks": (
        "leak*, gush*, trickl*, pouring, poured, drip*, broke, broken, burst, ruptur*, popped, dribbl*, flood*, "
        "running down, ran down, down my (leg|legs|thighs), down her (leg|legs|thighs), soaked, rompi*, revent*, "
        "saliendo, sale, salio, chorre*, escurr*, tirando, greenish, everywhere, came out, coming out, wont stop, "
        "constant, all over, mojad*, quebro, just went, bajando, derram*"
    ),
    "tightens": (
        "tightening*, tightens, cramp*, contraction*, contracting, surges, pains, pain, pressure, contraccion*, "
        "dolores, gets hard, getting hard, belly hard, braxton*, hurting, tight"
    ),
    "every_minutes": (
        "every (2|3|4|5|6|7|8|9|10|two|three|four|five|six|seven|eight|ten|few|couple) (min|mins|minutes|minute), "
        "(2|3|4|5|6|7|8|two|three|four|five|six|seven|eight) (min|mins|minutes) apart, minutes apart, closer "
        "together, cada (2|3|4|5|6|7|8|9|10|dos|tres|cuatro|cinco|seis|siete|ocho|diez) (min|minutos), a minute "
        "apart, cada rato, every couple of (min|mins|minutes), back to back"
    ),
    "crowning": (
        "head is (showing|crowning|coming|out|right there), crowning, need to push, urge to push, want to push, "
        "wants to push, have to push, feel like pushing, cant stop pushing, baby is coming (now|out|right|fast|"
        "early), feet coming out, cord (is |)(coming|hanging|out|sticking|fell|came), cord (out|hanging out), see "
        "the (cord|head), feel the cord, umbilical cord (is |)(out|coming|hanging)*, ya viene el bebe, se asoma, "
        "ganas de pujar, quiero pujar, giving birth (now|at home|in), having the baby (now|at home|in)"
    ),
    "lights": (
        "sparkl*, little lights, stars, spots, flashing, flashes, zigzag*, squiggl*, shimmer*, lucecitas, "
        "estrellitas, luces, chispitas, seeing double, floaters, blurry, blurred, borroso, borrosa, manchas, blind,"
        " vision, sight, wavy lines, black dots, halos, dots, fuzzy, lightning bugs, fireflies"
    ),
    "head_pounds": (
        "head (is |wont |)(pounding|splitting|throbbing|killing|exploding|stop)*, headache, head ache, head hurts, "
        "migraine, duele la cabeza, dolor de cabeza, dolor fuerte de cabeza, duele mucho la cabeza, head is going "
        "to explode, me revienta la cabeza, hedache"
    ),
    "wont_ease": (
        "wont (budge|quit|go|stop|ease|let|touch)*, not (going|budging|touching|helped)*, doesnt (help|touch|go|"
        "work)*, didnt (help|touch|do)*, isnt (helping|touching|going)*, nothing (helps|works|touches), no relief, "
        "no se (me |)quita, two days, all day, constant, terrible, horrible, horrid, bad, worst, severe, awful, "
        "killing, pounding, splitting, fuerte, since yesterday, wicked, unbearable, throbbing, exploding, even with"
        " tylenol"
    ),
    "puffed": (
        "ballooned, balloon, puffy, puffed, swollen, swelled, swell*, swole*, hinchad*, hincho, hinchando, huge, "
        "blown up, blew up, inflad*, fat, like sausages, like a balloon"
    ),
    "face_hands": "face, hands, eyes, fingers, cara, manos, ojos, eyelids, hand",
    "rib_right": (
        "right rib*, right side, under (my|the|her) (right |)(rib|ribs|ribcage|breast), upper right, right upper, "
        "upper belly, upper stomach, top of (my|her) (belly|stomach), debajo de las costillas, boca del estomago"
    ),
    "postpartum": (
        "had (the|my|our|a) (baby|son|daughter|twins|girl|boy), had baby, delivered (the|my|our|a|on|last|this|at),"
        " my delivery, the delivery, csection, c section*, cesarean, cesarea, di a luz, dio a luz, parto, post "
        "natal, postnatal, my baby was born, baby was born, after having (the|my|a) baby, since having (the|my|a) "
        "baby, gave birth, (days|weeks|wks|week) pp, (days|weeks) post partum, alivie, tuve a mi (bebe|hijo|hija|"
        "nino|nina), tuve al bebe, tuve mi bebe, miscarriage, miscarried, d c, abortion, aborto"
    ),
    "clots_big": (
        "clots (as |the |like |bigger |size |about |) (fist|palm|golf|egg|lemon|plum|orange|baseball|apple|hand), "
        "clots as big as, clots bigger than, clots the size of, clot the size of, clot as big as, clot bigger than,"
        " fist size*, palm size*, golf ball size*, golf ball clot*, size of (a|my|an) (fist|palm|golf|egg|lemon|"
        "plum|orange|baseball|apple|peach)*, coagulos (grandes|como|del tamano|enormes|muy grandes), huge clot*, "
        "giant clot*"
    ),
    "foul": (
        "smell*, foul, stink*, tender, huele*, apest*, pus, nasty, rotten, belly, stomach, chills, shak*, shiver*"
    ),
    "belly_trauma": (
        "fell, fall, slipped, tripped, crash, accident, wreck, fender bender, rear ended, kicked, hit, punched, "
        "seatbelt, seat belt, airbag, me cai, se cayo, choque, chocaron, golpe, pateo"
    ),
    "belly_word": "belly, stomach, abdomen, tummy, bump, panza, estomago, vientre, barriga, uterus, womb",
    "belly_bad": (
        "pain*, hurt*, hard, tight, contract*, cramp*, tender, sore, duele, dolor, dura, duro, seatbelt, seat belt,"
        " hit, on my, rigid, board"
    ),
    "cannot_keep": (
        "cant keep (anything|water|fluids|even), cant stop (throwing|vomiting|puking), keep nothing down, nothing "
        "stays down, cant hold anything, no retengo nada, throwing up nonstop, vomiting nonstop"
    ),
}

INFANT = {
    "infant": (
        "newborn, new born, brand new baby, (few|couple|two|three|four|five|six|2|3|4|5|6|7|8|9|10) day old, day "
        "olds, born (yesterday|last week|this week|on monday|on tuesday|on wednesday|on thursday|on friday|on "
        "saturday|on sunday), just came home from the hospital with (our|the) baby, week old, weeker, wk old, "
        "recien nacid*, de dias de nacid*"
    ),
    "feels_hot": (
        "furnace, like an oven, like a heater, on fire, burning up, boiling, roasting, super hot, hot as, hot to "
        "(the |)touch, esta ardiendo, hirviendo, ardiendo en fiebre, caliente caliente, muy calient*, really warm, "
        "feverish"
    ),
    "baby_word": (
        "baby, infant, newborn, bebe, my son, my daughter, our son, our daughter, twins, twin, grandbaby, nephew, "
        "niece, lo, little one, nene, nena, beba, month old, months old, week old, weeks old, mo old, preemie, he, "
        "she, him, her, toddler, meses, kid, child, boy, girl, hija, hijo, nino, nina, wk old, yr old, year old"
    ),
    "baby_bad": (
        "floppy, limp, like a noodle, noodle, rag doll, ragdoll, like jello, lifeless, wont wake*, not waking, cant"
        " wake*, hard to wake, wont look at me, doesnt look at me, staring off, not moving, barely moving, blue, "
        "gray, grey, purple, mottled, grunting, grunts, gasping, ribs sucking in, bulging soft spot, soft spot (is "
        "|looks |)(bulging|sunken|sticking out|swollen|puffed), fontanelle, mollera (hundida|saltada|abultada|"
        "hinchada), mollera, aguadit*, aguad*, flojit*, flacid*, no reacciona, no despierta, morad*, azul, stopped "
        "breathing, not breathing, wont open (his|her) eyes, high pitched (cry|scream), weird (high |)cry, weird "
        "cry, strange cry, cry sounds weird, unresponsive, se queja, quejid*, yellow (to|all the way|down to), wont"
        " respond, not responding, no responde, dificil de despertar, cuesta despertar*, lethargic, letargic*, "
        "zoned out, dead weight, eyes rolled, weak cry"
    ),
    "baby_feed_not": (
        "(wont|not|isnt|hasnt|refus*|doesnt|barely|hardly|wouldnt|quit|stopped|no) (take|taking|taken|eat|eaten|"
        "eating|feed|feeding|fed|nurse|nursing|nursed|latch|latching|latched|drink|drinking|drank|suck|sucking|wake"
        " to|waking to|wanting to|want to|interested in)*, wont (really |even |)(eat|nurse|feed|latch|drink|take), "
        "not (really |even |)(eating|nursing|feeding|latching|drinking|taking), refus* (bottle*|the breast|breast|"
        "feeds|to eat|to nurse|to feed|the bottle|every bottle), skipped (two|three|2|3|several) (feeds|feedings|"
        "bottles), no quiere (comer|pecho|chichi|leche|mamar|el biberon|tomar|la mamila), no come, no mama, no "
        "agarra el pecho, wont wake (up |)(to|for) (eat|feed*|feeds|bottle*|nurs*), not waking (up |)(to|for) (eat|"
        "feed*|nurse), sleeping through (feeds|feedings|bottles), too (sleepy|tired|weak) to (eat|nurse|feed|suck|"
        "drink), no ha comido, half an ounce"
    ),
    "baby_sleepy": (
        "sleepy, sleeping a lot, sleeps all day, wont wake, hasnt woken, sleeping more, sleeps too much, all he "
        "does is sleep, all she does is sleep, dormid*, lethargic, out of it, listless, weak, drowsy, duerme mucho,"
        " won't stay awake, limp, floppy, yellow, jaundice*, amarill*, slept all day, slept through, hard to wake"
    ),
    "green_vomit": "green, bile, bilis, verde, neon, bright yellow, brown, blood, sangre, projectile",
    "jelly_stool": "red jelly, currant jelly, jelly, raspberry, jalea, gelatina roja",
    "newborn_bad": "poop, diaper, stool, popo, panal",
    "pee_not": (
        "no wet diaper*, no pee, hasnt (peed|wet|had a wet|had a pee|urinated|gone pee)*, havent (peed|urinated|"
        "gone), not peed, no urine, diaper (is |has been |was |)dry, dry diaper*, dry since, hasnt made (pee|"
        "urine), no ha (orinado|hecho pipi|mojado|hecho pis), no orina, no hace pipi, no pipi, not (peeing|"
        "urinating|making urine|making pee|peed|had a wet), isnt (peeing|urinating|making), barely (peed|any urine|"
        "any pee|peeing), one wet diaper, no moja, panal seco, didnt pee, only one wet, no he orinado, hardly "
        "(peed|any urine|any pee), stopped peeing, stopped urinating"
    ),
    "dry_signs": (
        "dry mouth, mouth (is |)dry, mouth is so dry, lips cracked, cracked lips, no tears, sunken eyes, eyes (are "
        "|look |)sunken, sunken, tongue is dry, sin lagrimas, ojos hundidos, boca seca, dry lips, lips are dry, "
        "sticky mouth, skin tents, crying without tears, hundid*"
    ),
    "too_weak": (
        "too weak, weak, cant stand, cant get up, cant walk, wont get up, cant sit up, out of it, limp, sleepy, "
        "drowsy, lethargic, confus*, dizzy, faint*, lightheaded, barely awake, wont wake*, listless, debil, mareo, "
        "mareado, mareada, dormid*, no se puede parar, desmay*, cant hold (his|her) head, glassy"
    ),
    "loses_fluid": (
        "diarrhea*, diarrhoea, the runs, throwing up, threw up, thrown up, vomit*, puk*, barf*, stomach bug, "
        "diarrea, vomito, cant keep, wont drink, not drinking, isnt drinking, refuses to drink, no retiene, no toma"
        " agua, poop is water, watery, norovirus, rotavirus"
    ),
}
