"""Words that show from where somebody writes: after a visit, in jest, of a story, of what came back. Data only.

Concepts read by rules.urgency_frames; written as those of rules.urgency_cues.
"""

from __future__ import annotations

_EVENT = (
    "faint|fainted|faints|pass|passes|vomit|vomits|bleed|bleeds|collapse|collapses|fall|falls|choke|chokes|swallow|"
    "swallows|seize|seizes|gets|starts|stops|hits|goes|takes|needs|eats|drinks|wakes|has|loses|develops|feels|"
    "experiences|comes"
)

FRAMES = {
    "@visit": (
        "(went|came|go|brought|brought him|brought her|took him|took her) in for, saw (dr|doctor|the doctor|the "
        "cardiologist|the neurologist|cardiology|the surgeon), er, ed visit, the ed, emergency room, emergency "
        "dep*, emergency department, the emergency, hospital, hospitals, hospitalized, hospitalised, "
        "hospitalization, urgent care, urgentcare, walk in clinic, admitted, admission, discharged, discharge, kept "
        "(me|him|her|us|mom|dad|my mom|my dad|my husband|my wife|my son|my daughter|the baby) (overnight|over "
        "night|for|in|two|three|2|3|8|a|until)*, paramedics, ems, ambulance, icu, saw you, was seen, were seen, you "
        "saw me, inpatient, sala de emergencia*, urgencias, emergencias, hospitalizad*,internad*, dieron de alta, "
        "de alta, a and e, casualty, psych ward, the ward"
    ),
    # What a visit found, or that it is over.
    "@outcome": (
        "(was|were|is|looks|looked|are) perfect, ruled out, rule out, ruling out, ruled everything out, ruled it "
        "out, (home|back home) and (fine| well| good| ok| okay| doing| feeling| resting| recovering| better| "
        "stable| safe| comfortable| eating| clear| happy)*, all tests (good|fine|normal|ok|okay|negative|clear), "
        "tests (all|were|came|are) (good|fine|normal|ok|okay|negative|clear|back)*, everything "
        "(checked|came|looked|was|is) (out|back|good|ok|okay|fine|normal|clear|clean)*, all clear, cleared "
        "(me|him|her|us), clean bill, gave (me|him|her) the all clear, nothing "
        "(serious|wrong|broken|showed|found)*, found nothing, didnt find anything, said (it was|its) (just| only| "
        "a| an| my| his| her| reflux| gas| gerd| anxiety| stress| muscular| viral| costochondritis| dehydration| "
        "vertigo| not| pleurisy| musc*), was (just|only) (a|an|reflux|gas|gerd|anxiety|stress)*, turned out, turned "
        "out to be, symptoms (resolved|gone|are gone|have gone)*, all symptoms resolved, resolved, (can|able to) "
        "(swallow|breathe|walk|see|talk|move it) (fine|well|ok|okay|normally|again|better), no more "
        "(episodes|pain|symptoms|spells|attacks|bleeding|seizures|fainting|dizziness|palpitations), no "
        "(pain|symptoms|episodes|fever|bleeding|trouble|problems|issues|more|seizures|fainting|lows|further)* "
        "since, (hasnt|havent|has not) (bled|happened|returned|fainted|vomited|seized|recurred|had any|had one) "
        "(again |)since, none since, nothing since, (fine|good|well|ok|okay|great|better) (ever |)since, feeling "
        "(good|fine|well|great|better|normal|ok|okay|much better|back to normal)*, doing "
        "(good|fine|well|great|better|much better|ok|okay|really well)*, (is|im|hes|shes|were|am|are|was) "
        "(totally|completely|perfectly|all|now|much|) (fine|better|recovered|stable|back to normal|well now|okay "
        "now|ok now|good now), swelling (is |has |)(gone|down|went down), it passed, shows it passed, stopped right "
        "away, all gone, is gone, are gone, they said gerd, they said reflux, were negative, was negative, negative "
        "x, came back (normal|negative|clean|clear|fine|good|ok|okay), back to (his|her|my) (normal|usual|old)*, "
        "clear as a bell, todo (salio|bien|normal), salio (bien|normal|negativo), no encontraron nada, ya en casa y "
        "bien, ya (estoy|esta) (bien|mejor|en casa)"
    ),
    "@over": (
        "sent (me|us|him|her|mom|dad) home, sent home, (im|hes|shes|is|were|are|am|got|back|now|came) home, home "
        "(now|since|from|again|safe|yesterday|today)*, discharged, discharge, released, follow up, followup, f u, "
        "following up, post hospital, de alta, ya en casa, en casa"
    ),
    "@update": (
        "(i|we) (messaged|wrote|called) (you |in "
        "|)(monday|tuesday|wednesday|thursday|friday|saturday|sunday|last|about|on), following up on, follow up on, "
        "follow up from, following up from, followup, an update, update on, updating, posted, closing the loop, "
        "letting you know about, fyi about, circling back"
    ),
    "@returned": (
        "its back, is back, are back, was back, theyre back, came back, come back, has come back, comes back, "
        "coming back, back again, back and (worse|stronger|bad)*, back with, back worse, returned, has returned, "
        "have returned, returning, again, another one, happening again, started (up |)again, flared, the same "
        "(pain|pressure|thing|feeling|symptoms) (now|again|is|right|today|tonight)*, otra vez, de nuevo, volvio, ha "
        "vuelto, volvieron, regreso, regresaron, me volvio"
    ),
    "@present": (
        "now, right now, tonight, today, this (morning|afternoon|evening|minute|second), just now, still, again, "
        "worse, worsening, getting worse, minutes ago, min ago, mins ago, hour ago, hours ago, hr ago, hrs ago, "
        "last night, yesterday, since (then|discharge|coming|getting|last|this|yesterday|i got|we got|he got|she "
        "got|being)*, ever since, its back, is back, are back, came back, come back, has come back, comes back, "
        "returned, keeps (getting|coming|happening|having|throwing|passing)*, suddenly, all of a sudden, woke up, "
        "started again, another one, ahora, ahorita, hoy, anoche, ayer, esta manana, otra vez, de nuevo, volvio, "
        "sigue, todavia, is having, am having, im having, are having, going back, currently, at the moment, as i "
        "(type|write)*, wont stop, cant stop, hasnt stopped, not better, no better, isnt better, cant breathe"
    ),
    "@story": (
        "the character*, main character, a character, novel, book im*, book i am, screenplay, the movie, a movie, "
        "the film, an episode, the episode, grey anatomy, greys anatomy, on tv, tv show, soap opera, telenovela, "
        "novela, pelicula, la serie, video game, the plot, my play, theater, theatre, fiction, short story, "
        "crossword, documentary, podcast, my essay, my paper on, my thesis, halloween, costume, book club, scene, "
        "netflix, reading a book"
    ),
    "@jest": (
        "lol, lmao, lmfao, rofl, haha*, ha ha, hehe*, jk, just kidding, jaja*, jeje*, so to speak, pardon the pun"
    ),
    # What somebody complains of who only exaggerates. Money makes people "nearly faint", a queue only "kills" them.
    "@money": (
        "bill, bills, billing, price*, pricing, cost, costs, copay*, co pay, deductible*, premium*, invoice*, "
        "statement, charge, charges, fee, fees, sticker shock, tuition, rent, taxes, cuenta, factura, precio*, "
        "costo, costos, cobro*, copago*, how much (it|they|the|that|this)*, dollars, the news, total due, amount "
        "due, balance due"
    ),
    "@trifle": (
        "insurance, insurer, on hold, hold music, hold time*, waiting, the wait, wait time*, traffic, parking, "
        "paperwork, form, forms, portal, app, website, password, login, phone tree, phone system, the line, "
        "schedul*, boss, meeting*, deadline*, homework, exam, exams, the game, my team, playoffs, election, "
        "mortgage, wedding, diet, kale, oatmeal, boredom, bored, suspense, seguro, tarifa, trafico, la espera, "
        "aburrimiento, aburrid*, risa, examen, dieta, hambre, partido, email*, jokes, curiosity, embarrassment, "
        "spreadsheet*, remodel*, voicemail*, robocall*, physical form, sports, camp, school note, work note, "
        "referral, homework, appointment*, refill*, verguenza, justificante, formulario, tarea, papeles, tramite*, "
        "chores, laundry, budget, prior auth*, paper trail, cholesterol, labs, vacation, reschedul*, the forms, my "
        "sugar log, my log, math, commute, the season finale"
    ),
    "@shock": (
        "heart attack*, stroke, aneurysm, coronary, seizure, panic attack, infarto, ataque, ataque al corazon, "
        "derrame, embolia, convulsion*, cardiac arrest, stroke out, cardiac event"
    ),
    "@swoon": (
        "faint, fainted, pass out, passed out, passing out, fell over, fell off my chair, fall over, fell out of my "
        "chair, keel* over, collapse*, choked, heart stopped, stopped my heart, blew my mind, desmaye, desmayo, "
        "desmayar, stopped breathing, blacked out, had to lie down"
    ),
    "@slay": (
        "kill me, kills me, killed me, killing me, kill us, murder me, matar, me mata, matando, strangle me, have "
        "my head, shoot me"
    ),
    "@farewell": "suicide, suicidio, jump off (a|the) (bridge|roof|cliff|building), jump out (a|the) window",
    "@laughing": (
        "laughed so hard, laughing so hard, laugh so hard, laughed until, laughed till, cracked up, fell out "
        "laughing, crying laughing, died laughing, cried laughing, me rei tanto, tanta risa"
    ),
    "@giving": (
        "provoco, provoca, va a provocar, causo, gave (me|us|him|her|my husband|my wife|my mom|my dad|everyone)*, "
        "give (me|us|him|her) , giving (me|us|him|her), gives me, almost (had|have|has|gave|died), nearly "
        "(had|gave), about (had|gave), practically (had|gave), had me having, when i "
        "(saw|see|opened|open|heard|read|got|looked|found)*, going to give, gonna give, will give, are de, son de, "
        "estan de, esta de, es de, de infarto, casi me, me dio, me da, me va a dar, al ver, cuando vi"
    ),
    "@almost": (
        "almost, nearly, about, practically, damn near, darn near, near, casi, por poco, literally, could have"
    ),
    "@if_not": (
        "if i (dont|do not|forget|miss|lose|cant|skip|spend|ask|mess|fail|am late|show up)*, si no, unless i, if we "
        "(dont|forget|miss)*, if this isnt, if it isnt, if it is not, if i have to"
    ),
    # What shows a body, or fear: then it is no jest.
    "@bodily": (
        "chest, arm, arms, jaw, breath, breathe, breathing, pain, pains, hurts, hurting, numb*, weak*, sweat*, "
        "dizzy, throat, leg, legs, left side, right side, speech, slurr*, vision, afraid, scared of, scared he, "
        "scared she, hits me, hit me, threat*, gun, knife, pills, plan to, tonight, bruise*, choked me, not safe, "
        "pecho, brazo, dolor, duele, respirar, miedo, me pega, me pego, pistola, cuchillo, ambulance, 911, "
        "seriously, not joking, no joke, for real, hopeless, depress*, cant go on, anymore, any more, goodbye, "
        "ayuda, says he, said he, having a, he says, she says, if i leave, if i tell, if i call"
    ),
    "@supposing": (
        "(letter|note|paper) (saying|stating|that says), caregiver training, is it true, if "
        f"(someone|somebody|anyone|anybody|one of us|one of them|a person|people) ({_EVENT}), if (one of "
        "the|the|a|my|our) (kids|kid|child|baby|grandkid|grandkids|passenger|student|guest|client|resident) "
        f"({_EVENT}|ever), (some day|someday) (i|he|she|my)*, could ever, might ever, would ever, how likely, what "
        "are the (odds|chances), are the chances, if that ever, should it ever, to be prepared, nothing happened, "
        "nothing has happened, hypothetical*, theoretically, first aid kit, travel kit, emergency kit, "
        "(class|course|training|seminar|workshop) (tonight|today|tomorrow|on saturday|this week|next week|) "
        "(covers|covered|is about|on), the consent, consent form*, consent (mentions|says|lists), "
        "(insert|leaflet|label|pamphlet|box|brochure|sheet|printout|papers) (lists|mentions|says|warns|talks)*, "
        "action plan, care plan, emergency plan, protocol*, in general, generally speaking, fine print, black box "
        "warning, waiver, quiz, volunteer*, fundraiser, awareness, accommodation form, does (my|the|our) "
        "(plan|insurance|policy) cover, (could|might) have an, naloxone at home, narcan at home, i keep narcan, "
        "make me have, (would|could|will) (skipping|stopping|missing|eating|drinking|flying|having)*, teach, "
        "(pill|pills|drug|medicine|medication|vaccine|shot) (list|lists|warns|warning|warnings|mentions), thinking "
        "of trying again next"
    ),
    # "We looked for stroke signs and there weren't any": what was asked about, or looked for, denied at the end.
    "@none_after": (
        "there werent any, there wasnt any, there arent any, there isnt any, there were none, there was none, there "
        "are none, werent any, didnt find any, found none, saw none, had none, have none, has none, having none, "
        "got none, (was|were|is|are|came back|came out|comes back|read as|tested) (all |completely |totally |both "
        "|)(negative|neg|clear|normal|clean|unremarkable|ruled out|fine|good)*, none of "
        "(that|those|these|them|which|the above), nothing like that, nothing of the sort, no to all, all no, nope "
        "to all, nada de eso, ninguno de esos, salio (negativ*|normal|bien|limpi*), been ruled out, ruled out"
    ),
    "@sought": (
        "checked for, check for, checking for, looked for, looking for, tested for, test for, scan for, ct for, mri "
        "for, ultrasound for, xray for, x ray for, swab for, workup for, work up for, screened for, screening for, "
        "asked about, asked if, worried about, watched for, watching for, concerned about, looked at for, examined "
        "for, monitored for, prueba de, examen de, test de"
    ),
    # Somebody is ill as the words are written: then it is no story.
    "@ailing": (
        "im having, i am having, ive been, i have been, ive had, i feel, im feeling, i am feeling, since "
        "(yesterday|last|this|monday|tuesday|wednesday|thursday|friday|saturday|sunday)*, right now, wont stop, "
        "cant (breathe|swallow|see|move|feel|stop|speak|read|talk), couldnt "
        "(breathe|swallow|see|move|feel|stop|speak|read|talk), is happening, suddenly, me duele, tengo, estoy, "
        "hurts, my (tongue|lips|face|chest|throat|heart|head|arm|leg|hand|speech|vision|belly|stomach|back|neck) "
        "(is|are|feels|hurts|wont|went|just|started)*, mine (is|are), i just "
        "(took|swallowed|fainted|passed|had|threw|fell)*, is having, having an, having a, hours ago, hour ago, "
        "minutes ago, i think (im|i|he|she|my)*, he is, she is, hes, shes, he just, she just, it just, is now, this "
        "morning i, today i, last night i, wont wake, not breathing, is choking, is swelling, are swelling, i got "
        "stung, ahorita, me siento"
    ),
}
