"""Medicines other than refills: how to take them, what they do, whether they mix."""

from __future__ import annotations

from demo.texts.grammar import parse

SITUATIONS = parse("""
? pill
> [Should I|Do I] take {my} {med} in the morning or at night? [The label just says once a day.|The pharmacist said
  one thing and {doc} another.]
~ {med} am or pm?
< Either is fine, the same time every day matters more. Most people do mornings.
< Evening, please. Nothing bad happens if it was morning until now.
>> with food?
<< With or without, your choice.

> I [forgot|missed] my {med} [yesterday|last night|for {few} days]. [Do I double up?|Just carry on?|What now?]
~ missed {med} do i double
< Don't double. Just take the next one at your usual time.
>> ok good thats what i did

? pill
> I think I took my {med} twice [this morning|today]. [The box for today is empty and so is tomorrow's.|I got
  distracted by the phone.] I feel completely fine. Skip tonight's?
< One extra of that one isn't dangerous. Skip the next and go on as usual tomorrow.

> Can I take [Advil|Tylenol|Aleve|Benadryl|NyQuil|Sudafed|melatonin] with my {med}? [I have a headache.|Just for a
  few nights.|Caught the cold everybody has.]
~ {med} + [advil|benadryl|nyquil] ok?
< For you, Tylenol is the better choice. Please stay away from the others with your list.
< That's fine for a few days, as on the label.
>> and a glass of wine?
<< One is okay, not with the nighttime cold medicine though.

> Since I started {med} I've [had a dry mouth|been so tired|been going to the bathroom all night|had weird dreams].
  [Does it pass?|Is that normal?|Is it the pill?]
~ {med} making me tired
+ Started it about {dur} ago.
+ Otherwise I think it's working.
< That's a known one and mostly fades after [two|three] weeks. If you can stand it, give it until {when} and write
  me then.
< {doc} suggests taking it at bedtime and seeing how that goes for a week.
>> better at bedtime thanks
>> it's been a week, no change
<< Then {doc} would like to try something else. Short video visit {when}?

> {med} is giving me [a cough|an itchy throat type of dry cough], {dur}. I read that it can do that. [Is there
  another one?|Can we switch?]
< It can, you read right. {doc} switched you to a cousin that doesn't, it's at {pharm}.
>> the cough is gone!!

> My stomach [doesn't like|hates] the {med}. [Mild, more of a queasy thing after breakfast.|Loose stools since I
  started.] Would [half|the slow release kind|food] help?
~ {med} upset stomach
< Take it in the middle of a meal, and half for the first week. If that doesn't do it, there's a slow-release one.
>> half is much better
<< Good. Up to the full dose next {day}.

> I'd like to [come off|stop|go lower on] {med}. [I feel good.|I've been on it {num} years.|I don't like taking
  pills.] [Can I just quit?|How do we do this?]
~ can i stop {med}
< Please don't stop at once. {doc} would like to see you first, then we make a plan to taper.
>> when is the next appointment
<< {when} at {time}, I held it for you.

> What is {med} for? {doc} added it [at the last visit|after the labs] and I didn't [catch|write down] why.
~ what is {med} for??
< It protects your [kidneys|heart|stomach] over the years. You may not feel a difference and that's okay.
>> ok then I'll take it

> I read [online|in the paper|on the leaflet] that {med} [was recalled|causes memory loss|is bad for the kidneys].
  [Should I stop?|Is mine one of those?]
~ {med} recall?
+ The leaflet is longer than the bible.
< The recall is one lot of one maker. Call {pharm} with the lot number on your bottle, ours mostly isn't affected.
  Don't stop on your own.
< Those leaflets list everything that ever happened to anybody. Yours is checked with your yearly labs, and they
  were good.

> My blood pressure at home is [around|about] {bp} [in the mornings|on average]. [Keep the same dose?|Is that good
  enough?]
@ blood pressure readings
~ bp log: {bp}, {bp2}, {bp3}
+ Readings this week: {bp}, {bp2}, {bp3}.
< Thank you for the log. That's [right where we want it|a touch high], {doc} wants [no change|two more weeks of
  readings].
>> do I still check twice a day
<< Once is enough now, mornings before the pill.

? med:insulin,metformin
> Fasting sugars this week: {sugar}, {sugar2}, {sugar3}. [Same dose?|Should I go up a unit?]
~ sugars {sugar} {sugar2} {sugar3}
< Nice and steady. Stay on the same dose, and send me another week.
< A bit up. Any change in what you eat or when?
>> birthday cake, guilty
<< That explains it. Carry on as before.

> Is there a natural [alternative|way] instead of {med}? [My cousin takes garlic.|I bought turmeric.|What about
  apple cider vinegar?]
< Garlic on food is fine, but it won't replace this one. Please bring the bottle, some herbs change how it works.

> {pharm} says {med} and {othermed} [interact|"have an interaction"]. [They wouldn't give it to me until you
  call.|Should I be worried?|I've taken both for years.]
~ pharmacy says {med} + {othermed} interact
< {doc} knows and wants both, your labs are watched for just that. I called the pharmacy so they'll release it.

> Starting an antibiotic from the [dentist|urgent care|eye doctor], [amoxicillin|a Z pack|doxycycline]. OK with my
  {med}?
~ dentist gave me antibiotic ok w {med}?
< Yes, they go together. Finish the whole course.
>> thank you, also do I still take the probiotic
<< You can, a few hours apart.

> [Dentist|Surgeon] wants to know if I should stop {med} before [the extraction|the implant|the cataract surgery]
  {when}. Their number is {phone}.
< {doc} says keep taking it. I faxed a note to their office.
< I'll ask {doc} and call them directly, please don't change anything until you hear from us.

> How [do|should] I store {med}? [The power was out for {num} hours.|It was in a hot car.|Left it on the counter
  overnight.]
~ {med} left in hot car still good?
< That one can take it. If it looks and smells as always, it's fine.
< Better safe: I sent a new one to {pharm}, please toss the warm one.

? med:gabapentin,sertraline,trazodone,cetirizine,escitalopram,zolpidem,hydroxyzine,cyclobenzaprine
> Can I drive with the new {med}? It says "may cause drowsiness". I drive [a school bus|a forklift|{num} hours a
  day].
< Take the first few at home in the evening and see. If you're clear-headed the next morning, you're fine to drive.

> I've been [gaining weight|losing hair|sweating at night] and wonder if it's the {med}. No other changes.
+ {num} pounds since I started.
< It can do that in some people. {doc} wants to check your thyroid first, the lab order is in.

> My [new specialist|heart doctor|kidney doctor] {spec} changed my {med}, [you should get a letter|here is the new
  list]. Please update.
~ {spec} changed my {med}
< Updated, thank you. Bring the bottle next time so we can compare.

> My medication list in the portal is [wrong|way out of date]. I don't take {othermed} [since last year|any more].
  And the {med} is only once a day.
~ med list is wrong
< Fixed both, thank you for checking. Anything over the counter we should add?
>> just vitamin D and a baby aspirin
<< Added.

? med:sertraline,escitalopram,fluoxetine,bupropion,citalopram
> {num} weeks on {med} and I [don't feel much different|feel flat|feel a bit better I think]. [How long does it
  take?|Is it supposed to be like this?]
+ No dark thoughts or anything like that, just blah.
< It takes about six weeks to see what it can do. {doc} would like to check in {when}, by video if you like.
>> video please, lunch time
<< 12:15 on {day}, link comes by text.

> [CBD|Magnesium|Fish oil|Biotin|Collagen] gummies with {med}, yes or no? [My hairdresser swears by them.|They were
  on sale.]
~ gummies ok with {med}?
< No harm at that dose, except stop biotin a week before blood work.

? pill
> Can I [cut|split] the {med}? They come in the bigger size and it's cheaper to split.
< Yes, that one has a line. Ask {pharm} for a splitter, kitchen knives make crumbs.

> The needle [hurts|leaves bruises] when I inject. [Am I doing it wrong?|Same spot every time, my belly.|Can a
  nurse show me again?]
~ bruise from shot normal?
< Small bruises are normal. Change the spot each time and let it come to room temperature. Happy to show you, nurse
  visit {when}?
>> yes pls
<< {time} with the nurse, 15 minutes, no charge.

> how long after [the flu shot|steroid shot] can I take my {med} again, or do i not need to stop
< No need to stop at all.

> I'm [trying to get pregnant|hoping to start a family] and want to know which of my medicines to change. Taking
  {med} and {othermed}.
? female 20-42
< Congratulations on the plan! {doc} would like a visit before you change anything, {when} at {time}. Start a folic
  acid vitamin now.

? female 20-45
> I'm breastfeeding. Is {med} safe[?| or do I have to pump and dump?]
~ {med} while nursing?
< It's fine while nursing, only traces get into milk.

? prob:asthma,copd
> My breathing has been good for [weeks|months], do I still need the [orange inhaler|daily inhaler] every day? The
  blue one I barely touch.
< Yes, that's why it's good! Keep it up, and we'll try less in the spring.

? prob:gout
> Ate shrimp, toe says hello. Mild so far. Do I take the colchicine [again|] with the {med}?
< Yes, as on the label from last time, and drink plenty of water.

? pill 65-120
> My pills are hard to tell apart since the {med} changed [color|shape]. My eyes are not what they were. Could
  {pharm} [label them larger|pack them by day]?
< They do blister packs by day, I asked them to start with your next fill.
>> That is most kind of you.

? 65-120
> I read in a leaflet at church that people my age shouldn't take {med}. I'm {age}. [I have had no trouble with
  it.|Is this so?]
< At your dose it's all right, and {doc} looks at this every year. Please stay on it.

? 13-19
> can i still take my {med} if im gonna be up super late / skip breakfast? its for finals week
< Yes, take it when you get up and have a snack with it. And good luck with finals.

? 13-22
> hey so [my roommate|a friend] has the same {med}, can i use theirs til mine comes in
< Please don't share, the dose may differ. Yours is ready at {pharm} today.

> Can the {med} be in my system for a [work drug test|life insurance test]? [Do I need a letter?|It's {when}.]
< It can show. I put a letter in your documents that you're prescribed it.

> The patch [won't stay on|makes my skin red|falls off in the shower]. [Where should I put it?|Is there a pill?]
< Try the upper arm, clean and dry, no lotion, and rotate. If it still won't stay, we'll change to tablets.

? pill
> Is it ok to take {med} on an empty stomach? I've been [fasting|skipping breakfast] for [Ramadan|Lent|weight].
< Take it with your evening meal during the fast. If you feel shaky or unwell, break it and tell us.
>> thank you, very helpful

> [Coffee|Grapefruit|Kale|Beer] and {med}? [My son says no.|The sticker on the bottle.]
~ grapefruit with {med}?
< Grapefruit is the one to skip. The rest is fine in ordinary amounts.

> The [nasal spray|eye drop|inhaler] burns a little. Am I supposed to [tilt my head back|hold my breath]? Nobody
  showed me.
< Head slightly forward, point away from the middle, sniff gently. There's a two-minute video in the portal under
  Education.

? pill carer 65-120
> {mom} won't take {her} {med} any more, says it [makes {herself} dizzy in the morning|tastes like metal|is
  poison]. [How important is it?|Can it be skipped?]
> My {mother} hides {her} pills in the plant. I found {num}. Mostly {med}. what can we do
+ {she} is eating and sleeping fine.
< Thank you for telling us. {doc} says {she} can go without that one until the visit {when}. We'll look for
  something easier.
>> Do we crush it into yogurt?
<< Not that one, it's slow release. We'll change it to a liquid.

? carer 65-120
> The home nurse and I have different lists for {mom}. Is {she} on {med} once or twice a day? And is {othermed}
  stopped?
< Once a day, and yes, stopped. I faxed the current list to the home nurse too.

? child 0-8
> How much [Tylenol|Motrin|Benadryl] for {child}? [The box says ask a doctor.|I don't trust the spoon.] [Just
  teething.|For the plane.]
~ tylenol dose for {child}?
< I put our weight chart in your documents. Please use the syringe that comes with it, not a spoon.
>> found it ty

? child
> {child} threw up the {med} right after taking it, [do I give it again?|do we repeat?] Otherwise happy and playing.
~ {child} spit out {med}, repeat?
< If it was within 15 minutes, yes, once. Otherwise wait for the next dose.

? child 5-17
> {child} is [bouncing off the walls|not hungry at lunch|wide awake at 11pm] since starting {med}. [Lower
  dose?|Earlier in the day?]
+ The teacher says it's helping in class though.
< Let's give it before 7am and see for a week. Big breakfast first, then the pill.
>> sleeping better already
<< Great to hear, keep it there.

? child
> The antibiotic is for 10 days but {child} is totally better after {num}. Can we stop? [It's a fight every
  time.|diaper rash from hell]
< Please finish it, even when it's a fight. Chocolate syrup first helps with the taste.

? child 5-17
> School needs [a form|permission] so that {child} can take {med} at lunch. Fax to the nurse: {phone}.
< Signed and faxed. The original is at the front desk.
""")

COMMON = parse("""
@ question
@ medication question
@ {med}
@ med question
@ Question for {doc}
@ side effect?
@ meds
>> [and if I feel different on it|what should I watch for]
<< [Write us here, same day if it bothers you.|Nothing special. Write if something seems off.]
>> ok but what about the {othermed}
<< No change there.
>> My pharmacist said something different
<< I talked to them, we're on the same page now.
>> is that from the doctor or from you
<< From {doc}, I asked before writing.
>> can you put that in my chart so I can look it up
<< It's in this thread, and I added it to your visit summary.
""")
