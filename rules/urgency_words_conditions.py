"""Known conditions, devices and wounds that turn a plain sign into an emergency, with their rules.

Words and rules as in `rules.urgency_words` and `rules.urgency_rules`. The levels are those of ordinary adult and
child telephone triage: fever in who cannot fight it, a failing shunt, a stuck hernia, a dying stoma, a joint hot with
fever, green vomit in a baby.
"""

from __future__ import annotations

CONDITIONS = {
    "immune": "(kidney|liver|heart|lung|renal) tx, port site",
    "nosebleed": (
        "nose (has been |had been |was |is |keeps |kept |started |)(running|pouring|gushing|dripping|spurting) blood, "
        "blood (is |was |keeps |)(running|pouring|gushing|coming|dripping) (out of|from) (my|his|her) nose"
    ),
    "faint": "woke up (with|to) (strangers|people|paramedics|everyone) (around|over|standing|looking|staring)*",
    "tightening": (
        "tightening*, tightens, (belly|stomach|bump) (keeps |)(getting hard|balling up|going hard), cramp* every, "
        "cramps coming every, pains every, back pain every, dolores cada, se me pone dura cada"
    ),
    "coffee_dark": (
        "(like|of) (old |wet |used |dark |)coffee*, old coffee, coffee ground*, (granos|posos|borra) de cafe, color "
        "cafe oscuro"
    ),
    "blood_flood": (
        "murder scene, crime scene, horror movie, bloodbath, slaughter*, (puddle|pool|pools) (of blood|on the floor)"
    ),
    "blood_any": "blood, bloody, bleed*, sangre, sangrando",
    "vein_burst": "vein (just |)(burst|popped|exploded|opened|ruptured)*, varicose (just |)(burst|popped|opened)*",
    "just_seized": "just seized, and seized, seized and, (had|having) a (fit|seizure|convulsion), convuls*",
    "tongue_bitten": (
        "(bit|bitten|chewed|chewed up) (my|his|her) tongue, tongue (is |was "
        "|)(chewed|bitten|bloody|bleeding|cut|sore), se mordio la lengua, me mordi la lengua"
    ),
    "wet_self": (
        "wet (the bed|himself|herself|myself|his pants|my pants|her pants), peed (himself|herself|myself|the bed|in "
        "bed|everywhere), pee everywhere, soaked in (pee|urine), se orino, me orine"
    ),
    "fit_word": "fit, fits, seizure*, convulsion*, convulsing, seizing",
    "fit_long": (
        "going on (5|6|7|8|9|10|12|15|20|30|five|six|seven|eight|ten|fifteen|twenty), hasnt stopped, wont stop, not "
        "stopping, still going, longer than (usual|normal|ever|before), no para"
    ),
    "stiff_es": "se puso (ties*|rigid*|dur*), ojos en blanco, se le fueron los ojos, ojos volteados",
    "jerks_es": "temblar, temblando, sacud*, convuls*, brincar, brincando",
    "stoma": "stoma, ostomy, colostomy, ileostomy, urostomy, estoma",
    "stoma_bad": (
        "black, purple, dusky, blue, gray, grey, (no|zero) output, nothing in the bag, nothing coming out, negro, "
        "negra, morado, morada, sunk in, bleeding a lot"
    ),
    "shunt": "shunt, vp shunt, ventriculoperitoneal, derivacion ventricular",
    "shunt_bad": (
        "vomit*, throwing up, threw up, sleepy, sleepier, lethargic, drowsy, headache*, sunset*, fever, irritable, "
        "seizure*, double vision, bulging"
    ),
    "shunt_calm": "appointment, check up, follow up, x ray, scheduled, insurance, placed in, portacaval, dialysis",
    "joint": "hip, knee, ankle, elbow, wrist, joint, joints, rodilla, cadera, tobillo, codo",
    "joint_hot": (
        "red hot, hot and (red|swollen), swollen and (hot|red), red and (hot|swollen), red hot swollen, (cant|wont) "
        "(bend|move|walk|stand)*, (cant|wont) (bear|put) (any |)weight, no puede doblar, no camina"
    ),
    "bilious": (
        "(vomit*|throw*|threw|puk*|spit*) (up |)(bright |dark |)(green|bile|verde), (vomit|bile|puke) (is |was "
        "|)(bright |)(green|verde), vomito verde, its green, now its green, green bile, green (vomit|puke)"
    ),
    "projectile": "projectile*, shoot* (out|across)",
    "sure_baby": (
        "baby, babys, newborn*, infant, (week|weeks|wk|wks|day|days) old, bebe, recien nacid*, (1|2|3|4|5|6|7|8|9|10) "
        "(wk|wks|week|weeks)"
    ),
    "yellow_skin": "yellow*, orange (skin|color|tint|looking), skin (is |)orange, jaundic*, amarill*",
    "drowsy_baby": (
        "hasnt opened, (hardly|barely|cant|hard to) wake, wont wake, too sleepy, so sleepy, very sleepy, sleepier, "
        "(wont|not) (feed|feeding|latch|latching|nurse|nursing|eat|eating), limp, floppy, no despierta"
    ),
    "degloved": "like a glove, degloved, degloving, ring avulsion",
    "hernia_out": (
        "(wont|cant|doesnt|not|couldnt) (push|go|get it|going|put it) (back|in)*, popped out, stuck out, stuck, no se "
        "mete, se me salio, no entra"
    ),
    "hernia_bad": (
        "hard, red, purple, dusky, hurts (so |really |like |)*, killing, very painful, throwing up, vomit*, dura, "
        "morada, excruciating, agony, screaming"
    ),
    "gut": "stomach, belly, abdomen, tummy, gut, cramp*, cramping, barriga, panza, estomago",
    "floored": (
        "on the (floor|ground), crawling*, (cant|cannot) (lie|lay|sit|keep) still, cuchillad*, like (knives|a knife), "
        "writhing, screaming, rolling around, hardly stand"
    ),
    "monthly": "period, periods, menstrua*, regla, endometriosis, labor",
    "lids": "eyelid*, eye, eyes, eye socket, ojo, parpado",
    "eye_pushed": "pushed (forward|out), bulging, sticking out, popping out, hurts to move, pain moving",
    "lid_ill": "red, swollen, swelling, puffy, fever, hinchado",
    "eye_operated": (
        "cataract*, lasik, eye (surgery|injection|shot|operation), shot in (my|the) eye, vitrectomy, catarata*"
    ),
    "eye_hurts": "pain, painful, hurts, hurting, ache*, aching, throbbing, duele",
    "sight_worse": "foggy, cloudy, blurry, blurred, worse, hazy, dim, darker, borroso, cant see, losing",
    "benzo_out": (
        "(ran out of|out of|stopped|quit|without|off) (my |the |taking |taking my "
        "|)(klonopin|clonazepam|xanax|alprazolam|ativan|lorazepam|valium|diazepam|baclofen|phenobarbital|benzos)"
    ),
    "drink_stop": (
        "last drink, (quit|stopped) (drinking|booze|alcohol|liquor), no alcohol (since|for), havent had a drink "
        "(since|for|in), off the (booze|vodka|whiskey|liquor|bottle), dejo de tomar, deje de tomar"
    ),
    "withdrawn": (
        "hands (wont|dont) stop, walls (are |)(moving|breathing|melting), seeing "
        "(bugs|things|people|spiders|shadows), shaking, trembling, the shakes, twitch*, jerking, hallucinat*, "
        "sweating (through|buckets|like), temblando"
    ),
    "marks_found": (
        "(cuts|cut marks|razor marks|slices|slashes|cortes|cortadas) (all |)(on|over|up|down|along|across|en) "
        "(her|his|my|their|sus|los|las) (inner |upper |left |right "
        "|)(thigh*|wrist*|forearm*|arm*|legs|hip*|stomach|brazo*|pierna*|muneca*)"
    ),
    "marks_calm": (
        "cat, kitten, cats, thorn*, bush*, garden*, rose*, briar*, fence, glass, fell, accident*, surgery, bike"
    ),
    "left_note": ("(left |found |)a note, (a |the |his |her )note (that |)(says|saying|said), left (us |me |)a letter"),
    "is_gone": (
        "(truck|car|bike|gun|hes|shes) (is |)(gone|missing), left (his|her) (wallet|phone|ring|keys), (cant|couldnt) "
        "(find|reach) (him|her), (wont|not) (answer|answering|pick up), sorry mom, says sorry, says goodbye"
    ),
    "note_calm": "doctors note, school, teacher*, office, excuse, work note, sick note, desk, portal, chart",
    "last_thanks": (
        "thank you all for being kind, thanks for being kind, (wont|will not) be needing (my|any|you|these|the), "
        "(wont|will not) need (my|any) (next|more|future) (appointment*|visit*|refill*)"
    ),
    "decided": (
        "ive decided, i have decided, made (my|up my) (decision|mind), at peace, its time, its better this way"
    ),
    "told_to": (
        "(tell*|order*|command*|says|saying|dice*|ordena) (me|him|her|that i|le|que) (to |me |se |)(walk "
        "into|jump|kill (myself|himself|herself|them|him|her|people|my)*|die|drown|end it|end my life|hurt "
        "(myself|himself|herself|people|them|my)|burn the|mate|matar*)"
    ),
    "hunted": (
        "(hell|he will|she will|shell|going to) (find|come for|hunt) (me|us|the kids)*, be it for us, be the end of "
        "us, make me (pay|sorry)"
    ),
    "tube_past": "ectopic, tubal pregnancy, tube (was |got |)(removed|taken), ectopico",
    "quiet_baby": (
        "(shes|hes|she has|he has|babys|baby has|baby is|its|been) (been |)(so |very |really |too |awfully |super "
        "|)(quiet|still|calm)"
    ),
    "born_now": (
        "crowning, (baby|babys) (is |)coming (right |)now, (feel|see) the (head|babys head), cant stop pushing, ya "
        "viene el bebe, ya se ve la cabeza"
    ),
    "birthed": (
        "gave birth, (had|delivered) (my|the|our) baby, (delivered|c section|csection|birth|delivery) (was "
        "|)(1|2|3|4|5|6|7|8|9|10|11|12|13|14|two|three|four|five|six|seven|eight|ten|last) (day|days|week|weeks)*, "
        "after (delivery|birth|giving birth), post partum, postpartum, di a luz, cesarea"
    ),
    "womb_bad": (
        "stink*, foul, (discharge|lochia) smells, smells (bad|awful), rigors, shaking, shivering, shakes, chills"
    ),
    "hormone": (
        "on the pill, birth control, the patch, nuvaring, estrogen, anticonceptivas, just had a baby, postpartum, "
        "cancer"
    ),
    "icd_more": "implanted device, my device, his device, her device, defib*, icd",
    "icd_hit": "shocked, shocks, went off, fired, zapped",
    "flesh_dead": (
        "gangrene, gangrena, (flesh|skin|tissue) (is |are |)(turning|turned|going|gone) (black|purple black|dead)"
    ),
    "flesh_ill": (
        "fever, agony, stench, stink*, smell*, excruciating, unbearable, spreading, pus, foul, fiebre, huele"
    ),
    "flask_empty": (
        "bottle (is |was |)(empty|open|spilled), empty bottle, (prenatal|iron|pill|medicine|vitamin|tylenol) bottle "
        "empty, casi todo el frasco, todo el frasco, medio frasco, frasco vacio"
    ),
    "kid_found": (
        "found (my|our|the) (daughter|son|toddler|baby|kid|girl|boy|grandson|granddaughter|2|3), got into, got hold "
        "of, toddler, mi (nina|nino|hijo|hija|nieto|nieta) se (tomo|comio|trago)"
    ),
    "spider": "black widow, widow spider, widow bite, scorpion, brown recluse, recluse, viuda negra, alacran",
    "spider_bad": (
        "muscle*, locking, rigid, vomit*, cant breathe, twitch*, eyes rolling, drool*, belly (hurts|pain|cramps), "
        "sweating, spreading, black, fever, convulsion*"
    ),
    "bone_bent": (
        "(thigh|leg|arm|forearm|wrist|shin|ankle|femur|elbow) (bone |)(is |looks "
        "|)(bent|crooked|deformed|sideways|backwards|the wrong way|in an s)"
    ),
    "bone_calm": "years, since birth, arthritis, born, childhood, old break, always",
    "bloody_runs": "bloody (diarrhea|poop|poops|stool|stools|runs), diarrea con sangre",
    "kidneys_off": (
        "no (urine|pee|wet diaper*), (hasnt|not) pee*, peeing less, swollen, puffy, pale, very tired, no orina"
    ),
    "pump_fail": (
        "pump (site |)(fail*|stopped|came out|fell out|died|quit|occlu*|is out|broke), (infusion set|cannula|pod) "
        "(came|fell|is) (out|bent)"
    ),
    "fruity": "fruity, nail polish, acetone, ketone*, cetonas",
    "trach": "trach, trach site, trach neck, tracheostomy, traqueo*",
    "heart_work": "stent, stents, bypass, angioplasty, heart attack",
    "pressure_back": (
        "(pressure|pressures|tightness|squeezing|chest pain|chest pains|heaviness) (is |are |has come |came |)back"
    ),
    "pressure_calm": "blood pressure, back to, bp",
    "down_there": "down there, private parts, my bits, his bits, his privates, my privates, private part",
    "one_side_big": "twice the size, one side (is |)(bigger|swollen|higher|up), much bigger than the other",
    "air_es": "no (alcanzo|puedo|logro) (a |)jalar (el |)aire, no me entra (el |)aire, no le entra (el |)aire",
    "lips_es": "labios (morad*|azul*|ceniz*)",
    "foam": "foam*, froth*, espuma",
    "wet_breath": "rattl*, gurgl*, breathing, breathe, breath, cough*, sit up, lungs, tos",
    "floater_word": "floater, floaters, cobweb*, specks, gnats, moscas volantes",
    "flash_word": "flash, flashes, flashing, sparks, sparkles, lightning, luces, destellos",
    "usual_fit": "usual (small |short |little |focal |)seizure*, (typical|normal) seizure*",
    "as_usual": "as usual, as prescribed, as directed, as always, like usual, like always, vitamin d, vitamins",
}

RED_CONDITIONS = {
    "pregnancy": """
        tightening ~ preterm & gestation_early; tube_past & pregnant|gestation & hurts; quiet_baby & gestation !
        infant; born_now; birthed & bp_severe_pregnant; birthed & bp_raised & headache|flash_word; just_seized &
        gestation|birthed; birthed & womb_bad & temp_fever|temp_said|temp_short|fever_sure;
    """,
    "bleeding": """
        vomits ~ coffee_dark; blood_flood ~ blood_any; vein_burst ~ leg; vein_burst & blood_any ! lids; trach ~
        blood_any;
    """,
    "seizure": """
        tongue_bitten & wet_self; fit_word ~ fit_long; stiff_es ~ jerks_es;
    """,
    "wound": """
        stoma ~ stoma_bad; shunt & shunt_bad ! shunt_calm;
    """,
    "sepsis": """
        joint ~ joint_hot & fever_sure|temp_fever|temp_said|temp_short; temp_short &
        chemo|immune|immune_life|line_in; temp_short & rigors_strong|hard_to_wake|not_awake|confused; flesh_dead &
        flesh_ill;
    """,
    "infant-fever": """
        temp_short & infant;
    """,
    "child": """
        sure_baby & bilious; sure_baby & projectile ~ vomits; infant & yellow_skin & drowsy_baby; kid_word &
        bloody_runs & kidneys_off;
    """,
    "injury": """
        degloved; spider & spider_bad; bone_bent ! bone_calm;
    """,
    "abdominal-pain": """
        hernia ~ hernia_out & hernia_bad; gut ~ floored ! monthly;
    """,
    "vision": """
        lids ~ eye_pushed & lid_ill; eye_operated & eye_hurts & sight_worse; floater_word ~ flash_word;
    """,
    "mental-health": """
        benzo_out & withdrawn; drink_stop & withdrawn; told_to;
    """,
    "self-harm": """
        marks_found ! marks_calm; left_note & is_gone ! note_calm; last_thanks & decided;
    """,
    "violence": """
        hunted & arms;
    """,
    "clot": """
        hormone & sob|winded & palpitations|heart_races|calf;
    """,
    "palpitations": """
        icd_more ~ icd_hit;
    """,
    "poisoning": """
        flask_empty & kid_found;
    """,
    "diabetes": """
        pump_fail & vomits|fruity|breath_fruity;
    """,
    "chest-pain": """
        heart_work & pressure_back ! pressure_calm;
    """,
    "testicle": """
        down_there ~ hurts & one_side_big;
    """,
    "breathing": """
        air_es; lips_es; foam ~ wet_breath;
    """,
}
