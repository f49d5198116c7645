"""Appointments: asking, moving, cancelling, being late, being confused."""

from __future__ import annotations

from demo.texts.grammar import parse

SITUATIONS = parse("""
? share:3
> I need to [reschedule|move|change] my appointment [on {day}|{when} at {time}]. [Something came up at work.|I have
  no ride.|My kid's school closed.] [Anything|Do you have anything] [the week after|on {day2}]?
~ need to resched {day} appt
~ can i move my {time} on {day}
+ Mornings are better.
< [No problem.|That's fine.] I have {day2} at {time2} or the {nth} at {time3}. Which one?
< Moved you to {day2} at {time2}. If that doesn't work, just write back.
>> [{day2} please|The first one.|{time2} is perfect]
<< Booked. See you then!

? share:2
> Please cancel my appointment {when}. [I'm feeling better.|I'll be in {place}.|No longer needed.|It's too much
  money right now.]
~ cancel {day} pls
~ have to cancel. [sorry|wont make it]
< Cancelled, no charge since you told us in time. Write when you want to rebook.
< All taken care of. Glad to hear from you ahead of time, someone on the waitlist will be happy.

> Do you have anything sooner than the {nth}? [That's {few} weeks away.|I can come on short notice.|I live 10
  minutes away.]
~ anything sooner?
+ Any doctor is fine, not only {doc}.
< I put you on the waitlist and you'll get a text when something opens. A nurse practitioner has {day} at {time},
  would you like that?
>> yes I'll take it
<< It's yours: {day}, {time}.
>> I'd rather wait for {doc}
<< Understood, you stay on the list.

? share:2
> [I'd like|Can I make] an appointment for my [annual physical|yearly checkup|yearly], [I think I'm overdue|it's
  been forever]. [After {time}|{day}s] [works best|if possible].
> Time for my physical I guess. {doc}. not {day}
~ physical w {doc}, when?
~ need yearly
+ Should I fast?
< {doc} has {day2} the {nth} at {time}. Please come 15 minutes early, and fasting if you want labs the same morning.
>> is coffee ok
<< Black coffee and water are fine.

> Is my appointment [{when}|on {day}] [in person or video|at the Harbor or the Hillside office]? [The text doesn't
  say.|The email and the app say different things.]
~ is {day} video or in person
< It's in person at Harbor, second floor. The email was old, sorry for the mix-up.
< Video. The link comes by text 15 minutes before.

> Can {day}'s visit be a video visit instead? [I have a cold and don't want to bring it in.|My car is in the
  shop.|I'm at work.|Gas is expensive and it's just to talk about the {med}.]
~ can we do video {day}
< Sure, switched to video, same time. Have your blood pressure and a list of your medicines at hand.
< {doc} wants to examine the {part} so this one has to be in person. Would another day be easier?

> I'm [running|going to be] about [10|15|20] minutes late, [traffic|bus|parking] is terrible. [Will they still see
  me?|Don't give my spot away please!]
~ running late {few} min!!
< Thanks for telling us. Up to 15 minutes is fine, come straight to the desk.
>> made it thanks

> I [totally forgot|missed|spaced on] my appointment [yesterday|{day}|this morning]. [So sorry.|My apologies.|I
  feel terrible.] Can I get another?
~ missed my appt sorry
+ I had the wrong day in my phone.
< It happens. The next with {doc} is {when} at {time}, shall I book it? There's no fee the first time.
>> yes and thank you for being nice about it
<< Done. You'll get a text the day before.

> I got a no show fee of {copay} but I [called to cancel|was there, nobody called my name|was in the waiting room].
  Can you look into it?
< I see your call in the log from {day}, so I took the fee off. Sorry about that.

> The reminder says {day} {time}, my card says {time2}. Which?
~ is it {time} or {time2}
< {time}. The card was from before we moved the schedule.

> What do I need to bring {when}? It's my first [visit|time with {doc}].
~ first visit {day} what do i bring
< Welcome! Insurance card, photo ID, and all your medicine bottles in a bag. The forms are in the portal if you
  want to do them at home.
>> forms done, page 3 wouldn't save
<< Got pages 1 and 2, we'll do the last one at the desk.

> I need a follow up for [my blood pressure|the {part}|my {med}], {doc} said in [6 weeks|3 months]. The website
  shows nothing [until {few} months from now|at all].
~ followup {doc} website shows nothing
< Follow-ups aren't on the website yet, only we can see them. {day} the {nth} at {time}?

> I have to work [{day} through {day2}|every day until 5]. Do you have [evening|Saturday|early] appointments?
~ any evening appts?
< We're open until 7 on Tuesdays at Hillside and every second Saturday at Harbor. What suits you?
>> Saturday
<< The {nth} at {time}, {doc2} that day.

> Do you need a referral to see {doc}? And are you taking new patients, my [wife|husband|neighbor|mom] would like
  to come.
< No referral needed and yes, we are. They can register on the website or call us.

> Can {relative} come in with me {when}? [I forget half of what I'm told.|I'm nervous about it.|My English isn't
  good.]
< Absolutely, bring whoever helps you. I made a note so nobody is surprised.

> I use a [wheelchair|walker] now. Is the side door [open again|fixed], and can someone help me [up the ramp|from
  the van] {when}?
< The side door works and there's a bell on the right. I told the desk you're coming at {time}.

> I have {few} appointments in the app for the same [day|thing], one with {doc} and one with {doc2}. [Which one's
  real?|Do I need both?]
~ why do i have 2 appts
< You only need the one with {doc}. The other was a slip, removed.

> How long will {day}'s visit take? [I have to be back at work by {time2}.|I'm parking at a meter.|My ride wants to
  know.]
~ how long does it take {day}
< Plan about 40 minutes door to door. I told them you're on a clock.

> Can I see a [woman|female doctor|lady doctor] for this one? It's [a personal thing|that kind of exam]. Nothing
  against {doc}.
< Of course. {doc2} has {when} at {time}. No need to explain.

> [We've|I've] got a cold going around the house. Should I still come {when} or [wait|push it out]? It's only a
  [checkup|blood pressure visit].
~ have a cold still come {day}?
< Since it's routine let's wait. I moved you two weeks out, {time}, and wear a mask if you're still coughing.
>> 2 weeks works

> Please tell me the earliest for a flu shot [and the covid one|]. [Can I walk in?|Do I need an appointment?]
~ flu shot walk in?
< Walk in any weekday between 9 and 11, or at your visit. Both on the same day is fine.

> Does {doc} work on {day}s now? The online calendar [won't let me pick it|is all grey].
< {doc} moved to Hillside on {day}s, that's why. I can book that for you.
>> Hillside is too far. {day2} then
<< {day2} at {time} at Harbor, done.

> Appointment for a [work physical|DOT physical|pre-employment exam]. The boss wants it by the {nth}.
~ need work physical by the {nth}
< {when} at {time} with {doc2}. Bring the form and your glasses.

> I need a pre op visit before my [cataract|knee|hernia|gallbladder] surgery on the {nth}. [They want it within 30
  days.|Surgeon's fax is {phone}.]
~ pre-op clearance, surgery the {nth}
< {when} at {time}, with an EKG. We'll fax it over the same day.
>> do I stop the {med} before
<< {doc} goes over every pill at that visit, please keep taking it until then.

> My ride service needs a confirmation that I have an appointment {when}. [Can you call them, {phone}?|They're at
  {phone}.]
< Called and confirmed, pick-up one hour before.

> Could you block a longer appointment? [I have a list.|There are at least {num} things.|Last time we ran out of
  time.]
< You have a 40-minute slot now, {when}. Put your top three first and we'll get as far as we can.

> I'm [waiting in the video thing|on the link] and nobody's here. [{num}0 minutes now.|It just says "host will let
  you in".]
~ im on the video, anyone there?
< So sorry, {doc} is running behind and will be with you in about 10 minutes. Please stay on.
>> ok im here

> The video link [doesn't work|says expired|asks for a password I don't have]. My appointment is at {time}.
~ video link not working
< I just texted a new one to {phone}. If that fails, {doc} will call you on the phone instead.
>> new one worked

> Are you open on [Monday, it's a holiday|the day after Thanksgiving|the 31st]? I have an appointment that day per
  your app.
~ are you open {day}
< We're closed, the app got it wrong. Is the day after at {time} okay?

> I was supposed to get a call to schedule my [colonoscopy|ultrasound|stress test|sleep study], it's been {dur}.
~ nobody called to schedule
< Their number is {phone}, and I asked them to call you today. If you'd rather call, they pick up quickest before 9.
>> They called. All set for {when}.

> Could I get the last appointment of the day? I have to [take two buses|pick up the kids|close the shop].
< {time} is the last on {day}, it's yours.

> can I bring my [son|daughter|twins] to my appointment {when}, no sitter
< Of course. We have crayons.

> My {spouse} and I would like to come on the same day, [one ride|we share a car]. The other one is {when} at
  {time}.
< I moved yours to right after, {time2}.

? 65-120
> I received a letter about a "Medicare wellness visit". [What is this?|Is it free?|Is that the same as my
  physical?]
+ My friend says hers took an hour and they asked her to draw a clock.
< It's a yearly talk about prevention and safety at home, no charge with Medicare, and yes, there is a clock. Shall
  I book {when}?
>> All right then, morning please.
<< {day2} at {time}. Looking forward to seeing you.

? female 18-70
> When am I due for my pap[?|, the app says overdue but I had it at my old place.]
~ due for pap?
< By our notes next year. If you can tell us where it was done, we'll get the report and stop the reminders.

? carer 65-120
> I drive my {mother} and can only do [{day}s|after {time}]. Could you change {her} appointment {when}?
> {mom} can't do stairs right now, can {her} visit be [on the ground floor|a video visit|at Hillside]?
< Of course. {given} is now down for {day2} at {time}, ground floor, and I noted you as the driver.
>> you are a lifesaver
<< Happy to help, see you both then.

? child
> {child} needs a [check up|well visit|sports physical] [before school starts|before the {nth}|for the team].
  [After {time} please.|Any day but {day}.]
~ physical for {child}
+ Are any shots due?
< {child} can come {when} at {time}. Please bring the school form. One shot due, the nurse will talk it over with
  you.
>> will it hurt, {child} wants to know
<< A quick pinch and a sticker. Two stickers on a bad day.

? child
> I have to move {child}'s appointment {when}, [field trip|soccer|custody schedule|teacher conference]. Next week?
~ move {child}s appt
< {day2} at {time2} is open, I moved {child} there.

? child
> Can {child}'s [grandma|stepdad|aunt] bring {child} {when}? I'm [working|out of town]. What do you need from me?
< Yes. Just reply here with their full name and that you agree to treatment, and have them bring an ID.
>> Her name is on the form, [she|Grandma] has my permission for the visit and shots
<< Thank you, noted for that day.

? child
> Can I get both kids in together? {child} is due and so is the little one. two trips is a lot
< Back to back {day} at {time} and right after. Bring snacks!

? child 0-3
> what happens at the [4 month|9 month|18 month|2 year] visit? is it shots. trying to plan around naps
< Weighing, measuring, lots of questions, and shots at the end. {time} should land after the morning nap.
""")

COMMON = parse("""
@ appointment
@ Appt
@ reschedule
@ {day}
@ appointment question
@ schedule
@ My appointment
@ cancel
>> actually can we [make it|do] {day2}[?| instead, sorry]
<< Sure, {day2} at {time2}. That's the last one that day.
>> [do I need to bring anything|what should I bring|is there paperwork to do before]
<< Just your insurance card and your medicine list.
>> the app still shows the old time
<< It updates overnight. [What I wrote is right.|{time} is right.]
>> Where do I park?
<< The lot behind the building, free for two hours. Use the blue door.
>> ok what's the address again
<< [It's on your reminder text, second floor.|Right across from the {pharm}.]
>> How long is it with {doc}
<< 20 minutes, [30|40] with the nurse's part.
>> [great, put me down for that|ok do it|Book it please]
<< [Done. See you then.|You're in. A text comes the day before.|All set.]
>> is it {doc} or someone else?
<< It's with {doc}.
>> can you text me a reminder, {phone}
<< Added. It comes the day before.
""")
