"""Harm to others, voices and beliefs gone wrong, violence at home. Data only."""

from __future__ import annotations

HARM = {
    "coming_for": (
        "coming over, coming here, outside, on (his|her) way, coming for (me|us), coming after (me|us), looking for "
        "(me|us), showed up, at my door, viene para aca, viene por mi"
    ),
    "threat_says": (
        "said, says, saying, threat*, swore, swears, promised, vowed, told me, keeps saying, warned, posted, texted"
    ),
    "threat_who": ("he, she, they, hed, shed, to, hell, shell, theyll, theyd, hes, shes, going to, gonna, wants to"),
    "threat_kill": "kill, shoot, stab, hurt, burn, beat, murder, drown, take out, choke, bury, finish, bomb, blow up",
    "threat_whom": (
        "me, us, my, the kids*, the baby*, her, him, our, his, everyone*, everybody*, all, himself and, people*, "
        "them all, grandma, grandpa, mom, dad, somebody*, someone*"
    ),
    "violent_act": (
        "breaking things, smash*, yelling, drunk, kicking the door, pounding on the door, banging on the door, "
        "throwing things, screaming, rage, punched (a|the) wall, has a (knife|gun|bat), he, (hes|he), rompiendo, "
        "gritando"
    ),
    "hiding_from": (
        "hiding in, hiding from, hid in the, locked in the bathroom, locked myself in, locked in my (room*|car|"
        "bathroom*), escondida en, encerrada en, barricaded"
    ),
    "threat_more": "burn (the house|the place|our house|it|down)",
    "slay_word": "kill*, hurt*, shoot*, dead, murder*",
    "kill_list": "list of people, kill list, hit list, people (he|she|i) (want*|wants*|plan*|plans*)",
    "intent": (
        "going to, gonna, want to, wanna, wants to, wanting to, urge to, urges to, urge, urges, thoughts (of|about), "
        "images of, visions of, thinking (of|about), keep thinking (of|about*), think about, fantasiz* about, might, "
        "scared (i|im|that i|i will|ill), afraid (i|im|that i|ill), worried (i|im|ill), about to, plan to, planning "
        "to, plans to, threatened to, threatening to, threatens to, thought about, could, i will, (ill|i), tempted "
        "to, impulse* to, supposed to, told to, says to, tells me to, telling me to, need to, have to, should, "
        "imagine, imagining, picture, picturing, intrusive thoughts*, voy a, va a, quiero, quiere, ganas de, miedo "
        "de, pienso en, pensando en, pensamientos de, i d like to, flashes of, so mad i, so angry i, almost, nearly"
    ),
    "harm_verb": (
        "threw, smash*, bash*, slit, cut (his|her|their) throat, throwing, hurt, hurting, harm, harming, kill, "
        "killing, shoot, shooting, stab, stabbing, strangle, strangling, choke, choking, smother, smothering, "
        "suffocate, suffocating, drown, drowning, shake, shaking, murder, murdering, attack, attacking, drop, "
        "dropping, throw, beat, beating, poison, poisoning, punch, punching, put my hands around, do something to, do "
        "something bad to, burn, shook, shut (him|her) up for, hacerle algo, hacerle dano, lastimar, matar, ahogar, "
        "golpear, ahorcar, snap and hurt, lose it and hurt, set fire to, blow up, run over, push"
    ),
    "harm_whom": (
        "his skull, his head in, her head in, his face in, (my |the |our |a |his |her |their |)(baby|babys|infant|"
        "newborn|twins|kid|kids|child|children|toddler|son|daughter), (my|his|her|their|the) (husband|wife|boyfriend|"
        "girlfriend|partner|ex|boss|neighbor|neighbors|coworker|coworkers|mother|mom|father|dad|brother|sister|"
        "roommate|teacher|family|landlord|parents|stepdad|supervisor|manager|classmates|girl|guy|man|woman|people|"
        "students|kids at|principal), someone, somebody, people, them all, everyone, everybody, him, another person, "
        "others, bebe, mi bebe, hijo, hija, hijos, esposo, esposa, vecino, jefe, alguien, mi mama, a mi (bebe|hijo|"
        "hija|esposo|esposa|mama|jefe|vecino), el bebe, la bebe, al bebe"
    ),
    "harm_joke": (
        "lol, an email, a text, a message, shots, leg, feelings, haha, lmao, jk, kidding, joking, off at, off to, "
        "swim*, lessons, a line, a note, rug, ball, a ball, toy, video, credit, chances, budget, wallet, insulin, "
        "flu, shot, bp, pressure, hunt*, his arm, his knee, his leg, her arm, her knee, her leg, at the park, at "
        "daycare, at school today, accidentally, by accident, car seat, lifting, carry, carrying, vaccine*, dose, "
        "medication, medicine, side effect*, breastfeed*, kidneys, liver, ibuprofen, tylenol, safe to, exercise, "
        "birthday, in there, movie, tv, game, i would never, would never, adult, contagious, expos*, cold, germs, "
        "milk, formula, if i take, stretch, adjust, massage, dropping off, drop off, drop him off, drop her off, him "
        "off, her off, them off, kids off, clothes, rescue"
    ),
    "knows_where": (
        "know where (he|she|they) live*, knows where (i|she|he|they) live*, waiting for (him|her) (outside*|at), "
        "follow* (him|her) home, make (him|her|them) pay, (theyll|they) all pay, teach (him|her) a lesson, he "
        "deserves to die, deserves to die, deserve to die"
    ),
    "armed": (
        "gun, guns, pistol, knife, rifle, shotgun, bat, machete, weapon, ammo, bomb, hammer, pistola, cuchillo, "
        "bullets, handgun, axe, screwdriver"
    ),
    "school": (
        "school, his class, her class, classmates, work, office, mall, church, campus, kids at, the mall, escuela"
    ),
    "school_threat": (
        "shoot up, shoot the, shoot everyone, shoot people, shooting up, bring a gun, bringing a gun, blow up, kill "
        "list, hit list, kill everyone, matar a todos, take everyone out"
    ),
}

BELIEF = {
    "pests": (
        "bed bugs, bedbugs, exterminator, mice, mouse, rats, roach*, bites, bitten, squirrel*, raccoon*, lice, "
        "scabies, rash, house, plumb*, termites, mold, pipes, prayer, sermon, noise"
    ),
    "bizarre_sure": (
        "thoughts are being (broadcast*|stolen*|read*), messages just for (me|him|her), everyone is in on it, people "
        "are out to (get|kill|hurt) (me|him|her), government is (after*|watching*|following*|tracking*|poisoning*), "
        "(fbi|cia|police|neighbors|cartel) (is|are) (after*|watching*|following*|spying*), (lo|la|me) quieren matar, "
        "la estan envenenando, lo estan envenenando, me estan envenenando, being watched (by|through*), hearing "
        "things that*, hears things that*, seeing things that*, hears people that*, controlando (mi|su) (mente*|"
        "cuerpo*), controlling (my|his|her) (body*|mind*|thoughts*|brain*), controls (my|his|her) (mind*|body*|"
        "thoughts*|brain*), reading (my|his|her) (thoughts|mind), chip in (my|his|her) (head*|brain*|arm|teeth*), "
        "living in the (walls*|attic*|ceiling*|vents*), man in the (walls|attic|vents), in the walls, (bugs|spiders|"
        "worms|insects|snakes) (crawling|coming out|under|all over), thought broadcasting, god told (me|him|her) to*, "
        "dios me dijo que*, satan told*, (hes|he) god, thinks (he|she) (is |)(god|jesus*|the devil*|satan*|the "
        "messiah*|a prophet*|dead*), cree que (es|soy) (dios*|jesus*|el diablo*), evil eyes, veo demonios, ve "
        "demonios, sees demons, seeing demons, see demons"
    ),
    "unseen": (
        "tv, television, radio, god, devil, satan, demon*, angels, angel, aliens, fbi, cia, government, police are, "
        "voice, voices, spirits, ghost*, lizard*, jesus, lord, diablo, dios, demonio*, voz, voces, internet, phone "
        "is, the walls, ai, illuminati, witch*, bruja, brujeria, cartel"
    ),
    "commands": (
        "telling (me|him|her|us), tells (me|him|her), told (me|him|her), sending (me|him|her), sends (me|him|her), "
        "talking to (me|him|her), talks to (me|him|her), speaking to (me|him|her), speaks to*, picked (me|him|her), "
        "chose (me|him|her), chosen (me|him|her|by), orders (me|him|her), ordering, commanding*, commands, obey, says "
        "(i|im|to|that i|she|he) (should*|have*|need*|must*|deserve*|am|kill*|hurt*|jump*|do), keeps saying, saying "
        "(to|i|im|that*), says to, me dice*, le dice*, me dicen*, le dicen*, me habla*, le habla*, me ordena*, le "
        "ordena*, wants (me|him|her) to, whisper*, laughing at, watching (me|him|her|us), spying*, following (me|him|"
        "her), inside (me|my|his|her), reading my (mind|thoughts), stealing my thoughts, after (me|him|her|us), "
        "putting thoughts, controlling (me|him|her|my), put (a |)(cameras*|camera*|chip*|bug|tracker*), talk about "
        "(me|him|her)"
    ),
    "unseen_calm": (
        "voicemail, voice mail, voice message, voice to text, receptionist, waiting room, hold, hearing aid*, news, "
        "show, ad, ads, commercial, channel, pray*, thank god, bless, oh my god, godmother, christmas, church, "
        "sermon, bible study, recorded, automated, phone tree, portal, google, reminder, lol, haha, doctor on, movie, "
        "game"
    ),
    "bizarre": (
        "possessed, demon*, devil, satan*, evil spirit*, switched (him|her|the|with*|at|my|our), swapped (him|her|the|"
        "my|our), replaced (with*|by), imposter*, impostor*, isnt (really |actually |)(ours|mine|hers|his|my|her|our|"
        "real), not (really |actually |)(ours|mine|hers|her baby|my baby|my real|her real|his real), isnt (her|my|"
        "our) (real |)baby, the messiah, is jesus, is god, (shes|she) god, (hes|he) god, chosen one, microchip*, chip "
        "in (me|my|his|her|him), implanted*, cameras in (the|his|her|my), bugged, tapped, poisoning (me|him|her|us|"
        "the|his|my|our), poisoned (the|his|her|my|our) (food*|water*|milk*), out to (get|kill) (me|him|her|us), "
        "watching (him|her|us|me) through*, spying on (him|her|us|me), following (him|her|us|me), secret mission, "
        "save the world, save everyone, secret messages, messages from, diablo, poseid*, cambiaron (al|a|el|la), "
        "envenen*, lo persiguen, la persiguen, me persiguen, lo vigilan, me vigilan, has to be (saved*|sacrificed*|"
        "cleansed*|baptized*), sacrifice*, send (him|her) back, put (him|her) back, evil, cursed, alien*, read (his|"
        "her|my) mind, reading (his|her|my) (mind|thoughts), being recorded, end of the world, antichrist, prophet, "
        "is dead inside, bugs under (my|his|her) skin, is after (him|her|me|us), are after (him|her|me|us), god "
        "picked, god chose, no es (su|mi) (hijo|hija|bebe), sees (demons*|things*|dead*), shadow people, isnt human, "
        "robots, satan"
    ),
    "believes": (
        "thinks, think, believes, believe, convinced, says, saying, said, sure, swears, insists, insisting, claims, "
        "cree, dice, piensa, jura, keeps saying, told me, talking about, accusing, accuses, paranoid, hearing, "
        "telling, tells, acusa, going on about, screaming, rambling"
    ),
    "belief_calm": (
        "sermon, prayer, bed, halloween, movie, game, costume, cartoon, toddler, year old, lol, haha, book, show, "
        "insurance, ex wife, billing, phone tree, feels like, as if, smelled, drink*, dog, cat, preschool*, "
        "nightmare*, advocate, deer, detail*, is in the details, worksheet, cabinet, virus, food poisoning, ivy, "
        "switched (pharmac*|insurance*|doctors*|meds*|medications*|to)"
    ),
    "new_mother": (
        "postpartum, post partum, gave birth, had (a|our|the|her|my) baby, had the baby, new mom, after the baby, "
        "since the baby, had (a|our|the|her) (son|daughter|twins), baby (was|is) (born*|one|two|three*|1|2|3|4|5|6), "
        "newborn, days after delivery, weeks after delivery, c section, new baby, tener bebe, tuvo (a |al |)(su|el|la|"
        "un|una|bebe*), dio a luz, recien parida, weeks old, days old, delivered, recien nacido, since delivery, just "
        "had a baby"
    ),
    "mother_mad": (
        "hasnt slept in*, hasnt slept for*, havent slept in*, not sleeping at all, hasnt slept, voices, voice, "
        "possessed, demon*, devil, evil, isnt (really |)(ours*|mine*|hers*), told (her|me) to, hearing things, hears "
        "things, seeing things, sees things, talking to people, paranoid, strange things, hallucinat*, diablo, no "
        "duerme, no ha dormido, oye cosas, ve cosas, oye voces, escucha voces, wont let anyone (touch*|hold*|near*), "
        "put (him|her) back, up all night cleaning, talking nonstop, talking so fast, not making sense, doesnt make "
        "sense, confused, hurt the baby, god told, convinced, switched, poison*, scared of the baby, wants to give "
        "(him|her) back, throw the baby, images of, kill"
    ),
    "sleepless": (
        "(hasnt|havent|hasn|not|barely|no) (slept|sleeping|sleep) (in|for|since) (3|4|5|6|7|8|three*|four*|five*|six|"
        "seven*|a week*|days*|several*|about*), up for (3|4|5|6|7|three*|four*|five*|six|days*), awake for (3|4|5|6|7|"
        "three*|four*|five*|six|days*), no (ha|he) dormido (en|por|desde), (3|4|5|6|three|four|five|six) (days|"
        "nights) (without|with no|no) sleep, no sleep (in|for) (3|4|5|6|three*|four*|five*|days*), lleva (3|4|5|tres|"
        "cuatro|cinco|varios|dias), hasnt slept (in|for) days"
    ),
    "manic_act": (
        "gave away (all |)(her|his|our|my), spent (all|our|thousands*|everything*|the rent*|his|her), maxed out, "
        "talking (nonstop*|so fast*|a mile*|fast*|non stop*), pacing, racing thoughts, grandiose, buying (things|cars|"
        "stuff), naked, running around, special powers, invincible, paranoid, hearing, seeing things, god, voices, "
        "messages, agitated, irritable, quit (his|her|my) job, writing a book, save everyone, no para de hablar, "
        "gasto todo, cleaning (all|everything|the house), wont stop talking, ideas, off (his|her) meds, stopped (his|"
        "her|my) (meds*|lithium*|medication*)"
    ),
    "sees_absent": (
        "(people|things|someone|somebody|men|voices|children|bugs|faces|figures|man) (who|that|which) (arent*|are not|"
        "isnt*|is not|nobody*|no one|dont*), not there, no one else (can |)(hears|sees|see|hear), nobody else (can |"
        ")(hears|sees|see|hear), arent (really |)there, gente que no (esta|existe|hay), cosas que no (estan|existen|"
        "hay), voces que nadie, who isnt there, invisible"
    ),
    "sees_verb": (
        "talking to, talks to, seeing, sees, see, hearing, hears, hear, answering, arguing with, yelling at, ve, "
        "viendo, oye, escucha, habla con, screaming at, whispering to"
    ),
    "barricade": (
        "barricad*, locked (himself|herself) in, pacing with, wont put down, waving, swinging, sleeping with, "
        "holding, wielding, blocking the door, hiding from, boarded up, covered the windows, foil, se encerro"
    ),
    "voice_heard": (
        "oye voces, oigo voces, escucha voces, oir voces, (hear|hears|hearing|heard) (a |the |these |)(voice*|voices*|"
        "things nobody*|people talking*), voices (in|tell*|say*|keep*|are|want*|that*|wont*|inside*|get*|start*|"
        "again*|come*|came*), the voices, (a|the|this|that) voice (is |)(keeps*|says*|telling*|tells*|saying*|told*|"
        "in my head*|wants*|inside*), oigo (una |unas |)voz*, escucho (una |unas |)voz*, oigo cosas, una voz que, una "
        "voz me*"
    ),
    "voice_calm": (
        "speaker, intercom, code blue, loudspeaker, on the phone, voicemail, voice mail, hearing aid*, phone, "
        "recording, voice message, voice text, automated, hoarse, deep, in the hall, on the line, tinny, muffled, "
        "next door, of reason, at the office, her voice, his voice, machine, audiolog*, nurse voice, choir, singing"
    ),
}

HOME = {
    "them_word": "her, him, them, my (mom|dad|mother|father|son|daughter)",
    "carer": (
        "aide, caregiver, nanny, babysitter, sitter, daycare, nursing home, cna, staff, caretaker, home health, "
        "cuidadora, ninera"
    ),
    "touch_me": (
        "touches me, touched me, touching me, gropes me, groped me, touches my (private*|chest*|breast*|body*), "
        "touched my (private*|chest*|breast*|body*), me toca, me toco, me manosea*"
    ),
    "safe_calm": (
        "fall*, fell, shower, tub, bathroom, stairs, walker, balance, driving, neighborhood, alone at home after, "
        "unsteady, mold, rail*, grab bar*, wheelchair, oxygen"
    ),
    "unsafe_home": (
        "dont feel safe (in my|at home*|with him|with my|around him|around my), not safe (in my|at home*|with him), "
        "unsafe (in my own|at home*|around my), afraid to be home, no me siento segura (en|con), no estoy segura en "
        "(mi|la) casa, not safe here with"
    ),
    "es_calm": "gripe, tos, resfriado, virus, puerta, sin querer, accidente, jugando, dedo, susto",
    "assault_es": (
        "pego, pega, golpea*, golpeo, golpe*, empuj*, ahorc*, patea*, pateo, amenaz*, viol*, jalo, jalonea*, "
        "maltrat*, abusa*, abuso, avento, aventado, pegado, quemo, encerro, agarro a golpes, toca, toco, insulta*"
    ),
    "me_es": "me, nos, le, la, lo",
    "kills_me": "will kill me, going to kill me, gonna kill me, kill me, kills me, wants me dead, want me dead",
    "kill_joke": (
        "boss, teenager*, teacher, coach, lol, haha, form, forms, deadline, cough, knee, back, hip, bill, wait, this, "
        "pollen, feet, shoes, hold, traffic, heat, stairs, insurance, miss, forget, forgot, dont, wife, mom, kids, "
        "daughter, if i cancel, if i lose, if i ask, price, jokes, mother in law, workout, trainer"
    ),
    "captive_sure": (
        "killed my (dog|cat|puppy|kitten), (hes|he) outside (my|the|and), he found me, (hes|he) at my (door*|window*|"
        "house*), put me in the hospital, wouldnt let me breathe, held me under, hiding from (my|him|her), cut me "
        "with, burned me with, hit me with (a|his|the|her) (belt*|bat|bottle*|hammer*|fist*|phone*|chair*|stick*|pan|"
        "gun|cord*|shoe*|hose*|broom*), beat me (up|black*|so|until*|with*|bad|again*|bloody*), beats me (up|black*|"
        "so|until*|with*|bad|when*), held me (hostage|captive), holding me (hostage|captive), keeps me locked, locked "
        "me (in|inside) (the|a|our|my), locks me in, me tiene encerrad*, me encerro, trapped in this house with, "
        "trapped here with, he wont let me leave, she wont let me leave, wont let me leave the (house|apartment|"
        "room), took my keys, keeps my passport, no me deja salir, wont let me call (for|the|anyone*), not allowed to "
        "leave the house"
    ),
    "abuser": (
        "husband, hubby, boyfriend, bf, partner, wife, girlfriend, gf, ex, fiance, fiancee, he, (hes|he), she, dad, "
        "father, daddy, stepdad, step dad, stepfather, step father, mom, mother, stepmom, stepmother, uncle, cousin, "
        "brother, stepbrother, son, grandson, daughter, nephew, caregiver, caretaker, aide, home health aide, aid, "
        "landlord, roommate, coach, teacher, man, guy, guys, someone, somebody, they, baby daddy, babysitter, sitter, "
        "father in law, brother in law, son in law, esposo, marido, novio, pareja, hijo, nieto, papa, padrastro, ex "
        "esposo, exesposo, hermano, tio, el, grandpa, grandfather, boss, pastor, staff, worker, marriage"
    ),
    "assaults": (
        "hit, hits, hitting, beat, beats, beating, beaten, punch*, kick*, slap*, shov*, pushed, pushes, pushing, "
        "chok*, strangl*, threw, throws, dragged, drags, grabs, grabbed, burned, burns, bit, attack*, stabb*, rap*, "
        "rape*, molest*, gropes, groped, forced, forces, forcing, locked, locks, pinned, smack*, whip*, whipped, "
        "hurts, hurt, hurting, slam*, headbutt*, threaten*, tied, spit on, spits on, abus*, assault*, cornered, "
        "jumped, manhandl*, twisted, yanked, pulls, pulled, starv*, pego, pega, golpea*, golpeo, golpe*, empuj*, "
        "ahorc*, patea*, pateo, amenaz*, viol*, jalo, jalonea, maltrat*, abusa*, touch, touched, touches, touching, "
        "punished, backhanded, body slammed, whooped, tackled, kicks"
    ),
    "whom_me": (
        "my (head|back|wrist|wrists|leg|legs|stomach|belly|mouth|body|jaw|nose|eye|breast|breasts), me, us, myself "
        "and the kids, my (mom|mother|daughter|son|kids|children|sister|baby|dad|father|grandma|grandmother|child|"
        "granddaughter|grandson|face|ribs|arm|hair|throat|neck|private*), our (kids|daughter|son|baby|child|mother), "
        "her (with|in the|against|down|around|and|so|because|last|again|out|until|across|every|when|often|a lot|at|"
        "for), him (with a|against*|down the|around*|so hard*|every*|again*|across the|when*|for), the (kids|baby|"
        "children|residents), mi (mama|hija|hijo|hermana|madre|bebe|cara), a mi (mama|hija|hijo|hermana|madre), mis "
        "hijos"
    ),
    "assault_calm": (
        "insurance, off, membership, team, when she walks, when he walks, walker, drawing blood, blood draw, dentist, "
        "doctor, chiropract*, dermatolog*, tooth, tickets, pajama*, nail*, hairdresser, back out, questions, bill, "
        "news, lol, haha, toy, toys, ball, baseball, by mistake, playing, practice, hockey, soccer, sneez*, jackpot, "
        "toddler, infant, wrestling, karate, training, massage, hearts, wheelchair, swing, stroller, patience, pt, "
        "physical therap*, to (go|call*|come*|see|get|eat|drink*|schedule*|ask|write*|send*|take*|be|do|try|walk*|"
        "exercise*|stop*|lose*|make*|message*|stay*), referral, refill, in the right direction, up the, forward, cat, "
        "pony, pinata, high five, flu, cold, virus, appointment, charges, feelings, my feelings, into (taking|coming|"
        "going), in touch, touch base, tickl*, snore*, snores, aside, out of bed in, sample, vaccine, bowling, golf, "
        "needle, teas*, labs, gets touched, with gratitude, hard at work, the point, rapid*, wrap, rapport, the "
        "bottle, teething, nursing, latch, breastfeed*, goalie, collided, football, fell on"
    ),
    "threat": (
        "threat* (me|us|her|my mom|the kids) with (a|his|the), threat* to (kill*|shoot*|stab*|hurt*|"
        "beat*|burn*|choke*|take the kids and), (que me|de que me) (mate|va a matar|maten|pegue|golpee), me va a "
        "matar si*, amenaz* (con|de) (matar*|quemar*|muerte), dijo que me (mata*|iba a matar|va a matar), going to "
        "(kill|murder) me and, kill me if i (leave*|left*|tell*|told*|go|call*), kill us, kill me one day, end up "
        "killing me"
    ),
    "captive": (
        "wont let me (leave*|out|go|call*|use|see anyone*|talk to|have my|eat), doesnt let me (leave*|out|go|call*|"
        "use|see anyone*|have*), locked me (in|out|inside*), locks me in*, keeps me locked*, took my (keys|phone|car "
        "keys|passport|papers|documents), not allowed to (leave*|call*|see|go out|have my), trapped (with*|in this "
        "house*|here with*|at home*), cant leave (the house*|him|because he|or he|he), held me (down|hostage|captive|"
        "against), holding me (hostage*|against*), no me deja (salir*|llamar*|ir|hablar*), me encerro, me tiene "
        "encerrad*, me quito el (telefono|celular), keeps my (papers|passport|documents), watches my phone, checks my "
        "phone, tracks my phone, reads my messages, reading my messages, controls (my|all|the) money, standing right "
        "(here*|behind*|over*), cant talk freely, cannot talk freely, dont call (my|me|this*|the|back on), do not "
        "call (my|me|this*|the), dont leave a (voicemail*|message*), he will see*, if he sees this*, before he (gets|"
        "comes) (home*|back*)"
    ),
    "captor_bad": (
        "he, husband, boyfriend, partner, ex, afraid, scared, hit, hits, hurts, hurt, angry, kill, bruis*, wife, son, "
        "dad, stepdad, unsafe, not safe, cops, police, terrified, temper, drunk, esposo, marido, novio, miedo, pareja"
    ),
    "captive_calm": (
        "school, insurance, pharmacy, office, job, boss, work, knee, doctor, hospital, cast, boot, surgeon, nurse, "
        "snow, weather, number, landline, old number, cell, between, before noon, after 5, during, isolation, "
        "quarantine, covid, diet, drive, pt, dog, cancel"
    ),
    "afraid_of": (
        "(afraid|scared|terrified|frightened|fearful) (of|hes|he|shes|she|that he|that she|my|what) (him|her|my|is|"
        "will*|going*|husband*|boyfriend*|he|she|ex|son|stepdad*|partner*|dad|coming*|might*|wife*), fear for my "
        "(life*|safety*|kids*), fearing for my*, (afraid|scared|terrified) to (go home*|be alone with*|go back*|leave "
        "him|leave her|sleep*|tell anyone*), miedo (de|a) (mi esposo*|mi marido*|mi novio*|mi pareja*|mi papa*|mi "
        "hijo*|mi ex|mi padrastro*|el|que me|que regrese*|ir a), not safe (at home*|here*|in my|with him|with my|"
        "around*), dont feel safe (at home*|here*|in my|with*), unsafe (at home*|here*|with*), walking on eggshells, "
        "no me siento segura*, no estoy segura en (mi|la) casa"
    ),
    "afraid_sign": (
        "hit*, hurt*, bruis*, kill, gun, knife, drinks, drunk, temper, anger, screams, yells, yelling, coming back, "
        "comes back, pushes, shoves, choke*, threat*, beat*, grab*, controls, rage, violent, safe, hides, police, "
        "restraining, leave, pega, golpea, matar, mate, hands on, money, pension, throws, broke, smash*, bat, "
        "control*, stalk*, punch*, follow*, regrese"
    ),
    "gun_on": (
        "pointed (a|his|her|the) (gun|knife*|pistol*|rifle*|weapon*), pulled (a|his|the) (gun|knife*|pistol*), held "
        "(a|the|his) (gun|knife) to*, waved (a|his|the) (gun|knife*), put (a|the|his) (gun|knife) to*, came at me "
        "with*, comes at me with*, swung (a|the|his) (bat|knife|hammer) at*, broke (down|in|into) (the|my|our) (door|"
        "house|apartment|window), broke into my*, kicked (in|down) (the|my|our) door*, has a gun and, he has a gun, "
        "he has a knife, ex has a gun, me apunto con*, me saco un cuchillo*, me puso (un|el|la) (cuchillo*|pistola*|"
        "navaja*), violated (the|his|my) (restraining|protective) order*, showed up at my (house|door|work|job), "
        "stalking me"
    ),
    "choke_neck": (
        "(hands|hand|arm|belt|cord|fingers) (around|round|on|across) (my|her|his) (neck|throat), grabbed (me by |)(my|"
        "the|her|by the) (neck|throat), grabs (me by |)(my|the|by the) (neck|throat), squeezed my (neck|throat), "
        "squeezes my (neck|throat), chok* (me|her|us), strangl* (me|her|us), put me in a (choke*|headlock), sat on my "
        "chest (and|until*|so), pillow over my (face|head), covered my mouth and nose, me (ahorco|ahorca|apreto el "
        "cuello|agarro del cuello|apreto la garganta), agarro del cuello, couldnt breathe when he"
    ),
    "child_hurt": (
        "belt marks, (hand|belt|bite|burn|finger|whip|rope|cigarette) (marks|prints|print|burns|shaped), handprint*, "
        "hand shaped bruise, abusing (my|her|his|the|our), abused (by|at|my|her|his), being abused, is abusing, "
        "touch* (me|her|him|my|his) (at night*|down there*|private*|in a bad|inappropriately*|where*|son|daughter*|"
        "kid|child*|under*) (at|down*|private*|inappropriat*|there*|night*), touches me at night, touched me at "
        "night, touched me down there, touched her down there, touched him down there, touched (her|his|my) private*, "
        "touching (her|his|my) private*, touching me down there, made (me|her|him) touch*, made me (have|do) (sex|"
        "things*), comes in(to|) my room at night, gets in my bed, sexually abus*, sexual abuse, abuso sexual*, abusa "
        "de (mi|su|la|el), abuso de (mi|su|la|el), lo toca*, me toco (ahi|abajo*|mis), me toca*, abandonad*, left "
        "alone for days, locked in (a|the) (closet*|room*|basement*), wont feed (him|her|them*|my), not feeding (him|"
        "her|them|my) (mom|mother*|dad|grandma*), sexually assault*, sex assault*, raped, date rape*, roofied, "
        "drugged me, drugged and, was assaulted, been assaulted, got assaulted, me violo, me violaron, me drogaron, "
        "forced me to (have|touch|do things|perform|sleep|watch), forced himself*, held me down*, sexual assault*, "
        "trafficked, make me have sex, makes me have sex, make me sleep with, he makes me have"
    ),
    "elder_hurt": (
        "takes my (pension*|money*|check*|social*|ssi|disability*|pills*|walker*|phone*), stealing my (money*|"
        "pension*|check*|pills*), spends my (pension*|check*|money*), screams at me, yells at me, pushes me*, shoves "
        "me*, hits me*, handcuff*, ties (her|him|me) to*, tied (her|him|me) to*, leaves (her|him|me) in (her|his|my) "
        "own*, bedsores from, grita y me*, me quita (la|mi|el) (pension*|dinero*|cheque*), starving (her|him|me)"
    ),
    "elder_fear": (
        "afraid, scared, bruis*, marks, pushes, shoves, hits, hurt, threat*, fear, miedo, moreton*, black eye, help "
        "me, safe, pushed, black and blue, cries, flinch*"
    ),
    "bruises_by": (
        "bruises all over, bruises on (her|his|my) (arms|neck|thighs|wrists|ribs), black eye*, busted lip, split lip, "
        "fat lip, black and blue, moretones, finger marks"
    ),
    "by_someone": (
        "he, husband, boyfriend, ex, aide, caregiver, staff, daycare, babysitter, sitter, partner, wife, dad, "
        "stepdad, nursing home, slap*, hit, punched, fight, fought, beat, did it, wont say, esposo, marido, novio, "
        "son, grabbed"
    ),
}
