"""Refills: nearly half of what patients write."""

from __future__ import annotations

from demo.texts.grammar import parse
from demo.texts.refill_family import SITUATIONS as FAMILY

_OWN = parse("""
? share:5
> [I need|I'd like|Can I get|Could you please send] a refill [of|on|for] {my} {med} [to|at] {pharm}[.|, please.]
> [Please refill|Refill please:|Need refill on] {my} {med}. {pharm} like always.
~ refill {med} pls
~ {med} refill [please|plz|, thanks]
> [Running low on|Almost out of|Getting low on] {my} {med}, could you [send|call in|order] [more|another 90
  days|the next one] [to|at] {pharm}?
> My {med} [runs out|is up|will be gone] {day}. [Same dose, nothing new.|Nothing has changed.|Doing fine on it.]
  {pharm} please.
> [It's that time again|Time again]: {med}[, {pharm}|. {pharm} as usual|]. [I feel good on it.|No problems with
  it.|]
> {pharm} said to ask you for the {med}. [They were out of refills on it.|It needs your ok.] [I go there {day}.|]
> [Just|Only] a refill of the {med} this time, [the others are fine|I still have plenty of the rest]. [To|At]
  {pharm} [by {day} if you can|whenever].
~ out of {med} on {day}, {pharm}
~ more {med} pls, {pharm}
~ {med}, 90 days, {pharm}
~ need more {med}
+ [I have about {left} left.|{left} pills left.|I'm down to the last {left}.|Enough until {day}.]
+ 90 days if possible[, it's cheaper|, insurance likes it better|].
< [Sent to|I sent it to] {pharm}[.| a few minutes ago.] [Give them until {day}|They usually need a few hours]
  [before you pick it up.|to fill it.]
< Your {rx} refill is approved, 90 days with [one refill|3 refills]. {pharm} should text you when it's ready.
>> [pharmacy says they dont have it|They told me nothing came through.|Just called {pharm}, no rx there yet]
<< [Sorry about that.|Hmm.] I called and they found it under [the wrong birth date|a different profile]. It's being
  filled now.
<< I resent it just now and stayed on the line until they saw it. Ready after {time} today.

? any share:2
> [I thought|I was told] there [was|would be] one more refill on {my} {med} but the bottle says [0|zero|"no
  refills"].
> the bottle says 0 refills left for {my} {med}, [do you have to renew it|how do I renew it]?
~ no refills left on {med}
+ {left} left in the bottle.
< You're right, it ran out of refills. I renewed it [for a year|for 6 months] at {pharm}.
< The prescription expired. {doc} renewed it today, same dose.
>> does that mean I have to call every time
<< No, the pharmacy can fill it without us now until the refills run out.

> I'm going to {place} [on the {nth}|for {few} weeks|{when}] and will run out of {med} while I'm away. [Can I fill
  it early?|Is an early fill possible?|Can you OK it early?]
> Leaving for {place} {when}. Need {my} {med} before then, the pharmacy says it's [too soon|too early to fill].
~ early refill {med}? traveling {day}
+ We'll be gone until the {nth}.
+ Insurance needs a "vacation override" whatever that is.
< We put a vacation note on the prescription. Ask {pharm} to run it as a vacation override[, most plans allow one a
  year|].
< Approved to fill early. If insurance still says no, have the pharmacy call us at the desk. Safe travels!
>> They still want [{copay}|me to pay cash]. [Is that right?|ugh]
<< Sometimes the plan refuses the override. I can send a small 7-day supply to bridge you, would that help?

> {pharm} says they [faxed|sent] you a request for {med} [{few} days ago|on {day}|twice] and [never heard
  back|nobody answered]. [What's going on?|Can you check?]
> 3rd time asking. {pharm} is waiting on YOU for my {med}.
~ pharmacy still waiting on you guys for {med}
+ I'm out as of [today|tomorrow|{day}].
+ [This happens every month.|I don't know who to be mad at.|They blame you, you blame them.]
< I'm sorry for the runaround. Their fax isn't in our system, so I sent the renewal electronically just now.
< We got it this morning and it's done. Next time feel free to skip the fax and write us here.
>> [ok got it, thanks|finally! thank you|They have it. Thanks for the quick fix]

> Please switch {my} {med} to {pharm}. [The old one closed.|We moved.|{pharm2} is out of it.|I don't go to {pharm2}
  anymore.]
> new pharmacy please, {pharm}. everything including the {med}. not {pharm2} anymore
~ send {med} to {pharm} not {pharm2}
+ Their number is {phone}.
< Done. {pharm} is now your preferred pharmacy and the {rx} went there. I cancelled what was left at the old one.
< I changed it. Any refills still sitting at the old pharmacy can be transferred, just ask the new one to pull them.
>> what about the {othermed}
<< That one too, all of your regular ones moved over.

> {pharm} is [out of|back ordered on] {med} and doesn't know when [they'll get more|it's coming]. [What do I
  do?|Can you send it somewhere else?]
> They say {med} is on back order. I [have {left} left|ran out {day}].
~ {med} backordered, now what
< {pharm2} has it in stock, I checked. Want me to send it there?
< It's short everywhere this month. {doc} is fine with a [different strength, half a tablet|close cousin of it]
  until it's back. Okay with you?
>> yes please {pharm2} is fine
<< Sent. Call before you drive over, they said about two hours.
>> is the other one as good?
<< It works the same way, dose for dose. If anything feels different, tell us.

> My insurance [stopped covering|won't pay for|changed their list and dropped] {med}. It went from {copay} to
  {amt}!! [Is there something else?|Can you do something?]
> {med} costs {amt} now?? [I can't pay that.|No way.] Is there a cheaper one
~ {med} is {amt} now, is there a generic
+ I switched to {ins} in January so maybe that's why.
< The generic is on {ins}'s list, {copay} for 90 days. {doc} changed it, please finish what you have first.
< We can ask for an exception, that takes about a week. Meanwhile there's a discount card at the pharmacy counter
  that brings it down a lot.
>> please do the exception, I've tried the others
<< Started today. They usually answer within 5 business days and I'll write to you either way.

> It says prior authorization needed for {my} {med}. [I've been on it for years.|We did this last year already.|Who
  does that, you or me?]
> Letter from {ins} says my {med} needs a "prior auth". [Help?|Please take care of this before I run out.]
~ {med} needs prior auth again
+ I have enough until {when}.
< That's on us. I sent the form to {ins} this morning, answers usually come in 3 business days.
< They renew it every January. Submitted, and marked urgent since you're nearly out.
>> any news on this
<< Approved yesterday for 12 months! The pharmacy can run it again now.
<< Not yet, they asked for your last visit note and I faxed that today.

> [My mail order|The mail order pharmacy] wants a new prescription for {med}, 90 days[ with 3 refills|]. Their fax
  is {phone}.
> Can all my meds go to mail order from now on? {med}, {othermed}, the whole lot.
~ mail order rx for {med} pls
< Sent electronically, they should ship in [5 to 7|7 to 10] days. Do you need a short supply locally until then?
>> yes please, 2 weeks worth at {pharm}
<< Done, 14 tablets at {pharm}.

? pill
> I [dropped|spilled|lost] my {med} [down the sink|on the bus|at the hotel|somewhere between here and {place}]. I
  know, I know. [Can I get a replacement?|Any way to refill early?]
> The dog got into my {med}. Dog is fine!! Vet checked. But the pills are gone
~ lost my {med}, replacement?
+ The pharmacy said ask you first.
< It happens! I sent a replacement for the days until your next fill. Insurance may not pay, it's about {copay} in
  cash.
< Sent. Glad the rest is okay.

? med:albuterol,inhaler
> My inhaler [counter says {num}|is almost empty|is expired]. [Need a new one, also one for work.|Please send
  another to {pharm}.]
> need new rescue inhaler, [spring is here|season change|they mowed the field next door]. not having trouble right
  now just want it in the drawer
~ new inhaler pls, counter is on {num}
< Sent with a second one. How often have you been using it in a week?
>> [maybe once or twice|Only before exercise.|like {few} times]
<< That's fine. If it creeps above twice a week, let us know and we'll look at a controller.

? med:insulin
> I need {my} insulin pens AND the needles. They only sent pens [last time|again].
> Low on insulin, about {left} pens. Also test strips please, I check {few} times a day.
~ insulin + needles please
< Both sent: pens for 90 days and a box of 100 needles. What meter do you use, for the strips?
>> the [white one, starts with C|same as before|one insurance sent me]
<< Found it in your chart. Strips are on their way.

? med:insulin,metformin
> Running low on test strips [and lancets|]. {ins} says [only one a day now|I need a note to test more than once].
> Can you send strips for my new meter? It's the one {ins} makes us use now.
~ test strips pls, {few} a day
< Sent for twice a day, with the note insurance wants. Sugars okay lately?
>> Mornings around {sugar}, thanks for asking
<< That's decent. {doc} will go over the log at your next visit.

? med:warfarin
> Refill my Coumadin [please|pls], the [5s|2.5s and the 5s]. Last INR was [2.4|2.1|2.8] [at your place|on {day}].
~ coumadin refill
< Sent. Your next INR is due [{when}|in 4 weeks], same dose until then.

? med:methylphenidate,amphetamine,lorazepam,alprazolam,zolpidem,oxycodone,tramadol,hydrocodone
> Time for my monthly {med}. [I know it can't be early, it's due {when}.|Due on the {nth}.]
> The {med} has to go through {doc} every month so here I am again :)
~ monthly {med} due
< I passed it to {doc}, who signs these personally. It goes out on the due date, not before.
< {doc} needs a quick visit every 3 months for this one and you're due. Can you do a video visit {when}?
>> [Video is fine, mornings.|ok {when} works|can it be after 4?]
<< Booked, and {doc} will send enough to get you there.

? any
> {pharm} gave [me|us] the wrong [strength|number] of {med}. [The label says something different from last
  time.|Looks different from before, other color too.] [Is this right?|I didn't open it yet.]
~ {med} looks different this time??
< Good catch. Same medicine and strength, just another manufacturer. It's fine to use.
< Please don't take from that bottle yet. I called {pharm} and they will swap it at the counter today.
>> ok phew
>> it was their mistake, they apologized
<< Glad you looked. We noted it here too.

> {doc} changed my {med} dose at the last visit but {pharm} [still has|filled] the old one. [Can you send the new
  one?|Which one do I take?]
~ pharmacy has old dose of {med}
< The new dose is the right one. I cancelled the old prescription and sent the new one.
>> so do i throw out the old ones
<< Keep them aside until your next visit, or bring them in and we'll dispose of them.

> I'm not out yet but I [like to be early|don't want to be caught short over the holiday]: {med} and {othermed},
  [both at {pharm}|usual place].
> Refills needed: 1) {med} 2) {othermed}. [Thank you.|Same pharmacy.]
~ {med} and {othermed} please
< Both sent to {pharm}. You're due for [blood work|a blood pressure check|a yearly visit] before the next ones,
  shall I book it?
>> Sure, any morning [but {day}|]
<< {day2} at {time}, fasting please. See you then.

> [Could|Can] we line up all my prescriptions so I only go to {pharm} once a month? [I'm there every few days.|The
  {med} is due the {nth}, the others all over the place.]
~ can all my meds be due the same day
< Good idea. I sent short fills so that everything comes due together on the {nth}.
< {pharm} has a sync program, I asked them to enroll you.

? pill
> The pill is too big. Is there a smaller {med}, or can I [cut it|crush it]? Need a refill anyway.
~ {med} pills are huge, other kind?
< This one can be cut on the line. I sent it as two of the smaller size instead, easier all around.
< Please don't crush it, it's the slow kind. {doc} can change to a form you can open onto applesauce.

? pill
> I've been splitting my {med} [because I was running low|to make it last], so I'm probably off schedule.
  [Sorry.|Don't yell at me.] Can I get more?
+ It was a cost thing.
< No yelling here. It's refilled. Please go back to a full dose, and tell us if cost is the trouble, there are
  programs.
>> it is the cost, yes
<< Thanks for being honest. I sent you the form for the assistance program, we fill in our half.

> When I try to renew {med} in the app it [spins|gives an error|says contact your clinic]. So: contacting my clinic.
~ app wont let me renew {med}
< Glad you wrote. It's because that prescription expired. It's renewed and the button should be back tomorrow.

> You [denied|refused] my {med} refill. [Why?|The app just says "denied, contact office".] I've taken it for years.
~ why was {med} denied
< Sorry, that word is harsh. {doc} wants a visit first as it's been over a year. I can send 30 days to cover you
  until then.
< It was a duplicate: the same refill was already at {pharm}. Nothing to worry about.
>> ok then book me, whenever
<< {day} at {time} with {doc}? The 30 days are at the pharmacy now.

? pill 60-120
> I take my pills from a weekly box and {day} will be the last one filled. [Kindly renew the {med}.|Would you be so
  good as to renew the {med} and the {othermed}?]
+ The young man at {pharm} was very nice but he says it is up to the doctor.
< Of course. Renewed and at {pharm} after {time}.

? 60-120
> [My {kin}|My ride] goes to town on {day}, could the {med} be ready at {pharm} by then? I don't drive any more.
+ Otherwise I have to wait another week.
< It will be ready {day} morning, I asked them. They also deliver for free, would that be easier?
>> Delivery would be wonderful, I did not know.
<< All set up. They will call you before they come.

? 15-50 female
> Can you refill my birth control [for the year|, the 3 month kind]? I start a new pack {when}.
> new pack starts {day} and {pharm} says no refills on my birth control
~ birth control refill pls, new pack {day}
< Sent, a year's worth. Blood pressure check is due some time, you can just walk in.
>> great. same brand right? the other one made me break out
<< Same brand, I wrote "no substitution" on it.

? 14-40
> Need more of my acne [cream|gel|stuff]. [The tube's tiny.|ran out like {few} days ago]
~ acne cream refill
< Sent two tubes this time.

? med:sertraline,escitalopram,fluoxetine,bupropion,citalopram
> I'm almost out of {med} and don't want to stop suddenly, [that went badly once|I know you're not supposed to].
  {left} left.
~ {med} please dont want a gap
+ Mood has been pretty good actually.
< You won't have a gap, it's at {pharm} now. Glad it's helping.

? med:levothyroxine
> Synthroid refill please. Took the blood test {day}, so you should have it.
> thyroid pills, same dose or new one? did my labs {few} days ago
~ thyroid refill, labs done
< Your TSH came back in range, so same dose, 90 days with 3 refills.
>> great, then I'll see you in a year :)

? med:semaglutide,ozempic,tirzepatide,dulaglutide
> Due for the next Ozempic pen {day}, do I go up to the next dose [or stay|]? [Not much nausea any more.|Down {num}
  pounds.]
~ ozempic next dose?
< {doc} says stay where you are one more month, then up. I sent the same strength.
>> ok. {pharm} doesn't have any btw
<< {pharm2} has two. Sent there instead.

> [It's been {dur} and|Over a week and] I am still waiting for {med}. [I called {few} times.|Nobody picks up at
  {phone}.|Is anybody reading these?]
~ still waiting on {med}
< I'm sorry, this one slipped between two desks. It's sent, and I called {pharm} to put it at the front of the line.
>> [Thank you. Sorry for being short.|appreciate it|ok. thank you for calling them]

> [Can you|Please] cancel the automatic refill on {med}, [I have {num} bottles of it|they keep filling it and I
  don't take it anymore since {doc} stopped it].
~ stop refilling {med}
< Cancelled here and at {pharm}. You can bring the extra bottles in, we have a drop box.

> I got a text that {med} is ready but [I didn't ask for it|it's the wrong one, I needed {othermed}].
~ wrong one was refilled
< That was the pharmacy's auto refill, I fixed it with them. Just leave that one at the counter, no charge.

> Hi it's [me again|your favorite patient], {med} time. [How's everybody?|Hope the new building is going well.]
  {pharm} please.
< Nice to hear from you! Done, should be ready by {time}.

> I [moved|am moving] to {place} {when}. Can I get a 90 day supply of everything until I find a doctor there?
  {med}, {othermed}.
< Sent 90 days of each. We'll miss you. When you have a new office, we'll send records.
>> thank you for everything these years
<< It's been a pleasure. All the best in the new place!

> Is it ok to get {med} from [a Canadian pharmacy|the $4 list|one of those online places]? It's [half the
  price|cheaper there]. If yes please print a paper prescription.
< The store's $4 list is fine, same medicine. I left a paper copy at the front desk.
< We'd stay away from the overseas sites, no way to know what's in it. {pharm} price-matches, I asked: {copay}.

> Eye drops ran out [early|{when}], the ones for [pressure|the dry eye]. [My aim is terrible.|Half of it goes down
  my cheek.] Refill?
~ eye drops refill
< Ha, very common. I wrote for a bigger bottle so you won't run short.

> Need refill on the cream for my [eczema|psoriasis|elbows]. The [0.1|stronger one] works, the other one did
  nothing.
~ refill on the cream
< Sent the stronger one. No more than two weeks in a row, please, then a break.

? any
> [My work|The school|Camp] needs the original label for {my} {med}, can {pharm} print a second one or do you have
  to write a new prescription?
~ second labelled bottle of {med}?
< I wrote it for two containers, so {pharm} gives you one labelled for there.
""")

SITUATIONS = _OWN + FAMILY
COMMON = parse("""
@ refill
@ Refill request
@ REFILL PLEASE
@ {med}
@ prescription
@ meds
@ Rx
@ refill {med}
@ medication refill
>> [still no call from the pharmacy|I still haven't heard from {pharm}|nobody called me from the pharmacy yet]
<< I [checked|called them], it's [ready|waiting] at the counter[ since {time}|]. They had an old number for you, so
  I fixed that too.
>> Is it ready yet?
<< They say after {time}[ {day}|]. It [went through|left here] [on our side|at {time2}].
>> Also the {othermed} if you can, just noticed
<< [Added|Done|Sent], both will be [together|ready {day}|there after {time}].
>> [They only gave me 30, I asked for 90|only got 30 pills|why 30 and not 90]
<< [Insurance limits the first fill|{ins} only pays 30 the first time]. From [next month|the next fill] it's 90.
>> do i need [an appointment|to come in|blood work] for the next one[?|, or just write here?]
<< [You're good until your yearly visit|Not before the {nth}|Your yearly visit is enough]. We'll remind you.
>> picked it up, all good
<< [Wonderful, thanks for telling us.|Great to hear.|Good, thank you!]
>> [how much is it without insurance|They want {copay}, is that right?]
<< [About {amt} in cash. With {ins} it should be {copay}.|That's the usual copay for it, yes.]
>> [Can they deliver it?|could you ask them to deliver, my car is in the shop]
<< They do, free over there. I put your address on it, it comes {day}.
>> is this the [same dose|same strength] as before
<< Yes, nothing changed.
>> I'd rather have it at {pharm2} after all
<< Moved to {pharm2}, should be there within the hour.
>> How many refills are on it?
<< [Three, so that's you settled for the year.|Two more after this one.|One more, then {doc} would like to see you.]
>> [Got there and they were closed for lunch lol.|Line was out the door, going back tomorrow.] But it's there
<< [Glad it's there at least!|Ha, patience. Good that it's there.|Thanks for letting me know!]
""")
