"""Health matters that can wait a day or more, among them many that only sound alarming."""

from __future__ import annotations

from demo.texts.grammar import parse

SITUATIONS = parse("""
> My {part} has been [aching|sore|stiff] for {dur}, [mostly in the mornings|worse on stairs|after gardening]. [No
  fall or anything.|Didn't do anything special.] [Ice or heat?|Should I come in?]
~ {part} hurts, come in or wait?
+ [Ibuprofen helps some.|I can still walk my dog.|No swelling that I can see.]
< Heat in the morning, gentle movement, and an over-the-counter cream. If it isn't better in two weeks, we'd like
  to look at it.
< {doc} would like to see that {part}. {when} at {time}?
>> ok I'll try that first

> I've had a [cold|stuffy nose|runny nose and scratchy throat] for {dur}. [No fever.|Never had a temperature.] [Is
  there anything I can take?|Do I need antibiotics or just wait?]
~ cold wont go away. antibiotics?
+ Everybody at work has it.
< Sounds like the virus going around. Fluids, rest, saline rinse, honey. Antibiotics won't help with this one. If
  you get a fever or it goes past 10 days, tell us.
>> ok but what about the cough
<< Honey at night and sleeping propped up. It can hang on for three weeks.

> A cough that [lingers|won't quit], {dur}, [mostly at night|dry]. Had the flu before that. No fever and no trouble
  breathing.
< That's common after flu and can take weeks. {doc} would like to listen to your lungs if it's still there {when}.
>> it is still there
<< Then come in {day} at {time}.

> I have a rash on my [arm|neck|stomach|leg], [itchy|not itchy], about the size of a [quarter|hand]. [Picture
  attached.|Will send a picture.] New [detergent|soap|watch band] maybe?
~ rash, pic attached
< Thanks for the picture. Looks like contact irritation. Hydrocortisone 1% twice a day for a week and drop the new
  product.
>> its fading!
<< Glad to hear. Keep moisturizing.

> I can't sleep. [Up at 3 every night.|Takes me two hours.] It's been {dur}. [Work stress mostly.|New baby next
  door.] I don't want pills if I can help it.
~ not sleeping, ideas?
< No screens in the last hour, up at the same time daily, no coffee after noon. I sent you our sleep program, most
  people notice a change in 2 weeks.

> Heartburn [after dinner|when I lie down], {dur}. [Tums help.|Only with tomato sauce.] It's not my heart, I had
  all that checked [last year|in the spring]. What else can I do?
< Early dinner, head of the bed up, and famotidine for two weeks. If you still need it after that, let's talk.

> My [allergies|hay fever] are [terrible|early] this year. [Itchy eyes, sneezing.|The claritin isn't cutting it.]
  What's [next|stronger]?
~ allergies bad, whats stronger than claritin
< Add a steroid nose spray daily and eye drops as needed. It takes about a week to kick in.

> I think I pulled something in my [back|shoulder] [shoveling|lifting my grandson|moving the couch] {day}. [Hurts
  to bend but I can walk fine.|No numbness, no tingling.]
~ threw my back out
< Ouch. Keep moving gently, heat, and ibuprofen with food for a few days. Tell us right away about numbness or
  weakness in a leg.
>> Any exercises?
<< I put a sheet in your documents. Start with the first two only.

> There's a [mole|spot|skin tag] on my [back|shoulder|cheek] that [looks different|my wife doesn't like|catches on
  my shirt]. [Not bleeding.|Had it for years.] Should someone look?
~ weird mole. should i show someone
< Yes, better to look. {when} at {time} with {doc}, a 15-minute visit.

> Stepped on [a nail|something rusty] {day}. [Cleaned it, it looks fine.|Barely bled.] When was my last tetanus?
~ when was my last tetanus shot
< Yours was [6|9] years ago, so a booster makes sense. Walk in tomorrow between 9 and 11.

> Pulled a tick off my [leg|belly] [{day}|this morning], tiny one. [On less than a day.|Have it in a jar.] No rash.
  Do I need [anything|that pill]?
~ tick bite
< Off in under 24 hours is low risk. Keep an eye on the spot for a month, and tell us about a ring-shaped rash or
  fever.

> [Pink eye|Something in my eye], {side} one, goopy in the morning. [My kid had it.|The whole daycare has it.]
  Vision is fine.
~ pink eye i think
< Warm cloth, wash hands a lot, no contacts. Drops are at {pharm} if it's not better in two days.

> Ear feels [plugged|full] since [the flight|swimming|the cold]. [Doesn't hurt.|Just annoying.] Can you flush it?
~ ear plugged
< We can. Use softening drops for three nights first, then nurse visit {when} at {time}.

> My hands [go to sleep|tingle] at night, {dur}, mostly the thumb side. I [type|knit|drive] all day.
< That sounds like the wrist. A night splint from the drugstore for four weeks, and {doc} will test it at your
  visit.

> I'd like to [lose weight|quit smoking|drink less]. [For real this time.|My doctor's been saying it for years.]
  What do you offer?
~ want to quit smoking, help?
< Good for you. We have a coach, once a week by phone, covered by your plan. I signed you up for a first call
  {when}.
>> ok nervous but yes
<< That's half the battle. Rooting for you.

> Constipated [for a few days|since the new pills|after the trip]. [No pain.|Uncomfortable but not terrible.]
  Prunes [aren't doing it|helped a bit].
< A capful of the powder laxative each day, lots of water, and a walk. Tell us if there's pain, vomiting or blood.
>> success, enough said

> Got the [shingles|flu|covid] shot {day} and my arm is [sore|like a brick]. [Slept badly.|A little achy.] Normal
  right?
~ sore arm after shot normal?
< Perfectly normal, two days at most. A cold cloth and moving the arm helps.

> Tested positive for covid [this morning|{day}]. [Like a cold, honestly.|Just tired and sniffly.] No trouble
  breathing, oxygen 98. [Do I need Paxlovid?|How long do I stay home?]
~ covid positive, mild. paxlovid?
< Sorry to hear. With your history {doc} [doesn't think you need it|would like you to have it, it's at {pharm}].
  Stay home until you've had no fever for a day.

> My toenail is [ingrown|thick and yellow]. [It's ugly more than painful.|Soaking it.] Do you do that there or do I
  need a foot doctor?
< We do ingrown ones here, {when} at {time}. Keep soaking until then.

> [Cold sore|Canker sore] again, third this [winter|year]. Can I get the pills to have at home?
~ cold sore again, the pills?
< Sent, with refills. Take the first at the tingle.

> I am [tired all the time|exhausted] and it's been {dur}. [Sleep is ok.|I do work a lot.] Could it be
  [iron|thyroid|low vitamin D]? Labs?
~ tired all the time, labs?
< Fair question. {doc} ordered blood work, no fasting, and a visit {when} to go over it.

> Follow up from the ER: I was there {day} for chest pain and they said it was [a pulled muscle|acid reflux],
  everything was normal, EKG and blood. Feeling fine since. They said to [see you within a week|tell my doctor].
@ ER follow up
< Glad it checked out. We have the report. {when} at {time} with {doc}?
>> works. no more pain by the way
<< Good to hear. If it ever comes back, 911, don't write.

> Last year I had a [stroke|TIA|heart attack] and I'm doing well. [My therapist thinks I can drive again.|I'd like
  to go back to the gym.|Am I allowed to fly?] What do I need?
< What good news. {doc} wants a visit for that, and a form is needed for driving. {when} at {time}?

> My [mother|brother|father] had a heart attack [last month|at [49|52|58|61]] and now I'm wondering about me. I
  have no symptoms at all. [Should I be tested?|What should I check?]
~ heart attack in family, should i get tested
< Sorry about your family. It's a good time to look at cholesterol and pressure, and talk it over. {when} at {time}?

> What should I do if I ever get chest pain at home? I live alone. [Aspirin first or call first?|I'm fine now, just
  planning.]
< Call 911 first, always. They'll tell you about aspirin. I put a one-page plan in your documents for the fridge.
>> On the fridge already, thank you.

> The [dizzy spells|spinning] we talked about [are gone|have stopped] since [the exercises|you lowered the {med}].
  No falls. Just wanted {doc} to know.
< Wonderful, I passed it on. Keep up the exercises twice a week.

> My [bruise|black eye|scraped knee] from the fall last month is gone and I'm walking fine. Do I still need the
  [x-ray|follow up]?
< If you're walking without pain, no. {doc} agrees, order cancelled.

> I found a lump [on my wrist|under the skin of my arm], soft, moves around, no pain. [Had it for months.|My wife
  noticed.] Routine thing?
< Most likely harmless, but let us feel it. {when} at {time}.

> Stitches [come out|are due out] {when}, can you do that or do I go back to urgent care? It [looks clean|itches
  but looks good].
~ stitches out
< We can, nurse visit {day} at {time}.

> I [nicked|cut] my finger on a can, it closed up fine. [It's a bit pink.|No pus.] Keep it covered?
< Soap, water, a little ointment and a bandage at work. Pink the first days is normal. Spreading red isn't, then
  come in.

> I've been [anxious|stressed|down] since [the divorce|my dad died|the layoffs]. [I'm okay, not in danger, just not
  myself.|No thoughts of hurting myself.] Do you have somebody to talk to?
@ talk to someone
< I'm glad you wrote. Our counselor has a first opening {when}, by video or here. What would you prefer?
>> Here please
<< {time}, ask for the blue waiting room. And write any time before then.

? female 42-58
> Hot flashes [all night|at the worst moments]. [Sheets are soaked.|I took off my jacket in a meeting, twice.] What
  are my options?
~ hot flashes help
< There are several, with and without hormones. {doc} would like 30 minutes for that, {when}?

? female 14-50
> Cramps are bad [this month|every month], ibuprofen takes the edge off. It's the usual kind. Anything
  [stronger|else]?
~ cramps, anything better than advil
< Start ibuprofen the day before, with food, plus a heating pad. {doc} can talk about other ways, visit {when}?

? female 18-60
> I think I have a yeast infection, [after the antibiotics|same as last time]. [Itchy, no other symptoms.] Over the
  counter ok or do you send the pill?
~ yeast infection, the pill pls
< Sent the single pill to {pharm}. If it's not gone in three days, come in for a swab.

? female 20-42
> 14 weeks and the nausea is finally [better|going]. Is it ok to [fly to {place}|dye my hair|eat sushi rolls,
  cooked ones]? No bleeding, no cramps, all good.
< Yes to that! Walk the aisle and drink water. See you at 16 weeks.

? male 45-90
> Up [3|4] times a night to pee, for months now. [My wife is tired of it.|Stream isn't what it was.] No burning.
< {doc} would like a urine test and a visit. Meanwhile nothing to drink after 7. {when} at {time}?

? 65-120
> I had a little tumble in the garden last week, onto the grass, and only my pride was hurt. My {kin} insists I
  tell you. No head bump, no bruises to speak of.
< Your family is right to insist! {doc} would like to check balance and blood pressure, {when} at {time}.

? 13-20
> ok so my [ankle|knee] is kinda swollen after [practice|volleyball], i can walk on it. do i need an xray or is ice
  fine. coach says [sit out|rest it]
~ rolled my ankle. ice?
< Ice, wrap, up on a pillow, no practice until you can hop on it. If you can't walk four steps, come in for an
  x-ray.
>> ok im hopping. sort of
<< Sort of isn't yes :) Three more days.

? carer 65-120
> My {mother} isn't eating much [lately|since the funeral]. Lost maybe {num} pounds in {few} months. {she} is
  {age}. [Drinks fine.|Happy to see us.]
> {mom}'s memory is getting worse, little things. [Burned a pot {day}.|Asks me the same thing.] {she} is not
  confused all of a sudden or anything, it's been months.
< Thank you, that helps us. {doc} would like a longer visit with both of you, {when} at {time}. Please bring all
  {her} bottles.
>> We will be there. Please don't mention I wrote
<< Understood.

? child 0-5
> {child} has had a [runny nose|cough] for {dur}, no fever, [eating and playing|sleeping ok]. Daycare wants a note
  that [it's not contagious|they can come back].
~ {child} cough, no fever, daycare note?
< Sounds like the cold that's around. The note is in your documents.
>> now the baby has it lol
<< Of course! Same advice: fluids, nose drops, patience.

? child
> {child} has [spots around the mouth|a rash on the belly|bumps on both elbows], [not itchy|doesn't bother at all].
  No fever. Pic attached. [Hand foot mouth?|The school sent a note about something going around.]
< From the picture it looks like a mild virus rash. No treatment needed. Home until the blisters dry, if there are
  any.

? child 1-12
> [lice|pinworms]. again. {child} and probably all of us. what works
~ lice AGAIN
< Ugh, sorry. I sent the lotion for everyone in the house with instructions. Repeat in 7 days.

? child 5-15
> {child} bumped heads with a kid at recess {day}. No passing out, no vomiting, acting totally normal. When is it
  ok to go back to [soccer|gym]?
< Since all is normal, quiet for two more days and then back to play. I wrote a school note.

? child 0-4
> {child} isn't [pooping|sleeping through|eating anything green]. Happy otherwise. [Is that normal at this age?|Am
  I doing something wrong?]
< You're doing fine. Very common at this age. I put a handout in your documents and we'll talk at the well visit.

? child 10-17
> {child} is really [moody|anxious about school]. [Grades are ok.|Still sees friends.] No talk of hurting or
  anything, I asked. Do you have someone to talk to at that age?
< Good for you for asking. Our counselor sees teens on {day}s, {time}. {child} can come with or without you in the
  room.
""")

COMMON = parse("""
@ question
@ Hi
@ not feeling great
@ health question
@ should I come in?
@ Question for the nurse
@ {part}
>> it's a bit better today
<< Glad to hear it. Keep going, and write if that changes.
>> no change yet
<< Then let's have a look. {day} at {time}?
>> ok. how long until I should worry
<< If it isn't clearly better in a week, or if something new comes, let us know the same day.
>> [Should I stay home from work?|Can I go to work?]
<< If you feel up to it you can. I can write a note if you need one.
>> Can {doc} call me instead, {phone}
<< I asked for a call {when}, around {time}.
""")
