"""Chest, great vessels, breath, faints and heartbeat: how people say it without the textbook's words. Data only.

Parts, sensations and companions are kept apart; `rules.urgency_rules_brain_heart` puts them together.
"""

from __future__ import annotations

HEART = {
    "calm_chest": (
        "hair*, cold, congest*, cough*, flu, shirt, bra, acne, rash, itch*, x ray, muscle*, workout, gym, tattoo, "
        "sunburn, wax*, feel like a million, feel like i can, better, mosquito, bruise*, zit, pimple, lump"
    ),
    "simile": (
        "feels like, feeling like, feel like, felt like, like a, like an, like someone, like somebody, like "
        "something, like (its|it), like (theres|there), as if, as though, siento como, como si, se siente como"
    ),
    "babe": "baby, newborn, infant, lotion, vicks, cream, oil, papers, books",
    "breast_left": "left breast, under my breast, under my left, left boob, pecho izquierdo",
    "tear_calm": (
        "rotator, meniscus, acl, mcl, muscle*, pulled, eye drops, tears, paper, years, labrum, hamstring, calf, "
        "sciatica, kidney stone*, always"
    ),
    "chest": (
        "chet, pcho, cehst, chesr, cjest, chess, chst, chesst, ches, chect, chest area, behind my ribs, between my "
        "(breasts|boobs), center of my ribs, breast plate, breastplate, middle of my ribs, breatbone, pechos, esternon"
    ),
    "chest_feel": (
        "is killing, killing me, siento raro, se siente raro, hurtin, hurst, painful, squash*, knot, charley horse, "
        "arde, me arde, quemazon, apachurra*, strangl*, brick, bricks, anvil, boulder, cinder block, fist, poker, on "
        "fire, tightn*, squeezy, elefante, explod*, explot*, ripped, burst*, cinching, bearing down, piedra, peso, "
        "aplasta*, quema*, tightened, tightens, crampy, gnawing, radiating, radiates, jabbing, jabs, pinching"
    ),
    "heavy_thing": (
        "elephant, truck, car, brick, bricks, anvil, boulder, ton of bricks, weight, gorilla, horse, cement, "
        "concrete, safe, somebody, someone, cow, piano, sack, refrigerator, fridge, fat man, grown man, elefante, "
        "piedra, camion, yunque, losa, sandbag*, cinder block*"
    ),
    "press_verb": (
        "sitting, sits, sit, sat, parked, standing, stood, stands, lay, laying, lying, lays, press*, push*, squeez*, "
        "stepped, stepping, stomp*, leaning, dropped, rolled, squash*, crush*, on top of, encima, sentad*, aplast*, "
        "on my, squat*, kneel*"
    ),
    "elephant": "elephant, elefante, gorilla, anvil",
    "squeeze_band": (
        "cinch*, tighten*, squeez*, tight, tighter, constrict*, crush*, wrapped, pulled, pulling, clamp*, grip*, "
        "vise, vice"
    ),
    "band_thing": "band, belt, strap, rope, bear hug, corset, girdle, vise, vice, clamp, boa, faja, cinturon",
    "ribs_word": "ribs, rib cage, ribcage, upper body, torso, costillas, me",
    "clutch": "clutch*, grab*, holding, holds, gripping, rubbing, agarra*, agarrando*, pressing on, hand on, hand to",
    "feel_sick": (
        "feel sick, feeling sick, bit sick, sick with it, sick to, pukey, puky, queasy, nause*, throw up, throwing "
        "up, threw up, vomit*, puk*, barf*, nausea*, ganas de vomitar, asco, want to throw up, woozy"
    ),
    "sweaty": (
        "sweat*, clammy, drenched, soaked in sweat, dripping, gray, grey, ashen, white as a (sheet|ghost), pale, cold "
        "and wet, soaking wet, sudor*, sudando, suda, palid*, empapad* en sudor, no color, wet with, grayish, lost "
        "(his|her) color, pasty"
    ),
    "upper_back": (
        "upper back, between (my|his|her|the) shoulder*, shoulder blade*, shoulderblade*, both shoulders, both arms, "
        "across my shoulders, down my arm, left shoulder, left arm, arm, arms, espalda alta, entre los hombros, los "
        "dos brazos, brazo izquierdo, hombro izquierdo, omoplato*"
    ),
    "ach": (
        "pain*, ache*, aching, achy, hurt*, heavy, heaviness, tingl*, numb*, dead, pressure, weird, funny, duele*, "
        "dolor*, pesad*, dormid*, burning, sore, throbbing, adormecid*"
    ),
    "upset": (
        "indigestion, heartburn, heart burn, reflux, gas, acid, agruras, acidez, gas pain*, tums, antacid*, burp*, "
        "stomach upset"
    ),
    "arm_jaw": "arm, arms, jaw, shoulder, neck, teeth, brazo, mandibula, quijada, hombro, cuello, throat",
    "tear_feel": (
        "tear, tearing, ripping, ripped, rip, tore, torn, rasga*, desgarr*, splitting, stabbing, knife, knifelike, "
        "being cut, sword, rajando, shearing"
    ),
    "trunk_back": (
        "back, spine, shoulder blade*, shoulderblade*, chest, between (my|his|her|the) shoulder*, espalda, pecho, "
        "belly, stomach, flank, abdomen, vientre"
    ),
    "strong_sudden": (
        "out of nowhere, sudden*, all of a sudden, instantly, worst, in a second, worst ever, worst pain, of my life, "
        "de repente, de golpe, faint, pass out, passing out, never felt, collapsed, excruciating, unbearable, "
        "screaming, unreal, 10 out of 10, 10 10, insoportable, cant move, took me down, dropped me, cold sweat*, "
        "pale, clammy, blinding"
    ),
    "aortic": "aneurysm*, aneurism*, triple a, aaa, dissection, aortic, aorta, marfan*, aneurisma*",
    "nitro": "nitros, nitroglicerina, nitro spray, nitro tab*, nitrogliserin, nitros under, nitro pill*, nitro already",
    "not_relieved": (
        "after the nitro, second nitro, (its|it) back, is back, came back, went away for, wore off, not touching, not "
        "touching it, wont touch, didnt do anything, doing nothing, already, another, more, second one, third one, "
        "two of, three, 3 of, not working, isnt working, no change, no effect, didnt touch, back again, took 2, took "
        "3, took two, no better, no me hizo, no me quito, worse, other one"
    ),
    "heart_attack": (
        "cardiac event, cardiac episode, heart giving out, heart is giving out, heart (might be|is) failing, heart is "
        "stopping, heart atack, hart attack, heart attck, a coronary, paro cardiaco, un infarto"
    ),
    "same_as_before": (
        "same as before, same as last time, igual que (antes|la|cuando), same (feeling|pain|thing|way|symptoms) (as|i "
        "had|i got|like), just like (my|the) (last|first), like (my|the) (last|first), right before my, as before my, "
        "felt like this before my, como (mi|el) (primer|ultimo)"
    ),
    "last_attack": "heart attack, stent, bypass, widowmaker, infarto, last mi, my mi",
    "at_rest": (
        "sitting down too, at rest, just sitting, sitting still, doing nothing, without doing anything, wakes me, "
        "woke me, lying in bed, even sitting, watching tv, happening more, coming more often, less and less, shorter "
        "distance"
    ),
}

AIR = {
    "croup_bad": (
        "even when (he|she) (is |)calm, at rest, calm, noise, sitting still, asleep, drool*, ribs, blue, stridor, "
        "pulling, wont drink, every breath, trouble"
    ),
    "croup": "croup, barky cough, barking cough, crup, tos de perro",
    "breath_simile": (
        "fish, freight train, ran a (race|mile|marathon), run a (race|mile|marathon), straw, wet towel, wet cloth, "
        "underwater, drowning, elephant, bellows, dog panting, darth vader, snorkel, plastic bag, pillow over"
    ),
    "asthma": "asthma, asma, copd, emphysema, epoc",
    "chronic_quiet": (
        "mold, furnace, snor*, apnea machine, cpap, machine, car, fan, hearing, ear, sleep study, at night for years, "
        "nose"
    ),
    "years": "years, months, for years, since i was, always, motion sickness, boat, roller coaster",
    "sob": (
        "sucking air, sucking wind, see (his|her) collarbones, cant inhale, choking for air, waking up choking, wakes "
        "up choking, wakes up gasping, breathing is (labored|bad|awful|terrible|hard|difficult|shallow), no air in "
        "the room, fighting to breathe, fighting for every breath, batalla para respirar, batallando para respirar, "
        "se me va el aire, me asfixio, se asfixia, se esta ahogando, no alcanzo aire, no alcanza aire, no agarro "
        "aire, lungs (are |feel like they are |feel |feel like theyre |)filling, no puede jalar aire, hunched over "
        "(trying|to breathe|the table), cant pull air, smothering, like im breathing water, breathing water, cant "
        "(get|take|draw|suck|pull) (enough |any |much |a |in |)(air|breath*|oxygen*), not enough air, get enough air, "
        "panting, pants like, gulp* for air, gulping, starving for air, every breath is (a |)(fight|work|struggle|"
        "effort|battle|chore), each breath is (a |)(fight|work|struggle|effort|battle), through a (coffee |cocktail |"
        "tiny |)straw, thru a (coffee |tiny |)straw, sip of air, sips of air, windless, air wont (go|come) in, lungs "
        "wont, no me entra (el |)aire, no le entra (el |)aire, falta mucho el aire, no jala aire, cant catch (my|his|"
        "her|a) breath, cant breath, hard time breathing, working (so |really |very |)hard to breathe, struggl* (to|"
        "for) (breathe|breath|air|breathing), having to work to breathe, lungs are (closing|tight), puffing like, air "
        "isnt going in, no entra aire, sofoca*, me sofoco, cant get my breath, cant get (his|her) breath, catch (a|my|"
        "his|her) breath"
    ),
    "breathe": (
        "brething, brethin, breething, breths, breathes, breaths, breath, respire, respiraciones, breathinf, breathng"
    ),
    "per_minute": (
        "(30|35|40|45|50|55|60|65|70|75|80|85|90) (times a|breaths a|breaths per|times per|a|per|x a) (minute|min), "
        "(40|50|60|70|80) (respiraciones|veces) por minuto"
    ),
    "short_words": (
        "terminar una frase, terminar la frase, ni hablar de lo agitad*, no puede ni hablar, no puedo ni hablar, "
        "puede ni hablar, puedo ni hablar, cant even talk, hardly talk, barely talk, cant finish (telling|talking|"
        "what|his|her|my), (two|three|few|couple|one|2|3|2 or 3|two or three|couple of) words, finish (a|his|her|my) "
        "(sentence|sentance), between words, mid sentence, gasping just from talking, talk without gasping, stop for "
        "air, talking makes, one word at, dos palabras, full sentence, whole sentence, too winded to (talk|speak)"
    ),
    "stop_air": "stop*, before, air, breath*, gasp*, at a time, cant, only, without, barely, hardly, aire",
    "retraction": (
        "nostrils (are |)(flaring|flare*), nose (is |)flaring, dip at the base, sucking in (under|at|between|above), "
        "ribs sucking, skin (is |)(sucking|pulling) in, belly (is |)(going|pumping|heaving), hunde la pancita, hunde "
        "(la|el|las|los), hunden, using (his|her) (stomach|belly|neck) (muscles |)to breathe, chest (caving|sinking) "
        "in, chest (is |)(caving|sinking|sucking), tugging at, base of (his|her) throat, aleteo nasal, ribs with "
        "every, see every rib, between (his|her) ribs"
    ),
    "air_noise": (
        "whistl*, crow*, squeak*, high pitched, gurgl*, rattl*, grunt*, honk*, squeal*, raspy, noisy, loud noise, "
        "barky, barking, seal, ruido, pujido*, quejido*"
    ),
    "air_in": (
        "breathes in, breathing in, breathe in, inhales, inhaling, every breath, each breath, with every breath, when "
        "(he|she|i) breath*, with each breath, al respirar, cuando respira, take a breath, breathes"
    ),
    "froth": "froth*, foam*, espuma, pink spit, pink sputum, pink phlegm, pink stuff, flema rosa*",
    "inhaler": (
        "nebs, neb, nebuliser, rescue, puffers, inhalers, albuterol neb*, duoneb, xopenex, levalbuterol, combivent, "
        "breathing treatment*, inhalator, nebulisation*, symbicort, bomba, prednisone"
    ),
    "inhaler_fails": (
        "nothing is (opening|helping|working), nothing opens, nothing helps, going crazy, out of control, way worse, "
        "out of hand, no better, still wheezing, not any better, still tight, isnt touching, not touching, wont "
        "touch, no change, ya no le hace, ya no me hace, no hace efecto, not cutting it, not doing anything, isnt "
        "doing anything, every (hour*|30|20|15|half*), back to back, still cant, not keeping up, doesnt do (anything|"
        "a thing), no effect, didnt touch, stopped working, isnt keeping up, arent (working*|helping*|doing*), nada, "
        "dont (help*|work*|do)"
    ),
    "inhaler_out": (
        "empty, out of, ran out, run out, none left, is gone, used (it |)up, no tengo, se me acabo, se acabo, lost "
        "my, expired, cant find, dont have"
    ),
    "attack_now": (
        "silba el pecho, wheezing, having an asthma attack, asthma attack now, in an asthma attack, wheez*, asthma "
        "attack, cant stop coughing, chest is tight, tight chest, ataque de asma, asthma is (really |so |very |)(bad|"
        "flaring|acting)"
    ),
    "blue": "azul*, morad*, bluey, greyish, grayish, mottled, ashen",
    "blue_part": (
        "lips, lip, fingernails, fingertips, nails, nail beds, tongue, labios, unas, mouth, around (his|her|the) "
        "mouth, uñas"
    ),
    "gone_blue": (
        "gone blue, turned blue, are blue, look blue, going blue, went blue, bluish, blue, azules, morados, purple"
    ),
    "oxygen_tank": "oxygen tank, concentrator, oxygen machine, home oxygen, my oxygen, his oxygen, her oxygen, liters",
    "tank_fails": (
        "isnt keeping up, not keeping up, not enough, broke, broken, stopped, empty, ran out, running out, out"
    ),
    "air_bad": (
        "gasp*, cant breathe, short of breath, struggling, blue, worse, dizzy, panicking, hard to breathe, sob, out "
        "of breath"
    ),
    "little_effort": (
        "just sitting, recliner, doing nothing, sitting here, at rest, ten feet, 10 feet, a few feet, a few steps, "
        "sin hacer nada, rolling over, getting dressed, brushing my teeth, walking to the bathroom, to the bathroom, "
        "to the kitchen, across the room, just talking, from talking, tying my shoes, standing up, sitting in (my|"
        "the) chair, turning over, crossing the room, few steps, from bed to, bed to bathroom, one flight, in the "
        "shower, eating, out of bed, to the toilet, al bano"
    ),
    "winded": (
        "short winded, shortwinded, huffing, puffing, puffin, winded, short of breath, out of breath, breathless*, "
        "gasp*, sob, puffed, puffed out, no aguanto"
    ),
}

FALLING = {
    "no_reply": (
        "get (him|her) to answer, get (him|her) to respond, didnt answer, wouldnt answer, couldnt get (him|her), not "
        "answering, no response, unresponsive, didnt respond, wouldnt respond, couldnt wake, no respondia, no "
        "contestaba"
    ),
    "slump": "slumped, slump, slumped over, head dropped, slid out of (his|her) chair, eyes rolled, desguanz*",
    "drop_calm": (
        "weight, pounds, lbs, off, a class, class, price, grade*, out of, phone, food, size, sugar, dosage, dose, the "
        "ball, temperature"
    ),
    "faint": (
        "i was on the (floor|ground), was on the (floor|ground) and, woke up on my (bathroom*|kitchen*|bedroom*), "
        "dont know how long i was, how long i was (out|down|there), crumpled, crumbled to the (floor|ground), dropped "
        "to the (floor|ground), keel* over, lights out, lights went out, woke up on the (tile*|tiles*|carpet*|stairs*|"
        "kitchen*|hallway*|hall*|driveway*|grass*|lawn*|pavement*|sidewalk*|rug|concrete*|linoleum*), came to (on|in|"
        "with*|lying*|laying*), no idea how i (got|ended|wound), dont know how i (got|ended|wound) (there|on|here|"
        "up), dont remember (falling|going down|hitting the), found (me|him|her|himself|herself|myself) on the (floor|"
        "ground|bathroom|kitchen), lost time, dropped like (a|he|she), face planted out, se me fue el mundo, se me "
        "apago todo, cai al (piso|suelo), se cayo redond*, se fue al (piso|suelo), went down like, went out cold, "
        "just dropped, just went down, out for (a few|like|about|maybe) (seconds*|sec|secs*|a minute*|minute*|30|20|"
        "10), was out (for|a|maybe*|cold*), greyed out, grayed out, blackd out, fanted, faited, passed outt, pased "
        "out, knees buckled and, woke up with (people*|everyone*|my husband*|my wife*|paramedics*), dropped mid, "
        "unconsious, lost concious*, hit the ground and, falling out at, me desmaye, went limp in my arms, was "
        "unresponsive for, perdi el sentido, zonked out on the floor"
    ),
    "near_faint": (
        "keel over, nearly (going|went|go) down, almost (going|go) down, about to (drop|go down|collapse|black out), "
        "going to (collapse|drop|black out|keel over), feel like (collapsing|i could faint|i could pass out|i might "
        "faint|i might pass out|im about to faint|im about to pass out|im about to black out|im about to drop|im "
        "about to go down|im about to collapse), graying out, greying out, vision (tunnels|tunneled|going black|goes "
        "black|closing in), tunnel vision, everything goes (black|dark|gray|grey), everything goes (black|gray), voy "
        "a desmayar, almost black out, me voy a desmayar, casi me caigo, casi me desmaye, gonna (drop|collapse)"
    ),
    "heart_wild": (
        "heart (is |was |keeps |kept |)(paus*|stopping|skipping), heart stops and, heart stopped, heart (is |"
        ")galloping, heart (is |was |been |started |starts |has been |keeps |kept |went |going |goes |)(rac*|pound*|"
        "flutter*|flip*|skip*|nuts|crazy|wild|jump*|thump*|hammer*|flopp*|out of rhythm|irregular|fast), beating out "
        "of (my|his|her) chest, beating (so |very |really |)fast, corazon (se me |)(acelera*|brinca*|late*), palpit*, "
        "afib, a fib, svt, heart beating like, heart going a mile, heart wont slow*, pulse is racing, corazon "
        "acelerado, corazon muy rapido"
    ),
    "heart_bad": (
        "see black, seeing black, see stars, go black, goes black, everything goes, cant stand, no aguanto, on the "
        "ground, on the floor, fell, everything went, lights out, pass* out, faint*, black* out, collaps*, cant "
        "breathe, short of breath, dizzy, woozy, lightheaded, light headed, chest (pain*|hurts*|tight*|pressure*|"
        "feels*), keel*, going down, sweat*, gray, nearly, breathe, breathe right, desmay*, mare*, weak, sob, sick, "
        "about to, dropped"
    ),
    "beats": "heart, pulse, heart rate, heartbeat, hr, corazon, pulso, latidos, ticker",
    "fast_number": ", ".join(str(number) for number in range(140, 240)),
    "not_beats": (
        "blood pressure, bp, over, weight, lbs, pounds, sugar, glucose, cholesterol, ldl, workout, exercise, "
        "exercising, running, treadmill, ran, peloton, max, gym, bike, sprint*, triglycerides, calories, mg, mcg, "
        "dollars, unit, units, watt*, stress test, target"
    ),
    "icd": "icd, defibrillator, defib, aicd, desfibrilador, my device, his device, her device, pacemaker, life vest",
    "shocked": (
        "shock, shocked, shocks, zapped, zap, fired, went off, kicked, kick, kicked me, descarga*, jolt*, goes off"
    ),
    "young_drop": "practice, game, mid, running, playing, court, field, soccer, basketball, track, swim*, pool, gym",
    "dropped": "dropped, drop, collapsed, fell over, went down, went limp, fell out",
}
