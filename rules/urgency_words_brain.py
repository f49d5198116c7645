"""Stroke, headache, seizure and a mind gone astray, in the words of those who watch it happen. Data only."""

from __future__ import annotations

STROKE = {
    "smile_sure": (
        "cant smile, cannot smile, couldnt smile, smile evenly, smile straight, smile is (uneven*|off|lopsided*|"
        "crooked*|only*), only smile on one, cant close (one|her|his|my) eye, cant whistle, cant puff, face isnt "
        "moving, face wont move, isnt moving on one side, no puede sonreir, cara (esta |)(chueca|caida|torcida|de "
        "lado)"
    ),
    "picture_joke": "photo, selfie, lol, picture, haha",
    "drinks": "beers, wine, vodka, party, bar, whiskey, when he drinks, when she drinks, alcoholic, tequila, toddler",
    "drunk_like": (
        "(sounds|sounding|sounded|talks|talking|acting|acts|seems|seemed|looks|walks|slurring) (like hes |like he |"
        "like shes |like she |like theyre |a little |kind of |like a |)(drunk*|tipsy|wasted|intoxicated), borrach*"
    ),
    "prosthesis": "prosthe*, old, ice, rug, dog, tripped, fell, amput*, cast, pain, hurts, knee",
    "limb_alien": (
        "not attached, isnt attached, isnt mine, not mine, belongs to (someone*|somebody*), like (its|it) not there, "
        "like it isnt there, out from under (me|him|her), someone elses (arm|leg|hand*), a mind of (its|it) own, wont "
        "listen to me, not part of my body"
    ),
    "smile_part": (
        "side of (his|her) face, smiling, smiles, baba, comisura, face, mouth, smile, lip, lips, cheek, eyelid, grin, "
        "cara, boca, mejilla, sonrisa, side of (his|her|my) (face|mouth)"
    ),
    "smile_off": (
        "de un lado, por un lado, corner of (his|her|my) mouth, droop*, slack, sag*, sags, crooked, lopsided, lop "
        "sided, uneven, hang*, numb*, twisted, melting, melted, dribbl*, drooling out, falls out, falling out, leaks "
        "out, leaking out, runs out, running out, slid*, wont move, not moving, didnt go up, doesnt go up, pulled "
        "down, pulled to, dead, drops, dropped, fell down, cockeyed, de lado, chuec*, torcid*, caid*, torcio, "
        "dormid*, entumid*, cuelga, sideways, spilling out, dripping out, one side lower, wonky, drag*, off center, "
        "half frozen, frozen, limp"
    ),
    "dentist": (
        "photo, picture, lol, haha, selfie, dentist, dental, novocaine, bells palsy, botox, filling, root canal, "
        "root, years, tooth, anesthesia, lidocaine, acne, breaks out, since birth, numbing, orajel, sinus, baby, "
        "newborn, teething, asleep, drool, pillow"
    ),
    "one_limb": (
        "(left|right|one|that) (arm|leg|hand|foot|side), arm, leg, hand, foot, fingers, mano, brazo, pierna, pie, "
        "dedos, lado izquierdo, lado derecho, limb, wrist, grip, (left|right) fingers"
    ),
    "limb_quits": (
        "weigh*, like lead, like cement, thousand pounds, ton of bricks, like rubber, like jello, like jelly, wont "
        "hold me, wont hold (him|her), fell to (his|her|my) side, collapsed under, is asleep and, drifting, no "
        "fuerza, wont do what i, isnt obeying, scribble, is dead, not attached, attached to me, isnt there, not "
        "there, make a fist, out from under, not part of me, feels foreign, drops, drifts down, no puede agarrar*, "
        "clumsy, quit, quit on, quits, went limp, went dead, went weak, went heavy, went numb, went floppy, gone "
        "dead, gone limp, gone weak, gone numb, gives way, gave way, wont work, wont move, wont grip, wont listen, "
        "wont do what, wont cooperate, wont lift, wont open, wont close, useless, floppy, curled up, paraly*, weak, "
        "weaker, stopped working, stopped moving, not working, isnt working, doesnt work, not moving, doesnt move, "
        "cant (open|lift|raise|move|use|control|close|bend) (it|his|her|my|the), couldnt (open|lift|raise|move|use|"
        "control) (it|his|her|my|the), cant feel, couldnt feel, cant hold (a|the|my|his|her|anything*|onto*|on to), "
        "couldnt hold (a|the|my|his|her|anything*|onto*), cant grip, cant button, couldnt button, keeps dropping, "
        "keep dropping, dropping things, dropped (the|my|a|his|her) (mug|cup|fork*|pen|phone*|keys*|coffee*|glass*|"
        "spoon*|plate*|toothbrush*|pan|bowl*), drags, dragging, isnt (mine|hers|his), belongs to, like (its|it|it is) "
        "not mine, someone elses, feels like rubber, no puede (mover|levantar|abrir|cerrar), no puedo (mover|levantar|"
        "abrir|cerrar), no responde, no me responde, no le responde, sin fuerza*, no tiene fuerza*, no tengo fuerza*, "
        "just hangs, hangs there, dead weight, doesnt know where, is asleep and wont, feels drunk, not obeying, wont "
        "obey, wandering off, mind of (its|it) own, se le caen las cosas, se me caen las cosas, debil"
    ),
    "not_stroke": (
        "pain, painful, hurts, hurt, hurting, fell, fall, carpal, sprain*, broke, broken, surgery, cast, arthritis, "
        "sore, gym, injur*, years, months, workout, therapy, pt, brace, splint, sling, tendon*, rotator, frozen "
        "shoulder, trigger finger, shot, swollen, cut, knife, infected, bite, bit, bug, gout, always, since birth, "
        "cerebral palsy, ms, old stroke, prosthe*, slept on, crossed, cross my, braces, shoes, dog, knitting, typing, "
        "guitar, baby, mouse, phone line, dolor, duele, coser, hip, knee, elbow, new hand, hand sanitizer, hand "
        "towel, keyboard, wire, wires"
    ),
    "suddenly": (
        "sudden*, all of a sudden, this morning, woke up, woke, today, just now, just, hour ago, hours ago, minutes "
        "ago, since (lunch*|breakfast*|dinner*|noon*|this*|last*|yesterday*|i|he|she|about*), while i was, while (he|"
        "she) was, for a few minutes, for (a few|about|like|five|ten|fifteen|5|10|15|20), came on, out of nowhere, "
        "tonight, de repente, hace (rato*|una|un|media*), amaneci*, desde (hoy|esta*|anoche*|la), now, started, last "
        "night, this afternoon, this evening, started while, gone now, came back, ahorita, came and went"
    ),
    "hand_task": (
        "no puede agarrar (la cuchara*|el tenedor*|el vaso*|cosas*), cant make a fist, cant work (the|his|her|my) "
        "(remote|phone|zipper|keys), cant button, cant hold (a|the|my|his|her) (pen|fork|spoon|cup|phone|toothbrush), "
        "cant write, couldnt write, cant sign my name, how to use a (fork|spoon|phone|key), handwriting (is|went|"
        "looks), cant type, couldnt type, missing the keys, cant zip, cant tie"
    ),
    "talk_noun": (
        "tell me something, trying to tell, trying to say, came out, say something, tried to talk, tried to say, "
        "asked for, voice is, speech, words, word, talking, talk, talks, speak, speaking, speaks, tongue, sentences, "
        "voice, saying, sounds, sounding, sounded, habla, hablar, hablando, palabras, lengua, mouth"
    ),
    "talk_off": (
        "dont make sense, doesnt make sense, not make sense, make no sense, in circles, doesnt track, not real words, "
        "arent words, arent real words, made up words, isnt english, just noise, just sounds, just mush, speech went, "
        "speech left, went for, disappeared, slow and thick, slur*, garbl*, mush, mushy, gibberish, jumbl*, thick, "
        "drunk, nonsense, scrambl*, wont come, not coming, babbl*, mumbl*, salad, wont work, isnt working, not "
        "working, doesnt work, stuck, backwards, mixed up, come out wrong, comes out wrong, came out wrong, came out "
        "as, coming out wrong, all wrong, twisted, not clear, unclear, marbles, balbuce*, enredad*, trabad*, "
        "arrastr*, borrach*, raro, like mush, makes no sense, no se le entiende, no le entiend*, cotton, messed up, "
        "weird, heavy, wrong way, foreign language, nothing comes out, wont form, stopped making sense, tripping over"
    ),
    "talk_fine": (
        "great, well, smoothly, therap*, front desk, instructions, hold music, phone, speaker, line, toddler, "
        "translator, wedding, toastmasters, lisp, stutter*, voicemail, biopsy, bit my, burned, pierc*, hoarse, cold, "
        "laryngitis, sore throat, dictation, autocorrect, voice to text, voice text, typo*, swollen, swell*, chatgpt, "
        "transcript*, weight, accent"
    ),
    "lost_words": (
        "cant tell me what (he|she) wants, only says yes, just says yes, only says no, just says no, only says one "
        "word, says the same word, speech (just |)(went|left|disappeared|quit|stopped), (cant|couldnt|cannot|not able "
        "to|unable to|trouble|struggling to|could not|wasnt able to|hard time) (get|getting|find|finding|say|saying|"
        "form|forming|make|making|put|spit) (a |a single |my |his |her |the |any |out |right |simple |)(word*|words*|"
        "sentence*|sentences*), cant get a word out, couldnt get a word out, cant spit (it|the words|words) out, "
        "wrong word (comes*|came*|kept*|keeps*), wrong words (come*|came*|kept*|keep*), words (wont|wouldnt|dont|"
        "didnt) come, forgot (how to talk*|the words for|the names of|words for), lost (my|his|her) (speech|words|"
        "ability to speak), cant say what, couldnt say what, knew what i wanted to say, knows what (he|she) wants to "
        "say, cant think of (the names of|simple*|names of|words for), no (me|le) salen las palabras, no (puede|podia|"
        "puedo|pude) (hablar*|decir*|articular*), perdio el habla, se quedo sin habla, no encuentra las palabras, "
        "looks at me but, opens (his|her) mouth but nothing, calling things by the wrong, cant name"
    ),
    "thanks_words": (
        "thank*, grateful, appreciat*, gracias, how much, express, sorry, apolog*, describe how, enough to, explain "
        "how, edgewise, toddler, months old, speech therapy, autis*, spelling"
    ),
    "no_grasp": (
        "no me entiende, no entiende lo que, (cant|couldnt|doesnt|dont|didnt|not|isnt|wasnt|cannot|stopped) "
        "(understand|understanding|make sense of|making sense of|follow|following|comprehend*|seem to understand) "
        "(words|the words|what people|what we|what i|what they|what im|what we are|what he|what she|what anyone|me|us|"
        "speech|anything|simple|a word|any of|anyone|people), no (nos|me|les) entiende, no entiende (lo que|nada|"
        "cuando), couldnt read, suddenly cant read, cant read the, words on the (screen|page), letters (look|looked) "
        "(like*|foreign*|scrambled*)"
    ),
    "veer": (
        "veer*, lurch*, stagger*, keep falling to, falls to the, tipping over, tips to, legs wouldnt go, legs wont "
        "go, legs dont go, bumping into (things|walls|the|doorways|furniture|stuff), bumps into, walking into (walls*|"
        "doorways*|things*|door*), cant stand (up|without|straight), cant walk (straight|without|right|a), couldnt "
        "(stand|walk), cant stand, walk like im drunk, walks like (hes|he|shes|she|a) drunk*, walking like (hes|he|"
        "shes|she|im|a) drunk*, no puede caminar derecho, se va de lado, pulling to (the|one), list* to (the|one), "
        "camina chueco, wobbling to, leans to, leaning to, drifting to, hold onto (walls|the wall|furniture)"
    ),
    "spin": "spin*, vertigo, whirl*, tilting, da vueltas, vueltas, mareo*, dizz*, double, seeing double",
    "veer_bad": (
        "double, seeing double, doubled, slur*, numb*, headache*, swallow*, one side, to the (left|right), to one "
        "side, face, hiccup*, speech, weak, vomiting nonstop"
    ),
    "neglect": (
        "doesnt seem to know that (arm|leg|hand|side), that (arm|hand|leg) is (hers|his), ignores (his|her) (left|"
        "right), ignoring (his|her|the) (left|right), whose (arm|hand|leg)"
    ),
    "half_body": (
        "lado derecho, lado izquierdo, (right|left|one|that) side, medio cuerpo, mitad del cuerpo, mitad de la cara, "
        "half (of |)(my|his|her|the) (body|face|mouth|tongue), (left|right) half, (left|right|one) side of (my|his|"
        "her) (body|face|mouth|head), whole (left|right) side, entire (left|right) side, all down (my|his|her|the|"
        "one) (left*|right*|side*), down (my|his|her) (left|right) (side*|arm), (left|right) (side|arm and leg)"
    ),
    "half_off": (
        "not moving, isnt moving, wont use, not using, doesnt use, numb*, tingl*, weak*, slack, dead, droop*, "
        "paraly*, cant move, cant feel, heavy, asleep, pins and needles, wont move, limp, gave out, entumi*, entume*, "
        "dormid*, durmio, adormec*, no siento, no siente, no puedo mover, no puede mover, paraliz*, couldnt move, "
        "couldnt feel, not working, stopped working, blank, gone, hormigue*"
    ),
    "sight_off": (
        "lost (the |my |his |her |)sight on, lost vision on, cant see (anything |)(to|on|out of) (the|my|his|her) "
        "(left|right), no veo nada del lado, half of (everything|my vision|what i see), (left|right) half of, missing "
        "the (left|right), only see half, no veo (del|el) lado, vision (doubled|is double|went double), sight on the "
        "(left|right), mitad de la vista"
    ),
}

HEAD = {
    "snap": "snap, snapped, pop, popped, burst, tronido, trono, exploded",
    "head_place": (
        "behind my (eye|eyes|ear), back of my (skull|neck|head), in my skull, top of my head, temple, atras de la "
        "cabeza, nuca"
    ),
    "head_hurts": (
        "inside my head, side my head, in my brain, my brain, mi cabeza, headache*, head ache*, migraine*, head "
        "hurts, head is, head (was|felt|feels|exploded|explodes|popped|burst|split), head pain, in my head, in (his|"
        "her) head, of my head, of (his|her) head, my head, hedache*, headake*, dolor de cabeza, la cabeza, migrana, "
        "jaqueca, dolor de cabesa"
    ),
    "thunder": (
        "firecracker, went off, train, hit by a, shotgun, grenade, rocket, fireworks, electrocut*, blast*, cracked "
        "open, coming apart, peor que, jamas, about to explode, explode, nunca me habia, never in my life, screaming, "
        "grabbed (his|her|my) head, hammer, mazazo, thunderclap, lightning, like a bomb, bomb, explosion, exploded, "
        "exploding, explota*, popped, pop, gunshot, in (one|a|1|2|two|a few|five|10) second*, instantly, hit me "
        "(like*|in|out|all), hit in the back, hit by, hit with, baseball bat, dropped me to, brought me to my knees, "
        "to my knees, never felt (anything*|pain*), nothing like it, unlike any*, zero to, 0 to, from hell, god "
        "awful, ever experienced, ever felt, ever had, worst, came on like, during sex, orgasm, out of nowhere, all "
        "of a sudden, suddenly, sudden, abruptly, worst pain, most painful, como nunca, nunca en mi vida, nunca "
        "habia, de golpe, de repente, peor, reventar, revienta, estall*, snapped, like a switch, full force, blew up, "
        "struck by, kicked by, axe, ax, at once, slammed, bat, hammer*, never had (one|a|anything*|this*)"
    ),
    "thunder_only": (
        "thunderclap, lightning bolt, like an explosion, like a bomb, explosion, during sex, zero to, baseball bat, "
        "gunshot, hit in the back of, like thunder, in (one|a|1|half a) second, came on instantly, like a switch, "
        "dropped me to my knees"
    ),
    "head_joke": (
        "portal, insurance, bill, billing, forms, paperwork, prior auth, phone, hold, lol, haha, kids, price, on the "
        "head, website, copay, password, song, movie, lice, dandruff, shampoo, hair, scalp, out of my head, mind, "
        "surprise, hat, haircut, idea, cold, hit my, hit his, hit her, bumped, banged, fell, concussion"
    ),
    "head_danger": (
        "confus*, forget*, forgot*, keep forgetting, cant remember, what day it is, drowsy, slur*, weak, numb*, cant "
        "see, cant keep (my|his|her) (eye|left eye|right eye|eyelid|left eyelid|right eyelid) (open*|up), eyelid "
        "(droop*|up|down*|wont*), double, droop*, passed out, seizure, chin, chin down, stiff, necks stiff, neck is "
        "stiff, neck hurts, blind, stagger*, cuello, nuca, one pupil, pupil*, see out of, lost vision, cant walk, not "
        "making sense"
    ),
    "chin_down": (
        "chin down, put my chin, chin to, touch (my|his|her) chin, bend (my|his|her) neck, move (my|his|her) neck, "
        "look down, neck (is|so|feels*|really*|s) (stiff*|rigid*|locked*), stiff neck, no puede doblar el cuello, "
        "cuello tieso"
    ),
    "temple": "temple, temples, scalp, sien, sienes, cuero cabelludo",
    "jaw_chew": "jaw, chew*, mandibula, masticar, quijada",
    "sight_change": "blurr*, vision, sight, eye, eyes, double, blind, see, vista, ojo, borros*",
    "temple_sore": "sore, tender, hurts, hurt, pain*, ach*, throb*, duele, dolor, sensitive",
}

FITS = {
    "seized": (
        "(he|she|i|baby|son|daughter|husband|wife|mom|dad) (just |has |had |)(seized|siezed), seized for, seized "
        "again, seized twice, has been seizing, convulsing, convulsed, convulsionando"
    ),
    "ataque_es": "dando un ataque, dio un ataque, un ataque, ataques",
    "jerk": (
        "flopping, flopped, tiesa, sacudiendo*, sacude, jerk*, convuls*, twitch*, shaking, shook, shakes, trembl*, "
        "stiffen*, went stiff, stiff, rigid, went rigid, spasming, tembla*, tieso, sacud*, thrash*, seized up, locked "
        "up, flail*, sieze*, seiz*"
    ),
    "jerk_sign": (
        "eyes open, found (him|her|my), arms and legs, arms and, wont respond, not answering, wouldnt respond, limbs, "
        "out of it after, stuck to one side, eyes are stuck, eyes stuck, ojos se le fueron*, ojos para atras, ojos se "
        "le voltearon, ojos hacia atras, flopping, sacudiendo, foaming, eyes (are |were |was |)(rolled*|rolling*|"
        "roll*|rolled up|rolled back*|back*|fluttering*|went back*), rolled (up|back), back of (his|her) head, foam*, "
        "frothing, bit (my|his|her) (tongue|lip|cheek), chewed (my|his|her) tongue, tongue bitten, wet (his|her|my|"
        "him|herself*|himself*|myself*), peed, whole body, entire body, all over, full body, rhythmic*, unresponsive, "
        "not responding, didnt respond, didnt know where, espuma, los ojos en blanco, ojos en blanco, ojos volteados, "
        "todo el cuerpo, blue, unconscious, lost consciousness, on the floor, stiff, stiffened, shaking, jerking, one "
        "side, couldnt stop it, by holding, drooling, no responde, no reacciona, echaba, gurgl*"
    ),
    "jerk_calm": (
        "eyelid, restless leg*, hiccup*, cold, chills, fever chills, caffeine, nervous, asleep, falling asleep, "
        "scale, head at, muscle*, hands shake, essential tremor, parkinson*, tremor, laugh*, shaking my head, shake "
        "my head, neck, stiff neck, back, joint*, knee*, jeans, dog, cat, shiver*, rigor*, sobbing, crying, penis, "
        "shoulder, hip, arthritis, worm, cream, shampoo, powder, bottle"
    ),
    "fits_many": "fits, episodes, spells, seizures, convulsions, ataques, convulsiones",
    "fits_row": (
        "in a row, back to back, three, four, several, one after, hasnt come round, havent come round, come round, "
        "come to, coming to, not waking, seguidas, seguidos, first time, wont come out, without waking, in between, "
        "straight"
    ),
    "stare": (
        "staring, stares, stared, blank stare, blanked out, zoned out, mirada fija, mirando fijo, eyes fixed, spaced "
        "out, frozen"
    ),
    "stare_bad": (
        "smack*, not answering, doesnt answer, wont answer, not responding, unresponsive, no responde, chewing, "
        "drooling, minutes, didnt answer, cant get (his|her) attention, picking at, hand, twitch*, wouldnt respond, "
        "doesnt respond"
    ),
    "rescue_med": "diastat, nayzilam, valtoco, rescue med*, rectal valium, midazolam, rescue spray",
    "rescue_fails": (
        "still, didnt work, not working, isnt working, didnt stop, hasnt stopped, no funciona, second dose, wont "
        "stop, again, gave"
    ),
    "seizing": "seizing, seizure, jerking, shaking, convulsing, going, ataque",
}

ASTRAY = {
    "kin_or_they": (
        "gramps, pops, granddaddy, memaw, pawpaw, nonna, nonno, bisabuela, bisabuelo, client, resident, wifey, fil, "
        "mil, cunado, cunada, sobrino, he, (hes|he), she, (shes|she), mom, moms, mother, dad, dads, father, husband, "
        "hubby, wife, grandma, grandmother, grandpa, grandfather, grandad, granddad, granny, nana, papaw, mamaw, pop, "
        "son, daughter, brother, sister, aunt, uncle, roommate, partner, patient, neighbor, him, her, mama, papa, "
        "mami, papi, abuela, abuelo, abuelita, abuelito, esposo, esposa, hijo, hija, suegra, suegro, kid, baby, "
        "boyfriend, girlfriend, friend, hermano, hermana, tia, tio, mum, wifes, husbands"
    ),
    "asks_again": (
        "(been|is|was|keeps) asking (where|for|about) (my|his|her) (dead |late |)(dad|mom|husband|wife|mother|father|"
        "brother|sister), asking for people who (died*|are dead*), asking for (her|his) (mother|mom), (keeps|kept|"
        "keep) asking (me |us |)(the same*|over and|where*|what day|who|what happened*|same*|if its|if it|what "
        "time*), asking (me |us |)(the same*|over and over*), asks (me |us |)(the same*|over and over*), repeating "
        "(himself*|herself*|the same*), same question (over*|again*|every*|ten|five*|10|20), asked (me |us |)(the "
        "same*|10 times*|five times*|ten times*|six times*|20 times*), saying the same thing over, asks (ten|10|20|"
        "twenty) times, pregunta lo mismo, preguntando lo mismo, repite lo mismo, repitiendo lo mismo"
    ),
    "clerk": (
        "office, form, forms, portal, pharmacy, insurance, school, front desk, receptionist, survey, questionnaire, "
        "toddler, year old, bill, system, app, years, alzheimer*, dementia, as usual, santa, ipad, lol, haha, letter, "
        "nurse line, bot"
    ),
    "lost_place": (
        "got lost (driving|coming|going|on the way|walking|in the house|at home), got lost on (his|her) way, simple "
        "directions, simple commands, couldnt find (his|her) (way|room*|bathroom*|own), woke up not knowing, se "
        "perdio, (doesnt|dont|didnt|not|isnt|wouldnt|couldnt|cant|cannot) (seem to |even |really |)(know|recognize|"
        "recognise|remember|tell me|say|tell us|recall) (me|us|his|her|where*|who|what year*|what day|what month*|the "
        "year*|the date*|the day|his own|her own|my name*|his name*|her name*|how to|anybody*|anyone*|our|the house*|"
        "this is|if its|if it|that hes|that he|that shes*), no (sabe|reconoce|recuerda|se acuerda|conoce|me conoce|"
        "nos conoce|me reconoce|sabia) (donde*|quien*|que dia|que ano|su|a|de|como*|ni), no me conoce, no nos conoce, "
        "got lost in (his|her) (own |), lost in (his|her) own, not recognizing, isnt recognizing, stopped "
        "recognizing, doesnt know us, calls me by, calling me by (his|her|my), thinks im (his|her|my|someone*|a), "
        "cree que soy"
    ),
    "not_lost": (
        "pharmacy, number, password, appointment, dose, medication, medicine, copay, referral, insurance, form, "
        "mychart, portal, called, caller, results, bill, which, test, fax, code, lab, labs, ride, letter, charge, "
        "card, statement, swim, parking, toddler, his letters, her letters, year old, blood type, diagnosis, family "
        "history, shots, homework, school, class, potty"
    ),
    "old_year": ", ".join(str(year) for year in range(1930, 2012)),
    "thinks_its": (
        "thinks (it|its|it is|he is|she is|hes|he|shes|she) in, thinks (its|it|it is|hes|he|shes*|were*|we are|that "
        "its|that it|she is|he is), believes (its|it|it is|hes|he|shes*|were*), says (its|it|it is|hes|he|shes in|she "
        "in|he needs to|she needs to|she has to|he has to), cree que (es|esta*|estamos*|su|sigue*), insists (its|it|"
        "hes|he|shes*)"
    ),
    "long_gone": (
        "mother is (coming|alive|here), dead (mother|father|husband|wife|brother|sister), back in, still married, "
        "still working, the war, go to work, catch a train, catch the train, her mother, his mother, mama viva, papa "
        "viva, is still alive"
    ),
    "odd_act": (
        "picking at (the air|things*|her|his|sheets*|blankets*), reaching for (things*|stuff*), grabbing at the air, "
        "(shoes|phone|keys|purse|wallet|remote|clothes|milk) in the (oven|fridge|freezer|microwave|toilet|"
        "dishwasher), wandering (around*|outside*|off|the|in), wandered (off|outside*|out), talking to (people*|"
        "someone*|somebody*|the wall*|himself*|herself*|her dead*|his dead*|nobody*|no one), seeing (bugs*|people*|"
        "things*|children*|cats*|animals*|little*), sees (bugs*|people*|things*|children*|little*|men|a man|"
        "animals*), ve (gente*|cosas*|bichos*|personas*|animales*), peed in the (closet*|corner*|trash*|kitchen*), "
        "trying to (call|eat) with (the|a) remote, clothes on (backwards*|inside out), shirt (on |)(backwards*|inside "
        "out), habla solo, habla sola, put (his|her) pants on (backwards*|his|her), undressing"
    ),
    "addled": (
        "looks (right |)through (me|us), stares through, staring at nothing, staring into space, staring at the wall, "
        "checked out, in la la land, mumbling, talking out of (her|his), talking in circles, mixing up, disoriented, "
        "jumpy and confused, loopy, out of it, not with it, isnt with it, not all there, nobody home, spacey, spaced "
        "out, glassy, like a zombie, in a daze, dazed, in another world, not right in the head, out of (his|her) "
        "head, talking nonsense, talking out of (his|her) head, nonsense, not making sense, isnt making sense, not "
        "making any sense, isnt making any sense, making zero sense, making no sense, makes no sense, doesnt make "
        "(any |)sense, nutty, goofy, ida, ido, como ida, como ido, atontad*, perdid*, desorientad*, muy confundid*, "
        "incoherent*, rambling, off (his|her) rocker, foggy headed, mixed up, all mixed up, muddled, befuddled, "
        "discombobulated, groggy, bewildered, babbling, not acting right, acting strange, acting weird, acting off, "
        "acting funny, not (herself|himself), isnt (herself|himself), isnt acting like (herself|himself), dice cosas "
        "sin sentido, dice puras (cosas|tonterias|incoherencias), delir*, zombie, slow to answer, vacant, different "
        "person, talking crazy, talking gibberish, talkin crazy, not tracking, cant follow, nodding off mid"
    ),
    "since_new": (
        "sudden*, all of a sudden, this morning, woke up, today, tonight, yesterday, last night, hours, since, "
        "overnight, started, now, was fine, was sharp, sharp as, last week, this week, isnt like, not like (him|her), "
        "fine yesterday, normal yesterday, uti, infection, fever*, fell, fall, surgery, de repente, desde, ayer, hoy, "
        "anoche, since the, new, never, on the phone, real, at all, ahorita, 911, ambulance, scared, worried, blood "
        "sugar, antibiotic*, medication change, after, just"
    ),
    "addled_paper": (
        "bill, bills, form, forms, letter, portal, insurance, statement, charge, charges, policy, website, schedule, "
        "email, message, appointment, price, eob, referral, it makes no sense, this makes no sense, that makes no "
        "sense, prescription label, label, anesthesia, dentist, benadryl, zzzquil, nyquil, toddler, teenager*, lol, "
        "haha, the rules, order, copay, coming to the, goofy smile, kids, story, movie, test result, result, results, "
        "code"
    ),
    "not_awake": (
        "doesnt answer, didnt answer, wont answer, (barely|hardly|cant|couldnt|not able to|unable to) (rouse|wake|"
        "arouse|get) (him|her|mom|dad|my), (barely|hardly|cant|couldnt) (rouse|wake|arouse), sleeping (18|20|22|16) "
        "hours, slept (18|20|22) hours, wont answer me, isnt responding, not responding to, not answering me, hardly "
        "(respond*|wake*|moving|awake), barely (respond*|moving|awake|conscious), not really (respond*|waking|there), "
        "cant hold (his|her) head up, so drowsy, very drowsy, so sleepy (he|she), no despierta bien, casi no "
        "despierta, casi no responde, (cant|couldnt|wont|cannot|unable to) (keep|get) (her|him|mom|dad|my wife|my "
        "husband|my mom|my dad|my son|my daughter|my baby|the baby) (awake*|up|to wake*|to wake up|to open*|to "
        "respond*|to stay awake*), (wont|cant|doesnt|didnt|isnt|not) (fully |really |all the way |)(wake*|waking*|"
        "stay awake*|staying awake*|rouse*|open his eyes*|open her eyes*|come to|come around*|coming around*|coming "
        "round*|respond*|responding*|react*), keeps (drifting|falling|nodding|dozing|passing) (off|out|asleep*|"
        "back*), just moans, only moans, only groans, snoring (funny*|weird*|and|strange*|loud and), no (me |"
        ")(despierta|responde|reacciona|contesta|abre los ojos), cuesta despertar*, hard to wake, barely wakes, eyes "
        "open but, no logro despertar*, no lo puedo despertar, no la puedo despertar, cant rouse, trouble waking, "
        "trouble waking (him|her), sleeps right through (me|being*), shake (him|her) and"
    ),
    "not_awake_calm": (
        "school, lol, haha, alarm, alarms, teenager*, early, phone, phones, email, message*, text*, pharmacy, office, "
        "call, calls, portal, treatment, medication*, antibiotic*, therapy, cream, statin, at night, to pee, for "
        "work, in the morning for, infection, rash, screen, app, voicemail, insurance, nurse, receptionist, to "
        "tylenol, to the medicine, to metformin, commands, lab, page, link, website, recepcion, nadie, oficina, "
        "telefono, farmacia"
    ),
}
