"""Accidents, devices that fail, poisons in a house, and threats, with their rules: what is seldom said in symptoms.

Words and rules as in `rules.urgency_words` and `rules.urgency_rules`.
"""

from __future__ import annotations

ACCIDENTS = {
    "device": (
        "lvad, lvad driveline, driveline, trach, trache, trach tube, tracheostomy, tracheostomy tube, ventilator, "
        "vent, bipap, bi pap, g tube, gtube, gj tube, peg, peg tube, feeding tube, tube in (my|his|her) stomach, "
        "oxygen concentrator, concentrator, oxygen machine, dialysis (catheter|line|port), picc, picc line, "
        "hickman, central line, foley, suprapubic, suprapubic catheter, chest tube, jp drain, catheter in "
        "(my|his|her) chest, sonda, traqueo*"
    ),
    "device_fails": (
        "came (out|loose|off|apart), (fell|popped|slid|slipped) out, pulled (it |)out, got pulled (out|), yanked, "
        "dislodged, disconnected, (is|was|its) out, out no spare, plugged, blocked, clogged, wont go back, quit, "
        "(is |has |)broke*, alarm*, beep*, low flow, no flow, not draining, wont drain, isnt draining, hissing, "
        "(wont|wouldnt|cant) suction, cant pass, battery fail*, red light, se salio, se zafo, se tapo, no backup, "
        "not working, stopped working, died, failed, failing"
    ),
    "device_calm": "replace*, scheduled, supplies, order, refill, last (month|year), cover*, exchange, appointment",
    "pierce": (
        "arrow, bolt, crossbow, spike, nail, knife, blade, chisel, screwdriver, branch, stick, glass, fork, pole, "
        "rod, rebar, bullet, pellet, dart, needle nose, drill bit, drill, fence, pitchfork, stake, antler, scissors"
    ),
    "pierced": (
        "(went|goes|gone|go) (in|into|in to|through|thru) (my|his|her|a|the|to his|to my|to her), stuck in "
        "(my|his|her), (through|thru|into) (my|his|her|a|the|), slipped into, still in (there|my|his|her|it), "
        "through (foot|hand|leg|arm), se me clavo, se le clavo"
    ),
    "fleshy": (
        "foot, hand, leg, arm, thigh, calf, chest, belly, stomach, neck, face, cheek, eye, palm, side, back, shin, "
        "forearm, shoulder, groin, butt, buttock, knee, wrist, head, throat, rib, ribs, pie, mano, pierna, brazo"
    ),
    "engine": (
        "wood chipper, chipper, snowblower, snow blower, grinder, (table|circular|chain|band|skill) saw, chainsaw, "
        "lawn mower, lawnmower, mower, auger, tractor, four wheeler, atv, forklift, conveyor, press, augur, baler, "
        "meat slicer, router, nail gun, garage door, car, truck, machine"
    ),
    "engine_took": (
        "caught in, went into, got into, ran over, run over by, rolled on, rolled over on, pinned, crushed, sucked "
        "into, went through, fell on, mangled, ripped"
    ),
    "blast": "firecracker*, firework*, propane tank, aerosol can, bottle rocket, gas grill, m 80",
    "blast_hit": "blew up, exploded, went off, flashed, explosion, burst",
    "mains": (
        "outlet, live wire, (power|electric*) (line|panel|cord|pole|fence), extension cord, volts, socket, fuse "
        "box, breaker box, lightning, transformer, enchufe, cable de luz"
    ),
    "mains_hit": (
        "shock*, zapped, electrocuted, thrown, threw (me|him|her), knocked (me|him|her), stuck a, touched, charred, "
        "burn, burned, burnt, struck, hit near, hit us, hit him, hit me, jolt, dio toques, descarga"
    ),
    "fell_far": (
        "(fell|fallen|dropped|jumped|falling) (out|from|off) (of |)(a |the |our |his |her |my |)(second|third|2 "
        "nd|3 rd|two|upstairs|roof|window|balcony|ladder|tree|scaffold*|bridge|deck|bunk|horse|cliff|silo|truck)*"
    ),
    "baby_drop": (
        "rolled off, fell off, fell from, fell out of, slid off, slipped off, dropped, toppled, se cayo, se me "
        "cayo, fell down"
    ),
    "squishy": "squishy, boggy, soft (lump|bump|spot|swelling), blandito, lump, dent, big bump, chichon",
    "tiny": "(1|2|3|4|5|6|7|8|9|10|11) (month|months|mo|mos|week|weeks|wk|wks) old, newborn, infant",
    "trunk_hit": (
        "(hit|kicked|punched|run over|struck|elbowed|pateo|pego) *(in|on|by|to|) *(the|my|his|her|a|) "
        "*(belly|stomach|abdomen|ribs|side|panza), rolled on, seat belt, handlebar*, steering wheel, thrown off, "
        "threw me off, fell off (a |the |my |)horse"
    ),
    "trunk_bad": (
        "belly (hurts|is hard|hard|swelling|is swelling|bruised|swollen|pain), peeing (red|blood), pee is red, "
        "blood in (my|his|her) (pee|urine), shoulder tip, shoulder hurts, dizzy, faint, swelling, hard belly, rigid"
    ),
    "ear_blood": "(blood|bleeding) (coming |running |leaking |)(out of|from|in) (his|her|my|the|one) ear*",
    "dive": "diving, dove, dived, trampoline, tackle*, surf*, car wreck, crash, accident, headfirst",
    "house_ill": (
        "(everyone|everybody|whole family|all of us|we all|both of us|weve all|the whole house|my whole "
        "family|family is|wife and i|husband and i|kids and i|all)"
    ),
    "house_sick": (
        "headache*, headachy, dizzy, nause*, woozy, pounding head*, feels sick, feel sick, sick to, lightheaded, "
        "drowsy, throwing up, passed out, mareados"
    ),
    "fumes_from": (
        "generator, furnace, heater, space heater, boiler, gas smell, smell gas, smells like gas, exhaust, gas "
        "stove, charcoal grill, calentador, olor a gas, go outside, when we leave the house, fireplace"
    ),
    "all_at_once": (
        "all at once, at once, in one go, everything in (the|my|our) (cabinet|medicine cabinet|box|bottle), took "
        "them all, took it all, took all of them, swallowed them all, a (weeks|week) worth, (3|4|5|three|four|five) "
        "days of, whole (bottle|box|pack|strip), handful of (pills|tablets|something|them), to "
        "(friday|saturday|sunday) pills, me las tome todas"
    ),
    "house_poison": (
        "antifreeze, lamp oil, lighter fluid, gasoline, gasolina, kerosene, turpentine, paint thinner, moth ball*, "
        "mothball*, nail polish remover, acetone, vape juice, nicotine juice, vape pen juice, hand sanitizer, "
        "washer fluid, windshield fluid, drain cleaner, drain opener, oven cleaner, toilet cleaner, lye, pool "
        "chlorine, rat poison, roach (killer|bait), pesticide, weed killer, laundry pod, tide pod, dishwasher pod, "
        "mercury, cucarachas, cloro, thc gumm*, edible*, weed gumm*"
    ),
    "magnet": "magnet, magnets, buckyball*, imanes, iman",
    "ate_it": "ate, eaten, swallowed, swallow, chewed, mouth, drank, drinking, licked, bit into, trago, comio, tomo",
    "stiff_member": "erection, priapism, hard on, ereccion",
    "stiff_long": (
        "hours, hrs, wont go down, wont go away, painful, hurts, hurt, since (yesterday|last night|this morning), "
        "horas, not going down"
    ),
    "viagra_talk": "get an erection, erection problem*, trouble with, dysfunction, weak, keep an",
    "lethal_dose": (
        "lethal dose, fatal dose, deadly dose, dose to die, dosis letal, enough pills to (make|do|end|kill|never), "
        "painful to die, easiest way to die, quickest way to die, painless way"
    ),
    "veiled_end": (
        "cant see a way (through|out|forward), see no way (out|through), no way out of this, no hay salida, nothing "
        "left to (stay|live) for, point (of|in) (staying alive|living|going on), tonight is (my|her|his) last, "
        "(my|her|his) last night, past (friday|tomorrow|tonight|this week), by the time you read, ctb, unalive, un "
        "alive, finishing the job, finish the job, god will forgive, forgive me for what, what im about to do, "
        "letters to my (kids|wife|family|parents), written the letters, wrote the letters, deje cartas, counted "
        "(my|the) pills, pills counted, picked (the|a) day, already picked, end things, they would get the "
        "insurance, theyd get the insurance, insurance money at least, look after my (cats|dog|dogs|cat|kids) (im|i "
        "am|after|when), im sorry for all of it, sorry for everything, thinking why not, roof of the "
        "(parking|building|hospital|hotel), on the overpass, at the train tracks, on the (tracks|bridge|ledge), "
        "closed garage, garage with the car running, im (really |)done with (life|living), stay alive anymore, "
        "quiero dejar de existir, me voy a colgar, tirarme (del|de)"
    ),
    "veiled_more": (
        "after tonight, nobody will find me, find me (till|until), affairs (settled|in order), (tied|tie|tying) a "
        "(sheet|rope|belt|cord|noose|scarf), looking up how to do it, looked up how to do it, happens if (u|i|you) "
        "(take|took) (20|25|30|40|50|60|80|100), keep looking at the gun, with the car running, wish the surgery "
        "had killed, took everything in the, swallowed a (load|bunch|lot|ton|fistful) of, took a "
        "(load|fistful|bunch) of (pills|tablets)"
    ),
    "wild_beast": "raccoon, bat, skunk, fox, coyote, mapache, murcielago, wild animal",
    "wild_bit": "bit, bitten, bite, scratched, mordio, in the (bedroom|room|crib) with",
    "snake_kind": (
        "coral snake, rattlesnake, rattler, copperhead, cottonmouth, water moccasin, black mamba, cobra, krait, vibora"
    ),
    "snake_calm": "zoo, pet, tattoo, dead, boots, killed, museum, toy, photo",
    "blind_now": (
        "(woke up|went|gone|suddenly) blind, blind (on|in) one (side|eye), (lost|losing|missing) half (of "
        "|)(my|his|her) (vision|sight), jelly coming out, charred, hot tar, waxy white, bone (stuck|is "
        "stuck|sticks|poked) out, (gut|guts|bowel|intestine) (poking|bulging|coming|hanging), babys "
        "(foot|hand|arm|leg|head) is (out|showing|coming), baby (foot|hand|arm|leg|head) is (out|showing|coming), "
        "stringy things, can see (the |)(bone|meat|fat|tendon*|insides), skin (is |)(coming|came|peeling) off in "
        "(sheets|strips)"
    ),
    "insulin_es": "insulina dos veces, doble insulina, insulina doble",
    "end_talk_calm": "joke, haha, lol, prep, photo*, concert, vacation, hike, project, class, marathon",
    "arms": (
        "gun, guns, rifle, shotgun, pistol, bullet, bullets, knife, machete, bat, hammer, axe, pistola, cuchillo, "
        "escopeta, arma, belt, pipe, crowbar, gasoline can"
    ),
    "menace": (
        "if i (ever |)leave, hell use it, use it on me, with my name, next time, said im next, says im next, im "
        "next, threaten*, coming for me, outside my, is outside, esta afuera, amenaz*, me quiere matar, says hell, "
        "said hell, says hes bringing, bringing his, hits me, hits my, hit my, watching me, chasing, pointed, "
        "waving, swinging, bleeding, finish it, finish me, barricaded, burn us, kill us, drown them, drown us"
    ),
    "attacker": (
        "boyfriend, husband, wife, ex, partner, stepdad, stepfather, dad, father, mom, mother, brother, son, uncle, "
        "grandson, aide, caregiver, home aide, sitter, nanny, coach, roommate, student, neighbor, girlfriend, he, "
        "she, esposo, marido, pareja, novio, papa"
    ),
    "attack": (
        "punch*, slapped, slaps, kicked, kicks, choked, strangled, beats, beat, hits, tied, locked me, pushed me "
        "down, held me down, forced me, threw boiling, broke my, burned me, raped, me pateo, me golpea, encerrada"
    ),
    "attacked": (
        "me, my (mom|mother|brother|sister|son|daughter|grandma|stomach|belly|face|rib|ribs), grandma, mom, us"
    ),
    "attack_calm": (
        "lol, haha, boxing, karate, sparring, game, meme, card game, chess, pickleball, soccer, baby, in utero"
    ),
    "touching": (
        "secret game, pants off, private parts, comes in my room at night, comes into my room, makes me do things, "
        "touches (her|him|me|my), not to tell, says not to tell, told (me|her|him) not to tell, bleeding down there "
        "after, cigarette burns, burns like cigarette*, belt marks, bruises on both ears, locked in the basement, "
        "make me have sex, took my passport, has my passport, got my passport, tied (grandma|mom|her|him) to"
    ),
    "shook": (
        "shook (him|her|the baby|my|it), shaken, threw (him|her) (on|against|at|down), hit my baby, slapped the baby"
    ),
    "shook_calm": "hands, bottle, hand",
}

RED_ACCIDENTS = {
    "sepsis": """
        temp_bare & chemo|immune|immune_life|line_in|dialysis;
    """,
    "infant-fever": """
        temp_bare & infant;
    """,
    "wound": """
        device ~ device_fails ! device_calm;
    """,
    "injury": """
        pierce ~ pierced ~ fleshy; engine ~ engine_took ~ fleshy; blast ~ blast_hit ~ fleshy; mains ~ mains_hit;
        fell_far; trunk_hit & trunk_bad; wild_beast ~ wild_bit; snake_kind ! snake_calm; blind_now;
    """,
    "head-injury": """
        tiny & baby_drop & squishy; ear_blood & hurt_head; ear_blood & dive; infant & baby_drop;
    """,
    "poisoning": """
        house_ill ~ house_sick & fumes_from; fumes_from ~ house_sick; took_it ~ all_at_once; house_poison ~ ate_it;
        insulin_es;
    """,
    "choking": """
        magnet ~ ate_it; magnet & ate_it;
    """,
    "testicle": """
        stiff_member ~ stiff_long ! viagra_talk;
    """,
    "self-harm": """
        lethal_dose; veiled_end ! end_talk_calm; veiled_more ! end_talk_calm;
    """,
    "violence": """
        arms ~ menace; attacker ~ attack ~ attacked ! attack_calm; touching; shook & kid_word|infant ! shook_calm;
    """,
}
