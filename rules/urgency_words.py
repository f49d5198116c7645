"""The words of symptoms: concept -> how patients write it. Data only.

Phrases are separated by commas; `(a|b|)` are alternatives, `stem*` any word that begins so. Everything is written
as the scan sees it: small letters, no accents, no apostrophes (`can't` is `cant`, `husband's` is `husband`).
"""

from __future__ import annotations

BODY = {
    "chest": "chest, chests, chset, cheast, sternum, breastbone, breast bone, rib cage, ribcage",
    "heart": "heart, ticker",
    "jaw": "jaw, jaws",
    "arm": "arm, arms, forearm, shoulder, shoulders, shoulder blade*",
    "limb": "arm, arms, leg, legs, hand, hands, foot, feet, fingers, limb*, thigh, knee",
    "leg": "leg, legs, calf, calfs, calves, thigh, ankle, shin, behind (my|the|his|her|) knee",
    "foot": "foot, feet, toe, toes, hand, fingers, finger, leg, arm",
    "face": "face, facial, mouth, smile, cheek, eyelid",
    "side": (
        "left side, right side, one side, side of (my|his|her|the) (body|face), half of (my|his|her|the) "
        "(body|face), one sided, unilateral, left arm, right arm, left leg, right leg, left hand, right hand, left "
        "foot, right foot, (arm|hand|leg) and (leg|arm|face|speech), half my (face|body), one (arm|leg|hand), left "
        "side of (my|his|her) body, right side of (my|his|her) body, whole left side, whole right side, entire "
        "left side, entire right side, half the body, half of body"
    ),
    "belly": (
        "abdom*, abdm*, abd, belly, stomach*, stomache, stomic, tummy, gut, guts, epigastr*, pelvis, pelvic, under "
        "(my|the|his|her) ribs, below (my|the) ribs, rlq, ruq, llq, luq, groin, flank, appendix, gallbladder"
    ),
    "low_right": (
        "lower right, right lower, low on (my|the|his|her|) right, low on the right side, low (right|on right) "
        "side, right side, to the right, low right, low on right side"
    ),
    "back": "back, spine, lumbar, lower back, low back",
    "flank": "back, flank, flanks, side, kidney, kidneys, lower back",
    "head": "head, skull, noggin, forehead, scalp, temple",
    "eye": "eye, eyes, eyesight, vision, sight, eyeball",
    "mouth_parts": "tongue, lip, lips, throat, airway, uvula, face, mouth, eyes, eyelids",
    "airway": "throat, airway, windpipe, tongue, voice box",
    "testicle": (
        "testicle*, testicular, testical*, testi, testis, testes, ball sack, scrotum, scrotal, nuts, one of my "
        "balls, my balls, left ball, right ball, nutsack"
    ),
    "groin_numb": (
        "groin, between (my|his|her|the) legs, saddle, genital*, private*, crotch, perineum, buttocks, inner "
        "thighs, when i wipe"
    ),
    "wound": (
        "incision*, wound*, stitch*, sutur*, staples, surgical (site|cut|area|wound), surgery site, port site, "
        "scar, c section, csection, drain site, where they (cut|operated), picc site, pin site, insision"
    ),
    "site": (
        "cut, bite, spot, scratch, sore, toe, foot, finger, leg, arm, hand, skin, blister, boil, bump, ulcer, "
        "shin, elbow, ankle, breast, line, port, knee, cheek, redness, area, red"
    ),
}

FEELINGS = {
    "pain": (
        "pain*, hurt*, hurtin, ache*, aching, achy, sore, soreness, discomfort*, cramp*, stabbing, agony, throb*, "
        "tender*, twinge*, sharp, pian"
    ),
    "chest_feel": (
        "pain*, hurt*, ache*, aching, discomfort*, stabbing, tight*, tite, pressure*, presure, heav*, squeez*, "
        "crush*, elephant, weight, heaviness, burning, constrict*, sitting on, vice, vise, band around, fullness, "
        "pian, sharp, clutching, grabbing, clench*, uncomfortable, sqeezing, bothering, sore, tender, twinge*, "
        "stabb*, knife, gripping, ripping, tearing, throbbing, cramp*, funny, weird, sore*, spasm*, band, belt, "
        "strap, tightening, squeeze"
    ),
    "heart_feel": "pain*, hurt*, aching, squeez*, tight*, pressure*",
    "severe": (
        "severe*, sever, worst, unbearable, excruciating*, excrutiating, intense, intensely, terrible, terribly, "
        "horrible, horribly, awful, extreme, extremely, 10 (out of|of) 10, 9 (out of|of) 10, 10 10, 9 10, ten out "
        "of ten, doubled over, doubling over, cant stand up, cant stand straight, cant straighten, cant move, "
        "couldnt stand up, couldnt move, screaming, so bad, really bad, real bad, very bad, bent over, curled up, "
        "agony, hard as (a|) board, rigid, rock hard, hard to the touch, hard like, killing pain, worse than "
        "labor, writhing, crying in pain, cannot move, cannot stand, awfull, incredible, cant walk, hurts to walk, "
        "walks bent over, stabbing, unable to (stand|walk|move), out of this world, in tears, knife like, like a "
        "knife, never felt, cant sit still, is (a|an) (8|9|10), at (a|an) (8|9|10), pain is 10"
    ),
    "sudden": (
        "sudden*, all of a sudden, out of nowhere, came on (fast|quick*), in seconds, abrupt*, out of the blue, "
        "just now, woke up, waking, this morning, hour* ago, minutes ago, min ago, mins ago, half an hour, onset, "
        "hr ago, new, since (i got|i woke|lunch|breakfast|dinner|noon|last night|yesterday|this morning|this "
        "afternoon), today, tonight, started, just, an hour, right now, came on, suddenley, hrs ago, since "
        "(1|2|3|4|5|6|7|8|9|10|11|12) (am|pm)"
    ),
    "little": (
        "a little, a bit, mild, mildly, slight*, a tad, kind of, minor, small amount, barely, light, lil, somewhat"
    ),
    "weak": (
        "weak*, feeble, no strength, wobbly, rubbery, jelly, wont work, stopped working, limp, floppy, faint, dizzy"
    ),
    "sweat": "sweat*, clammy, cold sweat*, gray, grey, ashen, pale, drenched, diaphor*",
    "nausea": "nause*, sick to my stomach, queasy",
    "numb": (
        "numb*, tingl*, pins and needles, cant feel, no feeling, lost feeling, loss of feeling, no sensation, "
        "tingly, lost sensation, couldnt feel, cannot feel, loss of sensation, dead feeling, went dead, feels "
        "dead, gone dead"
    ),
    "cough_only": (
        "when (i|he|she) cough*, from cough*, if i cough*, when (i|) (twist|press|push|move|bend)*, when coughing, "
        "after coughing, coughing so, wall, hurts to cough, muscle, muscular, heartburn, indigestion, gym, lifting "
        "weights, pulled, bruise*, to cough"
    ),
}

BREATH = {
    "cant": (
        "cant, cannot, can not, couldnt, could not, cnt, unable to, barely, hardly, not able to, not, isnt, hard, "
        "hard to, harder, difficult, difficulty, difficulties, difficultly, trouble, trouble with, problem, "
        "problems, struggl*, hard time, tough time, fight*, labou*r*, labored, laboring, trubble, trouble w, "
        "hardtime, hurts to"
    ),
    "breathe": (
        "breath, breathe, breathes, breathing, breathin, breath*, breathe*, breeth*, get air, get any air, get "
        "enough air, get some air, get air in, enough air, breathing in, inhale, brethe, brething, air in"
    ),
    "sob": (
        "sob, s o b, short of breath, shortness of breath, shortness breath, short breath, shortnes of breath, "
        "shortness of breathe, short of breathe, out of breath, breathless*, dyspnea, dyspnoea, dyspneic, air "
        "hunger, gasp*, suffocat*, smothering, smothered, cant get air, cant breathe, drowning, starved for air, "
        "orthopnea, sort of breath, shortbreath, short ofbreath, shrt of breath, cant catch, trouble getting air, "
        "not getting enough air, cant get a full breath, cant get a deep breath, cant take a deep breath, cant get "
        "a breath, fighting for (air|breath), hungry for air, choking for air, gulping air, lungs feel full, "
        "shortness of air, no air, huffing to breathe, run out of breath, out of breathe"
    ),
    "winded": "winded, huffing and puffing, out of wind, wheez*, whistling, breathing (is|) (heavy|heavier|different)",
    "wheeze": (
        "wheez*, weez*, whistling, rattling, stridor, asthma attack, asthma flare, croup, asthma is (acting|flar*)"
    ),
    "badly": (
        "bad, badly, severe*, worse, worsening, really, so, terrible, very, not helping, isnt helping, does "
        "nothing, did nothing, isnt (working|doing), not working, no relief, nonstop, constant*, every hour, every "
        "2 hours, cant sleep, wont stop, not doing (much|anything), isnt really, doesnt help, not really, ribs"
    ),
    "breath_bad": (
        "fast, rapid*, hard, heavy, labored, laboured, shallow, bad, worse, worsening, terrible, funny, noisy, "
        "weird, grunt*, stopped, stops, stop, so bad, not right, quick, really fast, difficult, poor*, heavily"
    ),
    "retraction": (
        "retract*, ribs (pull*|suck*|show*), ribs are (pulling|sucking|showing), sucking in, nostrils flar*, "
        "nostrils are flar*, nose flar*, belly breathing, see (the|his|her) ribs, pulling in, tracheal tug, caving "
        "in, grunting, head bobbing, tripod*, nasal flar*"
    ),
    "blue": "blue, bluish, purple, dusky, gray, grey, blueish, cyan*, turning blue, white",
    "lips": "lip, lips, mouth, fingernails, nail beds, face, skin, nails, baby, he, she",
    "talk_short": (
        "few words at a time, short sentences, finish a sentence, full sentence*, talk without stopping, speak in "
        "full, cant talk, complete a sentence, hold a conversation, one word at a time, say a few words, two words "
        "at a time, get a sentence out, cant speak"
    ),
    "upright": (
        "lay flat, lie flat, lying flat, laying flat, lie down, lying down, laying down, lay down, slept in "
        "(the|a|my) (chair|recliner), sleep (sitting|upright), sleeping (sitting|upright), sit up to "
        "(sleep|breathe), at rest, sitting still, sitting down, just sitting, resting, slept sitting, flat on my "
        "back, even sitting"
    ),
    "inhaler": (
        "inhaler, rescue inhaler, nebulizer, neb, nebs, albuterol, puffs, puffer, ventolin, proair, neb treatment*"
    ),
    "inhaler_fails": (
        "not helping, isnt helping, isnt really helping, not working, isnt working, did nothing, does nothing, "
        "doing nothing, not doing (much|anything), no help, no relief, doesnt help, didnt help, every hour, back "
        "to back, isnt doing (much|anything), not really helping, (4|5|6|7|8|9|10) times, every 30 minutes, every "
        "20 minutes, already, wont help, didnt do (much|anything), many times, multiple times, nothing is helping, "
        "barely help*"
    ),
}

NEURO = {
    "droop": (
        "droop*, dropp*, sagg*, sags, crooked, lopsided, hanging, hangs, hangs down, uneven, twisted, one side "
        "lower, pulled to one side, dragging, drag*, fallen, leans, leaning, sloping, lop sided, asymmetric*"
    ),
    "slur": (
        "slur*, slurd, slurrred, garbled, dysarthri*, aphasi*, slurried, speech is off, speech funny, speech is "
        "(funny|weird|off|strange|thick|slow|not right), words come out wrong, words are coming out wrong, mixing "
        "up (my|his|her) words, mixing up words, jumbled, words jumbl*, mumbling, gibberish, word salad, talking "
        "funny, speaking funny, talking weird, cant talk right, speech difficulty, words (mixed|all mixed) up, "
        "talks funny, tongue tied, speech is garbled, wrong words, word finding"
    ),
    "words": (
        "find (words|the words|my words|his words|her words), finding (words|the words|my words|his words|her "
        "words), get (my|his|her|the|) words out, get words out, getting (my|his|her|the|) words out, talk right, "
        "speak right, talk, speak, speech, understanding words, understand words, form words, speaking, talking, "
        "get a word out, words out, make sentences, word finding, say what"
    ),
    "not_able": (
        "cant, cannot, can not, couldnt, could not, unable to, trouble, difficulty, not able to, hard time, "
        "problems, struggl*, suddenly cant, lost ability, losing, lost, barely, hard to, wont, stopped"
    ),
    "move": "lift, raise, move, hold, grip, use, feel, walk straight, control, grab, squeeze, close, open, smile, work",
    "stroke": "a stroke, stroke, mini stroke, ministroke, tia, strok, cva",
    "having": (
        "having, think, thinking, might be, may be, could be, possible, am i, is this, maybe, worried, afraid, "
        "scared, like, looks like, seems, signs of, pretty sure, sure, think i had, just had, think he had, think "
        "she had"
    ),
    "double_vision": (
        "double vision, seeing double, see double, two of everything, vision (is|went|was|has been) double"
    ),
    "balance": (
        "walk straight, cant walk, lost (my|) balance, falling to one side, veering, imbalance, leans to the "
        "(left|right), leaning to (one|the) side, cant stand up straight, falling over, stumbling, off balance, "
        "uncoordinated"
    ),
    "seizure": (
        "seizure, seizures, seizing, seizured, convuls*, grand mal, siezure, siezures, seisure, tonic clonic, fit, "
        "having a fit, jerking all over, jerked all over, shaking all over, eyes rolled (back|up), eyes rolling "
        "back, stiff and jerk*, went stiff, status epilepticus, seazure, foaming at the mouth, body jerking, "
        "jerking uncontrollably, shaking uncontrollably and unresponsive, went rigid, twitching all over"
    ),
    "seizure_known": (
        "usual seizures, my seizures, her seizures, his seizures, breakthrough, more frequent, epilepsy, more "
        "seizures, usual seizure, typical seizure"
    ),
    "confused": (
        "confus*, confusion, disorient*, altered mental, ams, delirious, delirium, not making sense, not making "
        "any sense, isnt making sense, makes no sense, making no sense, talking nonsense, doesnt know where, "
        "doesnt know who, didnt know where, not acting right, "
        "(really|so|totally|seems|acting|very|completely|pretty|kind of) out of it, hallucinat*, confused about "
        "(where|who|what day|the time|her name|his name|what year), seeing people, doesnt recognize, not herself, "
        "not himself, acting strange, acting confused, acting weird, incoherent, babbling, mental status, doesnt "
        "know what day, seems lost, not recognizing, talking crazy, not acting like (himself|herself), not with "
        "it, wasnt making sense, doesnt make sense, lethargic, rambling, confusd, seeing things, mixed up about "
        "where, doesn know where, acting drunk, doesnt remember (who|where|my name|me|his|her), cant remember "
        "(who|where|her name|his name), talking to people who arent, not oriented, forgot who, forgetting who, "
        "foggy and confused, word salad, brain isnt working, not acting normal, acting off, suddenly forgetful, "
        "not knowing who, not knowing where, didnt know who"
    ),
    "confused_mild": (
        "forgetful, more forgetful, dementia, alzheimer*, memory, a bit confused, a little confused, fog, foggy, "
        "confused about (the|my|which|what|how|your|when|whether|if|why|this|these), bit confused, im confused, i "
        "am confused, confused by, confused on, got confused, instructions, confusing, confused as to, i was "
        "confused, so confused about, confused which, confused when, confused why, im so confused"
    ),
    "hard_to_wake": (
        "wont wake*, cant wake*, not waking, hard to wake*, difficult to wake, hasnt woken, not woken, barely "
        "wake*, hard to rouse, wont get up, unresponsive, not responding, unconscious, unconcious, not responsive, "
        "doesnt wake, didnt wake, isnt waking, will not wake, couldnt wake, cannot wake, hasnt woke, not woke, "
        "wont respond, doesnt respond, isnt responding, not arous*, barely respon*, wouldnt wake, wont stay awake, "
        "cant stay awake, keeps falling asleep, keeps nodding off, passed out and wont, barely conscious, wont "
        "stop sleeping, comatose, not fully awake, cant rouse, cant keep (her|his) eyes open, wouldnt respond, "
        "hard waking, so drowsy"
    ),
    "sleepy": (
        "sleepy, drowsy, lethargic, listless, limp, floppy, sluggish, just lays there, just lies there, out of it, "
        "groggy, letharg*, sleepier, hard to keep awake, barely moving, wont move, very still, glassy eyed"
    ),
    "limp": "limp, floppy, rag doll, ragdoll, lifeless, listless",
    "faint": (
        "faint, fainted, fainting, faints, feint*, pass out, passed out, passing out, passes out, black out, "
        "blackout, blacked out, blacking out, collaps*, syncop*, loc, lost consciousness, loss of consciousness, "
        "lose consciousness, losing consciousness, unconscious, knocked out, went down, keeled over, past out, "
        "pass* oout, swoon*, dropped like, (was|were) out for (a|1|2|3) (min|minute|few|couple|second)*, fell out, "
        "woke up on (the|my) (floor|ground|bathroom), went unconscious, consciousness, fell unconscious, was out "
        "cold, out cold, passd out, everything went (black|dark), woke up on the ground, came to on the floor, hit "
        "the floor, hit the deck, lost conciousness, conciousness, passed clean out, next thing i "
        "(knew|know|remember)*, found myself on the (floor|ground), came to on the, ended up on the floor"
    ),
    "near_faint": (
        "near syncope, nearly passed out, almost passed out, nearly fainted, almost fainted, almost fainting, "
        "about to (pass out|faint), going to (pass out|faint), gonna (pass out|faint), feel like (passing "
        "out|fainting|i will faint|im going to pass out), feels like passing out, feels faint, feel faint, feeling "
        "faint, felt faint, nearly blacked out, almost blacked out, nearly collapsed, presyncop*, pre syncop*, "
        "near fainting, nearly fainting, almost collapsed, nearly fell over, almost (went down|fell over|passing "
        "out), nearly passing out, like passing out, might (faint|pass out), like fainting"
    ),
    "faint_benign": (
        "on the couch, asleep, from exhaustion, on the sofa, watching tv, faint (line|positive|mark|spot|smell), "
        "blood draw, needles, drunk, candy, flyers, handing, at the sight"
    ),
    "headache": (
        "headache*, head ache*, head hurts, head is pounding, head pounding, headake*, migraine*, head is killing, "
        "head is splitting, head pain, pain in (my|his|her|the) head, head is throbbing, hedache*, heachache, "
        "headach"
    ),
    "worst_head": (
        "worst, thunderclap, thunder clap, hit by, hit with, hit like, hammer, bat, explod*, explosive, exploding, "
        "worse headache of my life, most intense, out of nowhere, all of a sudden, sudden, suddenly, came on in "
        "seconds, of my life, never had, ever had, blinding, lightning, split open, like a bomb, most severe, most "
        "painful"
    ),
    "stiff_neck": (
        "stiff neck, neck stiff*, neck is (so |very |really |)stiff*, neck so stiff, neck is really stiff, cant "
        "bend (my|his|her|) neck, chin to (my|his|her|the) chest, neck wont bend, cant move (my|his|her) neck, "
        "neck is very stiff, rigid neck, neck feels stiff, nuchal, neck is so stiff, touch my chin"
    ),
    "light_hurts": (
        "light hurts, light bother*, sensitive to light, photophob*, bright light, light is unbearable, cant stand "
        "(the|) light, lights hurt, light sensitiv*, light kills, cant look at light"
    ),
    "spots_rash": (
        "purple (rash|spots|dots|blotches), tiny purple, red dots, petechia*, rash that doesnt (fade|blanch|go), "
        "doesnt fade, dont fade, doesnt blanch, non blanching, nonblanching, wont fade, glass test, purple marks, "
        "purpura, blood spots, bruise like (rash|spots), pinprick, dark purple, small purple, doesnt turn white, "
        "purplish (rash|spots)"
    ),
}
