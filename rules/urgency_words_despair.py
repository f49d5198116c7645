"""Suicide said outright or sidelong: farewells, means, hoarded pills, being a burden. Data only."""

from __future__ import annotations

DESPAIR = {
    "pass_words": "her passwords, his passwords, my passwords, all (my|the|her|his) passwords",
    "not_fault": (
        "(wasnt|isnt|not|never|wasn|no es|no fue) (her|his|your|their|anyones|anyone|anybodys|any of their|culpa de) "
        "(fault*|doing*), no es su culpa, no fue su culpa, no es culpa de nadie"
    ),
    "tell_them": "tell, let, want my, make sure, please know, know that, dile, diganle",
    "picked": "picked (the|a) (day|date|time|night|place), set a date, chosen (a|the) (day|date), tonight",
    "funeral": (
        "planned my (funeral|own funeral|memorial), my own funeral, wrote my obituary, my eulogy, wrote my own obituary"
    ),
    "jump_calm": (
        "into, rope, start, back, on the, jacks, school, at the, for joy, ship, in and, around, higher, in the (pool|"
        "lake|shower), ahead, right, de gusto"
    ),
    "jump_now": (
        "(going to|gonna|want to|wanna|about to|ready to|urge to|voy a) (jump|brincar|saltar|aventarme|tirarme)"
    ),
    "do_it": (
        "gonna do it, going to do it, do it tonight, doing it tonight, go through with it, going through with it, "
        "ready to do it, lo voy a hacer, hacerlo esta noche, how to do it, going to go through"
    ),
    "seguir_calm": "con, tomando, usando, la dieta, pastillas, medicina, esperando, pagando",
    "no_seguir": "ya no quiero seguir, no quiero seguir, ya no quiero nada",
    "drive_calm": (
        "nervous, anxiety about, scared of, phobia, learner*, student driver, lessons, simulator, glare, night "
        "vision, headlights"
    ),
    "drive_think": (
        "thinking, think, thought*, want*, urge*, pictur*, imagin*, cant stop, tempted, almost, plan, planning, "
        "nearly, wonder*, considering, considered, pensando, pienso, ganas, wish, keep, easy to"
    ),
    "drive_into": (
        "into (a|the|my|that|oncoming|something) (tree*|river*|traffic*|wall*|bridge*|lake*|pole*|semi*|truck*|"
        "embankment*|ocean*|canal*|ditch*), into oncoming, into traffic, off (a|the) (road*|bridge*|cliff*|overpass*|"
        "edge*|embankment*|highway*), contra (un|una) (arbol*|muro*|pared*|poste*), car on purpose"
    ),
    "drive_verb": "driv*, crash*, steer*, swerv*, wreck*, manejar, chocar, estrellar*",
    "end_means": (
        "for good, forever, enough pills, stopped taking, stopped my, quit taking, enough insulin, for once and all, "
        "once and for all, pills, insulin, para siempre, dont care anymore, no matter how"
    ),
    "end_wish": (
        "want it (all |)to be over, want this to be over, want everything to (stop|end|be over), want the pain to "
        "(end|stop|be over), want it to stop, make it stop, want out, just want peace, want to be free of this life, "
        "want to rest forever, que todo (termine*|acabe*), quiero descansar (ya|para siempre)"
    ),
    "take_calm": (
        "morning, same time, together, once a day, with food, instead of, separately, ok to, breakfast, dinner, "
        "bedtime, antibiotic*, finish, prep, course, seriously, advice, doctor, on time, classes, time off, trip, "
        "vitamin*, as prescribed, do i, should i, am i, can i"
    ),
    "mean_to": (
        "i am going, going to, gonna, want to, wanna, about to, thinking of, thinking about, tempted to, plan to, "
        "planning to, might just, could just, im just going, voy a, quiero, pienso, tonight, thinking"
    ),
    "take_every": (
        "swallow* everything, taking everything, take everything, take all (of |my |the |these |those |them), take "
        "(them|it) all, take every (pill|one|last), take the whole, taking all (of |my |the |them), swallow (all|the "
        "whole), take a handful, tomarme (todas|todo|todos), take everything i have, take the bottle, take the rest "
        "of (my|the)"
    ),
    "pill_which": (
        "which, color, imprint, look different, looks different, refill, label, short, expired, missing, insurance, "
        "round, oval, week, pharmacy, organizer, count was, dose"
    ),
    "pill_stare": (
        "looking at, staring at, en la mano, in my hand, in my hands, lined up, counted, counting, poured out, laid "
        "out, dumped out, all out, mirando, next to me, in front of me, on the nightstand"
    ),
    "miss_me": (
        "needs me, wants me, loves me, miss me, notice, would notice, would care, cares if i, care if i, me va a "
        "extranar, va a extranar*, extranaria*, cry for me, come to my funeral"
    ),
    "nobody": "nobody, no one, noone, nadie",
    "tonight_word": (
        "tonight, (tonights|tonight), esta noche, tonite, right now, ahora mismo, today is the day, last time"
    ),
    "at_peace": (
        "made (my|his|her|our) peace, at peace with, made peace with, en paz, ready to go, calm about it, (its|it) time"
    ),
    "end_letters": (
        "written (them*|each*|everyone*|my), wrote (them*|each*|everyone*), letter for each, each a letter, a letter "
        "to each, wrote a letter to each, les escribi, cartas, letters are in, letters in the, wrote letters, written "
        "letters, letters to (my|everyone|the), letters for (my|everyone|the), cartas para"
    ),
    "suicide": (
        "deje una nota, dejo una nota, left a note for my family, tell my (kids|children|family|mom|parents) i tried, "
        "note for when im gone, rather not wake up, rather not be here, jumping (in front|off|from), in front of (the|"
        "a) (train|bus|truck|car|semi), into traffic, lost the will to live, (hope|wish|hoping) (i|a truck|a car|a "
        "bus|the) (get hit|got hit|gets hit|would hit me|hits me|kills me|dont make it|dont survive*), just let me "
        "(die|go), let me die, wish someone would kill me, put me out of my misery, ready to meet my maker, see you "
        "on the other side, with (jesus|god) soon, drink myself to death, starve myself to death, starving myself to "
        "death, helium tank, how deep to cut, (estariamos|estarian|estaran|estarias) mejor sin, no reason to stay, "
        "nothing to live for, never be missed, dont belong (here*|in this world*|on this*), planning to overdose, "
        "going to overdose, want to overdose, thinking of overdosing, kill my self, get it over with tonight, "
        "suiside, suicid, sucidal, suicial, kill mysel, kill meself, off my self, matarme, morirme, self delete, "
        "catch the bus tonight, threatening to (kill|hang|shoot|hurt) (her|him)self, threatened to (kill|hang|shoot|"
        "hurt) (her|him)self, no longer be here, not be alive, be dead by, dead by (morning|tomorrow|christmas|"
        "monday), dont want to be alive, dont wanna be alive, doesnt want to be alive, no longer wants to live, no "
        "longer want to live, want to stop being here, life is not for me, want my life to (end|be over), wants (her|"
        "his) life to (end|be over), end of my life soon, quiero acabar con todo, just want to be gone, me quiero ir "
        "de este mundo, (sleep|asleep) and (never|not|dont) (get up|come back), colgarse, se va a colgar, se quiere "
        "colgar, me voy a colgar, voy a colgarme, quiero colgarme, unalive, rather not be alive, not want to exist "
        "any*, ahorcar*, dejarme morir, life not worth*, ya no le encuentro sentido a (vivir|la vida), no le "
        "encuentro sentido a (vivir|la vida), ya no encuentro sentido a (vivir|la vida), ya no tiene sentido vivir, "
        "para que seguir viviendo, ya no quiero seguir (viviendo|aqui|asi|viva|vivo), (quickest|easiest|fastest|best|"
        "painless|surest|quick|easy) way to (die|go out|kill*|end), way to die, how do i die, never been born, se "
        "quiere matar, se va a matar, quiere quitarse*, irme de este mundo, irme de esta vida, sentido a vivir, "
        "sentido a la vida, if i died tonight, not be on this earth, sick of living, better off if i died, wish i had "
        "died, wish i would have died, should have died, wants to be with (god|jesus) soon, (sleep|asleep|dormir|"
        "dormirme|to bed|close my eyes) (and |y |)(then |just |)(never|not|dont|no|wouldnt) (wake*|waking*|"
        "despertar*), no point (to|in) me (being*|living*|existing*), point (to|in|of) me (being|living), do this "
        "life*, life(s| is) not worth*, not worth (living|being alive), not existing, stop being alive, stop living, "
        "be done with life, be done living, done living, end myself, ending myself, end of my life tonight, end me, "
        "quitarme la vida, quitar la vida, quitarse la vida, quito la vida, me quiero quitar la vida, gonna end it, "
        "going to end it, im ending it, planning to end, way out is (death|dying|to die), only way out, (rather|"
        "better) (off |)(be |)dead, (be|see|join|go be|go) with my (late|dead), (be|join|see) (my|him|her|them) "
        "(late*|in heaven*|on the other side*), carta de despedida, nota de despedida, kill (herself|himself|themself|"
        "themselves|urself), killing (herself|himself|themselves), dormir y no despertar, dormirme y no despertar, ya "
        "no seguir viviendo, desaparecer para siempre, tomarlas todas, tomarmelas todas, tomarse todas, take them all "
        "and, swallow them all, want to be gone, wanna be gone, wish i was gone, wish i were gone, want to not be "
        "here, wanna not be here, dont want to be around any*, dont want to be on this (earth|planet), dont want to "
        "be in this world, leave this (world|earth), last (message|time) (youll|you) (hear*|get|see), tried to (hang*|"
        "kill*|shoot*|drown*|end), trying to (hang|kill) (her|him)self*, attempted to (hang*|kill*|end), (tonights|"
        "tonight) the night i, jump (in front|off|from|out), blow my (brains|head), shoot (him|her)self, hang (him|"
        "her)self, drown (my|him|her)self, slit (my|his|her), hanging (my|him|her)self, shooting (my|him|her)self, "
        "stopped eating so i (can|could|will) die, thinking of death all, bullet in my, matarse, ahorcarme, "
        "ahorcarse, colgarme, pegarme un tiro, darme un tiro, no deberia estar vivo, no deberia estar viva, aventarme "
        "(del|de|al|a), tirarme (del|de|al), me voy a (matar|morir|quitar), dont want to see tomorrow, dont need to "
        "be here any*, tired of being alive, tired of existing, tired of life, sick of being alive, cansad* de vivir, "
        "harto de vivir, harta de vivir"
    ),
    "me_gone": (
        "by dying, me dying, i die, my death, if i passed, with me dead, me dead, i wasnt alive, not around, i go, "
        "rid of me, if (he|she) (was|were|wasnt|werent) (dead*|gone*|here*|around*|alive*), (he|she) (was|were) (dead|"
        "gone), with (him|her) gone, without (him|her) around, si me muero, si yo muriera, si el no estuviera, i "
        "(wasn|werent) here, i left this, i was no longer, without me, me gone, me being gone, me out of the (picture|"
        "way), im out of the (picture|way), i was out of the (picture|way), i wasnt (here*|around*|alive*|in), i just "
        "wasnt (here*|around*|alive*), i was(nt|) (never |)(gone|dead|here|born), i werent (here*|around*), once im "
        "gone, when im gone, after im gone, im no longer (here|around), if i disappeared, if i vanished, if i died, "
        "if i were (gone|dead), i wasnt in their lives, sin mi, si yo no (estuviera|existiera|estoy), cuando ya no "
        "este, i no longer existed, i didnt exist, i stopped existing, i ceased to, im dead, i am gone, im gone"
    ),
    "better_so": (
        "favor, a favor, rid of, gift to, better, happier, easier, relieved, relief, less of a burden, mejor, "
        "mejores, feliz, felices, fine, best, lighter, peaceful, free, wouldnt (notice|miss|care), nobody would "
        "(notice|miss|care), no one would (notice|miss|care), nadie (notaria|extranaria|lloraria), notice, be okay, "
        "sooner"
    ),
    "burden": (
        "no use to any*, no good to any*, no use to my, useless to, deserve better than me, deserves better than me, "
        "deserve someone better, better mother than me, better dad than me, worthless to, burden to, a burden, im a "
        "burden, such a burden, being a burden, dead weight to, drag on everyone, una carga, un estorbo, estorbo, "
        "useless to everyone, in (everyones|everyone) way, waste of space"
    ),
    "burden_end": (
        "better off, thinking about, gun, shotgun, pistol, pills, tired, anymore, any more, longer, over soon, "
        "goodbye, giving away, gave away, without me, end, gone, they would be, (theyd|they) be"
    ),
    "weapon": (
        "bullets, gasoline, hose, plastic bag, gun, guns, pistol, handgun, shotgun, rifle, firearm, revolver, glock, "
        "noose, rope, razor, razor blade, blade, knife, pistola, arma, escopeta, soga, cuerda, lazo, navaja, "
        "cuchillo, box cutter, extension cord, ammo"
    ),
    "in_hand": (
        "bought the, bought, floor with, with my, in the drawer, stare at it, stares at it, under the pillow, to her "
        "wrist, to his wrist, on me, in (my|his|her) (hand|hands|lap|mouth|closet|purse|car|truck|pocket|room), next "
        "to me, beside me, on the (bed|table|nightstand|counter|seat), (gun|pistol|rifle|knife|rope) out, looking at "
        "it, loaded, in front of me, sitting here with, sitting with, sits with, on my (wrist*|neck|arm|throat), to "
        "(my|his|her) (head|neck|throat|wrist*|chest), staring at, holding (a|the|my|his|her), got out, took out, "
        "took the, got the, tied, bought a, loading, en la mano, al lado, en la cabeza, cargad*, thinking about my, "
        "thinking about the, thinking of using, keep looking at, cleaning (my|his), under my pillow, ready"
    ),
    "no_weapon": (
        "safe, hearing protection, toothbrush, which, electric razor, razor burn, disposable razor*, bump*, hunt*, "
        "range, permit, license, nail gun, glue gun, massage, heat gun, jump rope, skipping rope, climbing, cook*, "
        "kitchen, chop*, slic*, onion*, accident*, steak, shaving, shave, chef, stitches, tetanus, shoot hoops, "
        "stapl*, camping, deer, carpet, fishing, tow, dog, swiss army, thermometer gun, physical, security guard, "
        "police, officer, deputy, military, guard, temperature gun, butter, apple, bagel, avocado, opening, tape, dad "
        "jokes, gun show, gun shy, under the gun, jumping the gun, stick to my guns, top gun, birthday, christmas, "
        "pain, stabbing, like a, blade (in|of|between*), shoulder*, carving, cut my (hand|finger|thumb)"
    ),
    "jump_place": (
        "tall building*, high building*, balcony, balcon, bridge, overpass, train tracks, railroad tracks, tracks, "
        "ledge, cliff, rooftop, edge of the, parking garage, top floor, garage with the (car|engine*|keys*|door*), in "
        "the garage, puente, vias del tren, oncoming"
    ),
    "at_place": (
        "how easy, looking at, car running, car is running, car on, engine on, locked (himself|herself), hose, stood, "
        "standing, stand, jump*, driving off, drive off, driving into, drive into, picturing, thinking about, think "
        "about, thoughts of, sat on, sat in, sitting on, sitting in, went to the, looked over, looking over, looked "
        "down, leaning over, walked onto, walked to, keep imagining, imagin*, parked, running car, engine running, "
        "keys in my hand, engine, tirarme, brincar, aventarme, saltar"
    ),
    "no_place": (
        "dental, dentist, crown, tooth, teeth, loan, construction, traffic, commute, fitness, hike*, hiking, nose, "
        "yoga, pose, glasses, run, ran, jog*, race, route, exercise*, physical therapy, fell, tripped, vacation, "
        "park, near, across from, pain, hurts, sneakers, workbench, cleaning, working, tools, built, mowing, "
        "painting, scared of, phobia, fear of heights"
    ),
    "goodbye": (
        "loves us, loves me, love us, loved us, loves you all, (hes|he) sorry, (shes|she) sorry, he is sorry, sorry "
        "mom, sorry dad, last goodbye, said her goodbyes, said his goodbyes, i wont see you again, nos quiere, que "
        "nos ama, dijo adios, me dijo adios, adios a todos, bye forever, goodbye, good bye, goodbyes, farewell, "
        "despedi*, adios para siempre, last message, last text, saying bye, love you all, i love them, love the kids, "
        "tell the kids, sorry for everything, perdonenme, perdoname por todo, final message, said bye, byes, say "
        "goodbye"
    ),
    "sent": (
        "text*, posted, post, message*, note, letter, letters, called, video, wrote, written, sent, instagram, "
        "facebook, snapchat, snap, tiktok, voicemail, email*, mensaje, carta, escribi*, left (a|us|me), group chat, "
        "mando, dejo, whatsapp, status"
    ),
    "no_answer": (
        "not answering, isnt answering, wont answer, doesnt answer, not picking up, isnt picking up, wont pick up, "
        "turned off (his|her|their) phone, phone is off, phone off, cant reach, cannot reach, not responding, gone "
        "silent, no contesta, no responde, apago el telefono, cant find (him|her), wont open the door, locked "
        "(himself*|herself*|in|the), door is locked, door locked, disappeared, drove off, took off, took the car, "
        "goes to voicemail, no one can find, hasnt been seen, missing since"
    ),
    "goodbye_nice": (
        "teacher, class, coach, nurse, retir*, moving, office party, party, coworkers, preschool, daycare, grandma "
        "at, hospice, wave*, school, insurance, moved, airport, deployment, flight, college, pet, dog passed"
    ),
    "last_words": (
        "look after my (cat|dog|kids|mom|girls|boys|babies|children|wife|son|daughter), watch over my (kids*|babies*|"
        "girls*|boys*|mom), cuide a mis*, cuiden a mi*, tell (my|the|our|his|her) (kids|family|children|wife|husband|"
        "mom|dad|daughter|son|mother|father|girls|boys|babies|brother|sister|parents|dog) (i|im|that|how|they|it|hes|"
        "he|shes|she) (love*|sorry*|was|am|that*|loved*|wasnt*|much*|im|its|it|tried*), by the time (you|anyone|this) "
        "(read*|reads*|get|gets*|see|sees*|is), it will (all |)be over, (itll|it) be over, (itll|it) all be over, "
        "none of this is (her|his|your*|their*|anyone*|anyones*|any of your*), not (your|his|her|anyones|anyone|"
        "anybodys) fault, (its|it) (nobodys|nobody) fault, isnt (your|his|her|anyones|anyone) fault, (nobodys|nobody) "
        "to blame, dont blame (yourself*|yourselves*|him|her|dr|anyone*), forgive me (for|please*), im sorry for "
        "everything, sorry for being, dont try to (save|stop|find|call) me, dont look for me, no me busquen, "
        "perdonenme, digan(les|le) a mis (hijos*|papas*), dile(s|) a mi* (hijos|mama|familia|esposa|esposo) que, take "
        "care of my (kids|dog|cat|mom|girls|boys|babies|children|wife|son|daughter), cuiden a mis*, you did "
        "(everything|all|your best|what) you could, nothing (more|else) you could have done, always kind to me, you "
        "were good to me, you were always (so |)(kind*|good*|nice*), it wasnt enough, thank you for trying, gracias "
        "por todo, thank* (you|u) for everything"
    ),
    "leaving": (
        "wont be (needing*|here*|around*|coming back*|back*|alive*|on this*), dont need (my|any|the|them|these|it|"
        "another) (appointments|appointment|meds|refill|refills|any|them|it), cancel (all|everything*|every*), im "
        "done, i am done, i quit life, im finished, time to go, im leaving, im checking out, my time is up, i give "
        "up, giving up, i surrender, me rindo, ya no voy a (estar*|necesitar*), last appointment, no longer need, "
        "gone by, soon i will be, be over, be gone, i cant anymore, ya no puedo mas, ya no aguanto, cant keep doing "
        "this, cant do this any*"
    ),
    "sure_farewell": (
        "promise (ill|i|i will) be (here|around|alive|safe|okay), dont know (that|if) (ill|i|i will) be (here|around|"
        "alive), where im going, where i am going, wont need them where, nobody to stop me, no one to stop me, no one "
        "can stop me, wont have to (deal*|worry*|put up|bother*|see|look after*|take care*), wont be (your|anybodys|"
        "anyones|anyone|a) (problem|burden|bother|worry), wont be a (problem*|burden*|bother*), (this is|this will be|"
        "heres) my last (message|text|note|letter|goodbye|words), (wont|not going to|not gonna|dont plan to|dont plan "
        "on being|dont intend to|dont expect to|not planning to|not planning on being) be here (next*|tomorrow*|for|"
        "much*|after*|anymore*|any|by|long*), dont plan on being (around*|here*|alive*), not (going|gonna) (to |)be "
        "(here|around) (much*|for|next*|long*|any), by the time (you|anyone|this) (read*|reads*|get|gets*|see|sees*), "
        "dont try to (save|stop|find) me, i wont be around (for|to|when*|by|at|come*|next*|much*|any), wont be around "
        "to, wont be alive (for|by|to|when*|next*|at), (dont|cant|didnt) see myself (making it|being here*|alive*|"
        "living*|around*|past*|lasting*), dont (think|plan|expect|intend) (ill|i|i will|to|on) (make it|be alive|"
        "being alive|be around|being around|living), (tonights|tonight) the night, tonight is the night, (tonights|"
        "tonight) my last, tonight will be my last, (this is|its|it) my last (night|day), last day on earth, last "
        "night on earth, made my decision, made up my mind to (die|go|end), wont (make|see) (it to|another) "
        "(christmas*|birthday*|morning*|tomorrow*|year*|day|sunrise*), no me van a volver a ver, esta noche me voy, "
        "esta noche termino, manana ya no (voy a|estare*|amanezco*), manana no voy a despertar"
    ),
    "away": (
        "vacation, trip, travel*, out of town, moving, moved, work, flight, cruise, insurance, transfer*, new doctor, "
        "new pcp, relocat*, visiting, conference, college, surgery, fall asleep, game, concert, school, meeting, "
        "snow*, florida, ohio, retire*, switching, another practice, antibiotic*, pt, boot, crutches, chemo, better "
        "now, healed, feeling better, cold is, no longer needed, the flu, cancer, hospice, ct scan, test, results, "
        "scope, prep, marathon"
    ),
    "hoard": (
        "collecting, collected, counting out, saving up, saving, saved up, been saving, stash*, hoard*, stockpil*, "
        "hiding, hid, hidden, collect* my, storing up, setting aside, keeping back, skipping doses to save, "
        "guardando, juntando, escondi*, escondiendo, acumulando, piling up"
    ),
    "hoard_what": (
        "morphine, dilaudid, fentanyl, patches, pills, pill, meds, medicine, medication*, tablets, trazodone, ambien, "
        "xanax, oxycodone, amitriptyline, tylenol, klonopin, ativan, seroquel, sleeping pills, pain pills, percocet, "
        "norco, insulin, bottles, pastillas, medicinas, medicamento*, oxys, gabapentin, antidepressant*, zolpidem, "
        "lorazepam, elavil, benzos, opioid*, prescription*, muscle relaxers"
    ),
    "hoard_why": (
        "enough, just in case i, somebody to know, someone to know, all, in my room, in her room, in his room, "
        "mattress, secretly, nobody knows, no one knows, for when, long sleep, todas, at once, big enough, when the "
        "time, how many, one night, the end, end it, in case i need to, closet, drawer, so i can, so (theres|there), "
        "tomar, tomarme, weeks, months, been, up"
    ),
    "hoard_calm": (
        "trip, data, prescription from, mail, deliver*, dont need a refill, no need for, sample, money, cost, coupon, "
        "applesauce, pudding, peanut butter, cheese, food, treat*, ice cream, so no need, dont need a refill yet, "
        "extra refill, leftover, 90 day, mail order, pharmacy, insurance, vitamin*, dog, cat, coupons, donut hole, "
        "from my toddler, from the kids, away from, locked, safe place, child, out of reach, deductible, goodrx, hsa, "
        "travel"
    ),
    "how_many": (
        "how many, how much, what dose, what amount, cuantas, cuantos, how long would it take, what happens if i take "
        "(all|the whole*|a whole*|every*)"
    ),
    "lethal": (
        "kills you, kills a, would kill, will kill, kill, kills, lethal, fatal, deadly, enough to kill, would it take "
        "to, to die, kill you, kill me, kill a person, not wake up, never wake up, dont wake up, stop my heart, to "
        "end, morir, no despertar, para morirme, stop breathing"
    ),
    "give_away": (
        "gave away, giving away, given away, gave (my|his|her|all), giving (my|his|her|all|people*|everyone*), gives "
        "away, giving stuff, regalo (su|mi|todas*|todo*), regalando (su|mi|todas*|sus|mis|todo*), sold (all|"
        "everything), cleaned out (my|his|her), packed up (all|everything|my|his|her), emptied (my|his|her)"
    ),
    "belonging": (
        "dog, dogs, cat, cats, pets, guitar, tools, car, truck, jewelry, watch, records, collection, stuff, things, "
        "everything, possessions, belongings, clothes, furniture, ring, games, xbox, bike, apartment, desk, room, "
        "cosas, ropa, perro, gato, herramientas, favorite, guns, horse*, piano, books"
    ),
    "end_signs": (
        "loose ends, affairs in order, affairs, made (my|his|her) peace, made peace, letters, goodbye, note, burden, "
        "tired of, hopeless, depress*, laid off, divorc*, breakup, broke up, wont be here, wont need, no longer need, "
        "wont be needing, not need, gun, pistol, at peace, calm now, said (he|she)s done, passwords, will, suicid*, "
        "no answer, not answering, better off, dont want to, no future, isnt eating, wrote, been drinking, quit (his|"
        "her|my) job, tied up, tying up, despid*, triste, crying, what is the point, (whats|what) the point, cant "
        "take it, without me, deprimid*, (hes|he) been down, (shes|she) been down, sad"
    ),
    "giveaway_calm": (
        "donat*, goodwill, moving, downsizing, nursing home, assisted living, yard sale, walker, wheelchair, "
        "crutches, samples, allergic, allergy, allergies, allergist, store, shelter, marie kondo, estate sale"
    ),
    "cut_self": (
        "cut (my|her|his) (wrist*|wrists*|throat*|own|forearms*|thighs*), cut (her|him)self (on purpose*|again*|with*|"
        "bad|deep*|last*), cutting (her|him)self, cuts all (up|over|down) (her|his|my), cut deeper, cutting deeper, "
        "carving into (my|her|his), slashed (my|her|his) (wrist*|arm*), me corte las (venas|munecas), se corto las "
        "(venas|munecas), se corto (los|las|el) (brazos*|venas*|munecas*|brazo*), sliced (my|her|his) wrist*, cuts "
        "herself, cuts himself, self inflicted, cut too deep"
    ),
    "cut_calm": (
        "accident*, glass, kitchen, cooking, knife slip*, shaving, grass, can lid, surgery, work, bagel, fence, "
        "carpal, falling, fell"
    ),
    "take_intent": (
        "on purpose, to die, wanted to die, to end, end it, kill (my|him|her)self, to not wake, hoping to, "
        "intentionally, hoping it would be enough, hoping it would, wanted to sleep forever, a proposito, queria "
        "morir*, para morir*, to make it stop, hoping i wouldnt"
    ),
    "took_any": "took, swallowed, taken, drank, cut, hung, overdosed, ate, tomo, tome, ingested",
    "rescued": (
        "hoping it would be enough, hoping i wouldnt wake, wish it had worked, wish it worked, should have worked, "
        "shouldve worked, sad it didnt work, disappointed i woke"
    ),
    "despair_amber": (
        "end of my rope, nothing to look forward to, feel trapped, no one cares, nobody cares, lost all hope, lost "
        "hope, dont see a way, dont see any way, hate myself, hate being alive, cant see a future, no future, cant "
        "keep doing this, dont want to do this any*, tired of fighting, tired of everything, ya no aguanto mas, ya no "
        "puedo mas, no quiero nada, given up on life, dont care what happens to me, dont matter to any*, nobody cares "
        "if, no one cares if, cant see a way out, no way out, what is the point of (any|all), (whats|what) the point "
        "of (any|all|going*|living*), tired of being a burden, im a burden, feel like a burden, soy una carga, soy un "
        "estorbo, no hope, no tengo esperanza"
    ),
    "search_web": (
        "googl*, search*, looking up, looked up, researching, youtube, reading about, asking chatgpt, asked siri, "
        "watched videos"
    ),
    "search_what": (
        "noose, nooses, how to die, painless, ways to (die|kill*|end), hanging, kill (my|him|her)self, suicid*, "
        "overdose amounts, how many pills, lethal dose, how to kill, tie a knot"
    ),
}
