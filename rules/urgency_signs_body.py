"""Words of danger in belly, blood, head, eyes, limbs and spine, English and Spanish. Data only."""

from __future__ import annotations

BODY_SIGNS = {
    "fierce": (
        "killing (me|him|her), kills (me|him|her), like hell, hurts like, (hurts|hurting|hurt|pain) so (much|bad|"
        "badly), so bad, unreal, insane*, brutal, horrendous, agoniz*, off the charts, bawling, sobbing, barely "
        "(stand|walk|move), even (stand|walk|move|sit|breathe), cant stand (up|straight|upright|it)*, fetal "
        "position, rolling on the, howling, something (awful|terrible|fierce), worst, ever (had|felt), of my life, "
        "no aguanto, me mata, me esta matando, matando, cant take (it|the pain), unbearably, on my knees, curled "
        "(up|in)*, balled up, cant get comfortable, gritting, vicious, cant get off the (floor|couch), throwing up "
        "from (the |)pain, 10 10, nine out of ten, pain is (a 9|a 10|ten|nine), out of proportion, llorando, "
        "horrible, gritando, insufrible, like crazy, so bad (i|he|she|that)*, me muero del dolor, me muero de "
        "dolor, thru the roof, writhing, drop* (me|him|her) to, hurts way, crying in pain, crying from, im crying, "
        "so bad im crying"
    ),
    "right_low": (
        "bottom right, lower right*, right lower, right side low, right hip bone, by (my|his|her) right hip, near "
        "(my|his|her) right hip, derecho abajo, abajo (del lado |a la |)derech*, parte baja derecha, bajo derecho, "
        "lower rt, rt lower, low on (my|the|his|her) right, right of (my|his|her) belly button"
    ),
    "jolted": (
        "every step, each step, bumps, bump, jumping, hop, hops, walking, lift (his|her|my) leg, cada vez, cada "
        "paso, threw up, throwing up, puk*, thrown up, calentura, vomito, killing, moving, car ride, hunched, "
        "limping, cant stand, wont eat"
    ),
    "gas_not": (
        "not passed (any |)(gas|wind), not passing (any |)(gas|wind), havent (passed|farted|pooped|gone), hasnt "
        "(passed|farted|pooped|gone), no gas, no farts, cant (fart|pass gas|poop or), no (poop|bm|bowel movement*) "
        "(or|and|no) gas, nothing is coming out, no puedo (sacar|pasar) gases, no he (hecho|ido) del "
        "bano, no gases, bowel obstruction, no wind"
    ),
    "belly_drum": (
        "like a (drum|balloon|beach ball|basketball|rock|board|table|brick), drum tight, tight as a drum, blown up,"
        " ballooned, distend*, huge, hard, rigid, swollen, inflad*, hinchad*, bloat*, dura, duro, stretched, tabla,"
        " board, stiff as"
    ),
    "foul_vomit": "green, brown, poop, feces, fecal, bile, verde, cafe, bilis, popo, black, stool",
    "vomits": (
        "vomit*, throwing up, threw up, thrown up, throws up, puk*, barf*, retch*, heaving, throw up, devolv*, "
        "basca, guacar*, green stuff, brown stuff, upchuck*, tossing, thrown, yacking, spewing, hurling, emptying "
        "(my|his|her) stomach, sick to (my|his|her) stomach, nause*, nauseous"
    ),
    "hernia": "hernia, rupture, hernias, bulge",
    "hernia_stuck": (
        "stuck, wont go (back|in)*, cant push, cant get it (back|in)*, hard, purple, dark, red, not going back, "
        "push it back, no se mete, no entra, dura, morada, wont reduce, black"
    ),
    "jaundiced": (
        "yellow eyes, eyes (are |look |turned |turning |went |)yellow*, eyes are turning yellow, skin (is |looks |"
        "turned |)yellow, jaundice*, turning yellow, turned yellow, ojos amarillos, amarill*, whites of (my|his|"
        "her) eyes, going yellow"
    ),
    "aneurysm": "aneurysm, aneurism, aaa, aortic, aneurisma, aorta",
    "trunk": (
        "belly, stomach, back, flank, abdomen, gut, side, chest, tummy, groin, panza, espalda, estomago, cramps, "
        "abdominal, cramping, ribs, shoulder blades"
    ),
    "hurts": (
        "pain*, hurt*, ache*, aching, cramp*, killing, sore, stabb*, tearing, ripping, agony, tender, sharp, "
        "burning, throb*, duele*, dolor*, dolio, punzada*, colico*, pang, spasm*, pian, paine, hurting, screaming, "
        "kills"
    ),
    "doubled_up": (
        "doubled over, doubled up, doubling over, bent over, bent in half, cant stand (up |)(straight|upright|), "
        "fetal position, curled up, on the floor, cant straighten, hunched over, no me puedo enderezar, doblad*, on"
        " my on my knees, writhing"
    ),
    "cold_sweats": (
        "cold sweat*, sweating, sweaty, clammy, pale, gray, grey, white as, sudor frio, sudando, palid*, drenched, "
        "ghost, pass out, faint*, light headed, lightheaded"
    ),
}

BLOOD_SIGNS = {
    "bleed": "bleed*, blood, bloody, bled, sangr*, bleedin, gushing red, hemorrag*, red stuff",
    "bleed_heavy": (
        "shooting, squirt*, spurt*, spray*, pump*, gush*, fountain, hose, faucet, tons, ton of, bucket*, cupful, "
        "cup of, cups, half a cup, wont clot, pool, pools, puddle, soaked through, soaking through, dripping "
        "nonstop, a chorros, chorros, borbotones, full of, whole toilet, like crazy, wont quit, keeps coming, keeps"
        " pouring, wont let up, tanto, llen*, filled, running down, crime scene, murder scene, a whole, towels, "
        "mouthful*, bright red and, everywhere, hemorrag*, for (almost |over |like |about |)(an hour|2 hours|1 "
        "hour|two hours), oozing nonstop"
    ),
    "cannot": "cant, cannot, couldnt, wont, doesnt, isnt, not, unable, will not, hasnt, wouldnt, no, keeps, never",
    "stop_word": "stop*, quit*, slow down, slowing, clot, clotting, let up, letting up, para, parar, paro, detiene",
    "stop_other": (
        "stop taking, stopped taking, stop my, stop the, stop eliquis, stop warfarin, stopped the, stopped my, "
        "should i stop, need to stop, do i stop, before, surgery, dental"
    ),
    "stool": (
        "each time i go, every time i go, when i go, del bano, al bano, toilet bowl, in the toilet, when i poop, "
        "crap, shit, turd*, hago del, wiping, poops, pooping, pooped, butt, obrar, evacu*, bathroom"
    ),
    "melena": (
        "black sticky (poop|stool|bm)*, (poop|stool|poops|bm|bms|stools) (is|are|looks|look|was|were|turned) (like "
        "|all |really |jet |super |)(black|tar|tarry|coffee)*, black (poop|poops|stool|stools|bm|diarrhea|turds|"
        "crap|shit)*, tar like, looks like tar, like road tar, like tar, negro como, negra como, como alquitran, "
        "como chapopote, (poop|stool|bowel movement)* (looks |)like (tar|coffee grounds|used motor oil|motor oil|"
        "asphalt|molasses)"
    ),
    "maroon": "maroon, dark red, purple red, brick red, burgundy, wine colored, vino",
    "weak_now": (
        "weak, dizzy, faint*, lightheaded, light headed, woozy, pale, passed out, pass out, shaky, sweaty, clammy, "
        "white, mareo, mareado, mareada, debil, palid*, short of breath, winded, heart racing, heart is racing, "
        "cant stand, racing, collapse*, spinning, seeing stars, desmay*, blacked, wobbly, confused"
    ),
    "tonsil": "tonsil*, tonsilectomy, tonsillectomy, adenoids, amigdalas, anginas operad*",
    "mouth_blood": "mouth, spit*, clots, fresh, swallow*, throat, vomit*, bright red, boca, escup*, cough*",
    "gi_dark": "coffee ground*, coffee grinds, like coffee, brown specks, posos de cafe, cafe molido, granos de cafe",
    "big_flow": (
        "cup, cups, half a cup, a lot, lots, handful, mouthful*, bowl, bright red, clots, mucha, bastante, whole"
    ),
    "cough_up": "cough*, tos, tosi*, hack*, escup*",
    "fistula": "fistula, graft, dialysis arm, access site, av graft, fistula arm, dialysis access, dialysis site",
    "thinner": (
        "blood thinner*, bloodthinner*, thinners, thinner, anticoagul*, warf*, coumadin, cumadin, eliqu*, elequis, "
        "xarelto, xeralto, zarelto, pradaxa, plavix, lovenox, brilinta, brillinta, jantoven, hemophilia, "
        "hemophiliac, hemofil*, itp, low platelets, platelets are low, von willebrand, effient, adelgaza* la "
        "sangre, cirrhosis"
    ),
}

HEAD_SIGNS = {
    "head_hit": (
        "hit, hits, hitting, clocked, whack*, bonk*, bang*, bump*, crack*, smack*, slam*, knock*, struck, conk*, "
        "thump*, kicked, landed, elbowed, nailed, beaned, dropped, split, smash*, bounced, fell, falls, fall, wiped"
        " out, faceplant*, face planted, took a (ball|puck|pitch|elbow|knee|header|fall|spill|tumble|bat), rolled "
        "off, tumbled, tripped, slipped, golpe*, pego, pegue, cayo, cai, caida, concussion, concussed, tackled, "
        "pegaron, thrown, flew off, toppled"
    ),
    "head_part": (
        "head, noggin, skull, forehead, temple, cabeza, cabecita, frente, concussion, concussed, headfirst, face, "
        "nuca, craneo, melon, dome"
    ),
    "repeats": (
        "(keeps|kept|keep) (on |)(asking|saying|repeating|telling)*, (same|the same) (question|questions|thing|"
        "story|things) (over|again|every)*, asking (me |us |)(the |)same, asked (me |us |)(the |)same, over and "
        "over, repeat* (herself|himself|the same|questions|things), asking what (day|happened|year|time), asking "
        "where (he|she|we), repite*, pregunta* lo mismo, la misma pregunta, doesnt remember (the fall|falling|"
        "hitting|what|it|any|me|where|my)*, cant remember (the fall|falling|it|what|hitting|any|how|who|where)*, no"
        " memory of, no se acuerda, no recuerda, forgot what happened, loopy, out of it, not making sense, confus*,"
        " foggy, dazed, acting weird, acting strange, acting funny, acting drunk, acting off, not (himself|"
        "herself), not right, slurr*, gibberish, wobbly, stumbl*, cant walk straight, off balance, staggering, "
        "mumbling, talking funny, not acting right, isnt acting right, not acting like, isnt acting like, isnt "
        "making, talking nonsense, vacant, staring, blank stare, drunk, no coordina"
    ),
    "after_head_red": (
        "vomit*, throwing up, threw up, thrown up, puk*, barf*, knocked out, out cold, blacked out, passed out, "
        "went limp, unconscious, lost consciousness, was out for, were out for, seizure, convuls*, shaking, sleepy,"
        " drowsy, hard to wake, wont wake*, cant wake*, hard to keep awake, wont stay awake, groggy, lethargic, "
        "nodding off, falling asleep, blurry, double, worse and worse, getting worse, getting way worse, worst "
        "headache, splitting, dent, soft spot, squishy, bruising behind, raccoon eyes, blood from (his|her|my|the) "
        "(ear|nose), leaking, clear fluid, watery, numb, weak*, cant move, one pupil, dormid*, no despierta, se "
        "desmayo, desmay*, perdio el conocimiento, mucho sueno, somnolient*, trouble waking, waking (him|her|them),"
        " pupil*, stopped breathing, went stiff, neck pain, tingl*, cant feel, keeps sleeping, wants to sleep, just"
        " wants to sleep, cant see, seeing double, seeing stars, black out, tirando"
    ),
    "pupil": "pupil, pupils, pupila, pupilas",
    "differ": (
        "different, bigger, larger, uneven, unequal, smaller, not the same, blown, huge, one, mas grande, "
        "diferente*, desigual*, dilated, doesnt match, fixed, giant, mismatch*, distint*"
    ),
    "clear_fluid": (
        "clear fluid, clear liquid, watery fluid, watery stuff, clear stuff, liquido claro, liquido transparente, "
        "clear water"
    ),
    "nose_ear": "nose, ear, ears, nariz, oido, oreja",
    "crash_word": (
        "crash, wreck, accident, fell, fall, hit, collision, rollover, choque, golpe, caida, ladder, stairs, "
        "concussion, head"
    ),
}

EYE_SIGNS = {
    "sight": "sight, vision, eyesight, vista, eye, eyes, ojo, ojos, seeing",
    "sight_gone": (
        "is gone, just went, went (black|dark|gray|grey|out|blank|dim|white|cloudy|foggy)*, has gone (black|dark|"
        "gray|dim)*, vanish*, disappear*, blacked out, grayed out, greyed out, whited out, is missing, losing, "
        "lost, cutting out, se (me|le) fue, perdi, perdio, blind, ciego, ciega, curtain, shade, veil, cortina, half"
        " gone, half black, all black, pitch black, nothing but (black|gray|dark), cant see (out|anything|a thing|"
        "nothing|from|with|half), cant see, no ve, no veo, can only see half, telaran*, sombra, cant hardly see, "
        "tunnel vision, see nothing, nada con el, going dark, going black, shut off, turned off, no longer see, "
        "only see light, only see shadows, se apago, everything is dark, see only, gone dark, gone black, gone "
        "gray, oscurecio, se puso (negr*|oscur*)"
    ),
    "half_missing": (
        "half of (everything|what|my|the|things|peoples|the world|the screen|the page|faces)*, half (my|the) "
        "(vision|sight|view|field), missing (half|part|chunk|a chunk|the left|the right|one side), side vision, "
        "peripheral, left half, right half, la mitad de lo que veo, lado izquierdo, lado derecho, half the (room|"
        "page|picture|screen), chunk of my vision, dark spot in the middle, black spot in the (middle|center), "
        "chunk missing, hole in my vision"
    ),
    "eye_suddenly": (
        "sudden*, all of a sudden, out of nowhere, this morning, just, an hour ago, hour ago, hours ago, minutes, "
        "min ago, woke up, tonight, today, this afternoon, last night, since lunch, since breakfast, de repente, de"
        " pronto, hace rato, hoy, ahorita, amaneci, right now, since this morning, yesterday, in seconds, de golpe,"
        " hace un rato, hace, while i was, in the middle of"
    ),
    "gone_strong": (
        "is missing, missing, gone, black, dark, blank, disappeared, vanished, cant see, no veo nada, no veo, gray,"
        " grey, blurred out"
    ),
    "chemical": (
        "drain opener, draino, drano, opener, lime, cloro, lejia, acido, limpiador, solvent, acetone, hair dye, "
        "peroxide, battery acid, fertilizer, weed killer, pod, pods, oven spray, cleaner, cleaning, lysol, "
        "fabuloso, clorox, pool, muriatic, toilet bowl cleaner, easy off, gasoline, gas, paint thinner, pesticide, "
        "bug spray, pepper, mace, cement, concrete, plaster, quimico, nail glue, superglue, gorilla glue, hot oil, "
        "hot grease, lye, ammonia, amonia, caustic, varnish, stripper, vinegar, sanitizer, detergent, bleach, tear "
        "gas, disinfect*, antifreeze, jet fuel"
    ),
    "eye_object": (
        "bb, pellet, dart, fishhook, fish hook, hook, firework*, bottle rocket, nail, pencil, knife, scissors, "
        "paintball, airsoft, arrow, shard, glass, metal, wire, bungee, screw, stick, thorn, branch, nerf, golf "
        "ball, baseball, puck, fist, elbow, punched, champagne cork, vidrio, palo, alambre, clavo, pelota"
    ),
    "eye_wrecked": (
        "blood in, bleeding, bloody, cant see, cant open, blurry, vision, leaking, oozing, deformed, pointy, "
        "teardrop, torn, stuck in, stuck, embedded, poking out, went (in|into|through), sticking (out|in), shot, "
        "blind, pupil, colored part, iris, front of the eye, swollen shut, no ve, no veo, sangr*, clavad*, "
        "punctur*, ruptur*, pierced, cut"
    ),
    "halos": "halo, halos, rainbow*, rings around, circulos de luz, arcoiris, colored rings, circles around",
    "eye_word": "eye, eyes, eyeball, ojo, ojos, eyebrow",
    "scalp": "scalp, temple, temples, side of my head, sien, sienes, cuero cabelludo",
    "chews": "chew*, eat, eating, chewing, mastic*, masco, comer, talking",
    "jaws": "jaw, jaws, mandibula, quijada",
    "gca": "giant cell, gca, temporal arteritis, pmr, polymyalgia, polimialgia, arteritis",
    "eye_change": (
        "blurry, blurred, vision, sight, cant see, double, dim, dark, gray, grey, shadow, losing, blind, eye went, "
        "curtain, black, no veo, vista, borros*"
    ),
}

LIMB_SIGNS = {
    "testicle": (
        "(left|right|my|his|one|a|bad) (nut|nuts|ball|balls|testy|teste|huevo|bola), nut sack, nutsack, ballsack, "
        "my sack, his sack, sack is, sack hurts, the boys, family jewels, balls (hurt|ache|are|killing)*, nuts "
        "(hurt|ache|are|is|killing)*, un huevo, los huevos, mis huevos, cojon*, testicul*, bola izquierda, bola "
        "derecha, testees, testacle*, private parts, his privates, my privates, down there on the left, one of his "
        "balls, one of my nuts, left teste, ball is, nut is"
    ),
    "nut_bad": (
        "hard, red, high up, way up, riding up, sideways, twisted, swollen, swole*, swell*, twice as big, twice the"
        " size, bigger, purple, blue, hinchad*, inflamad*, rojo, duro, puffy, throwing up, threw up, nause*, "
        "vomit*, cant walk, barely walk, crying, screaming, waddling, doubled over, killing, out of nowhere, "
        "sudden*, woke up, woke him, woke me, since (3|4|5|6|7|2|1) am, hours, since this morning, tonight, de "
        "repente, desde, hace, kicked, hit, agony, severe, unbearable, since gym, since practice, in my sleep, can "
        "barely, limping, insoportable, horrible*, fuerte, an hour, so bad, really bad, mucho, muchisimo"
    ),
    "cold_limb": (
        "ice cold, icy, freezing, cold, white, pale, blue, purple, dusky, black, gray, grey, fria, frio, blanca, "
        "blanco, morada, morado, helad*, azul, negra, negro, mottled, marbled, bluish, whitish, ghostly"
    ),
    "limb_part": (
        "foot, feet, toe, toes, leg, hand, finger, fingers, arm, calf, pie, pierna, mano, dedo, dedos, brazo, pies,"
        " lower leg, fingertips, shin, forearm, thigh, knee"
    ),
    "limb_danger": (
        "numb*, cant feel, no feeling, cant move, wont move, painful, pain*, hurt*, sudden*, no pulse, tingl*, "
        "excruciating, killing, dead, duele, dolor, dormid*, no siento, no la siento, no lo siento, no puedo mover,"
        " de repente, all of a sudden, out of nowhere, no feelin, screaming, worse, smell*, stinks, huele, pins and"
        " needles, turning, swollen, tight"
    ),
    "compartment": (
        "out of proportion, tight as a drum, like wood, rock hard, hard as (a rock|wood|stone), shiny and tight, so"
        " tight, screaming in pain, pain meds (arent|dont|wont) touch*, worse when i (move|wiggle|stretch) my "
        "(toes|fingers), unreal, unbearable, wont stop crying"
    ),
    "limb_risk": (
        "cast, splint, crush*, crushed, fractur*, broke*, surgery, boot, pinned, smashed, yeso, ferula, cirugia, wrap"
    ),
    "flesh_rot": (
        "spreading fast, spread* (inches|up), moved up, inches in, (2|3|4|5|6|7|8|10|two|three|four|five|six) "
        "inches, by the hour, every hour, each hour, within hours, in a few hours, in (2|3|4|5) (hours|hrs), racing"
        " up, crackl*, crunchy, bubbles under, bubbly, skin (is |)(turning |going |gone |)(black|purple|gray|"
        "dusky), dying skin, dead skin, flesh eating, turned black, gone black, blisters, rapido"
    ),
    "redness": (
        "red*, cellulitis, infection, infected, wound, cut, sore, bite, rash, swelling, roj*, herida, skin, ulcer, "
        "incision, blister*"
    ),
    "toxic": (
        "fever, unreal, excruciating, feel awful, worst, unbearable, severe, chills, confused, shaking, vomit*, out"
        " of proportion, weak, sick, temp*, fiebre, heart racing, insane, killing, pain, smell*, so much pain, pass"
        " out, terrible, horrible, calentura"
    ),
}

SPINE_SIGNS = {
    "groin_numb": (
        "butt, crotch, vagina, penis, rear, rear end, bottom, buttock*, privates, private area, private parts, "
        "between (my|the|his|her) legs, entre las piernas, saddle*, down there, taint, genital*, groin, where i "
        "sit, inner thigh*, when i wipe, wiping, wipe, girl parts, lady parts, asiento, nalgas, pompis, partes, "
        "cheeks, perine*, butthole, tailbone, crotch area, nether"
    ),
    "numbness": (
        "numb*, cant feel, no feeling, lost feeling, lost all feeling, tingl*, dead, no siento, no sensation, "
        "dormid*, adormecid*, entumid*, novocaine, asleep, dont feel, pins and needles, couldnt feel, no longer "
        "feel, not feeling, lost sensation, no feel"
    ),
    "leaks_self": (
        "peed (my|his|her|on|all)*, pee (my|his|her) pants, wet (my|his|her) pants, wet (myself|himself|herself|the"
        " bed), soiled (myself|himself|herself|my|his|her)*, pooped (my|his|her|on|in)*, crapped (my|his|her)*, "
        "shit (my|his|her)*, cant hold (my|it|his|her|anything|urine|pee|poop|bowels|bladder)*, lost (control|"
        "bowel|bladder|all control)*, no control of, no control over, accidents, having accidents, leaking (urine|"
        "pee|stool|poop)*, incontinen*, without knowing, dribbling, didnt know i (peed|had to|was)*, me orin*, se "
        "orin*, me hice (del bano|pipi|popo), no controlo, no puedo aguantar, no aguanto la orina, didnt even know,"
        " cant tell when i (need|have), went on myself, no bladder control, no bowel control, losing control"
    ),
    "pee_cannot": (
        "cant (pee|urinate|go pee|start my|start the|start peeing|get any pee|get pee|empty|pass urine|make myself "
        "pee)*, unable to (pee|urinate|go), not able to (pee|urinate|go), havent (peed|been able to pee|been able "
        "to urinate|urinated), hasnt (peed|been able to pee|been able to urinate|urinated), wont come out, no pee "
        "comes, pee wont, stream, straining to pee, retention, no puedo orinar, no puede orinar, no he podido "
        "orinar, no puedo hacer pipi, bladder wont, bladder is full, cant get (it|pee|urine) to (come|start)"
    ),
    "legs_dead": (
        "legs (wont|dont|arent|are not|cant|will not|just|keep|are|feel|went|gave|give|giving|buckl*|collaps*|quit)"
        " (hold*|work*|move|moving|support*|weak*|giving|buckl*|collaps*|dead|numb|jello|jelly|rubber|noodles|"
        "paralyz*|heavy|out|way|like)*, legs (buckled|buckle|gave|collapse*|weak|numb), (both|my|his|her) (legs|"
        "feet) (are |feel |went |have gone |gone |)(dead|numb|weak|rubber|jello|jelly|useless|paralyz*|giving), "
        "weak legs, legs like (jello|jelly|rubber|noodles), cant (move|feel|lift|use) (my|his|her|both|either) "
        "(leg|legs|feet), both feet, both legs, ambas piernas, las dos piernas, no siento las piernas, piernas no "
        "(me |)(responden|sostienen|aguantan), no puedo mover las piernas, piernas (debiles|dormidas), foot drop, "
        "dragging both, legs wont"
    ),
    "back_word": (
        "back, spine, sciatica, disc, disk, discs, lumbar, espalda, columna, ciatica, herniated, vertebra*, spinal,"
        " tailbone, back surgery, epidural"
    ),
    "spine_risk": (
        "cancer, tumor, metast*, mets, epidural, spinal (tap|injection|block|fusion|surgery), abscess, iv drug*, "
        "shoot up, fever, heroin, myeloma, fell, fall, crash, accident"
    ),
}
