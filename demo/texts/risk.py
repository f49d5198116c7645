"""High-risk symptoms as patients write them: played down, in passing, about the child.

`>` stands alone, `~` hides in a message about something else, `<` is what a nurse writes after trying to call.
"""

from __future__ import annotations

from demo.texts.grammar import parse

SITUATIONS = parse("""
? emergency 30-120
> My chest [feels tight|has been tight|feels like someone is sitting on it] since [this morning|last night|I got
  up]. [Prob nothing.|Probably gas.|I took a Tums.] [Should I wait for my appointment {when}?|What do you think?]
> pressure in my chest on and off [today|since breakfast], goes into my {side} arm [a bit|sometimes]. [I don't want
  to bother anyone.|my wife says write you]
> I've had chest pain when I [climb the stairs|walk the dog] since {day} and now it's there [sitting down too|when
  I rest].
~ Also my chest feels tight since this morning, prob nothing.
~ Oh and I keep getting this squeezing in my chest today, comes with sweating.
~ By the way my jaw and {side} arm have been aching since lunch and I'm a little sick to my stomach.
< Please call 911 now. Don't drive yourself. Chest tightness like this has to be looked at right away. I am trying
  to reach you by phone.
< {given}, I just tried your phone twice. Please call 911 now and unlock the front door. We'll let {doc} know.
>> [ok my son is calling|calling now|Ambulance is here.]
<< Thank you for telling us. We'll follow up with the hospital.
>> I'm at the ER, they're keeping me overnight
<< So glad you went. {doc} has been told.

? emergency 0-120
> I'm [having a hard time breathing|so short of breath I can't finish a sentence|gasping just walking to the
  bathroom]. [Started yesterday.|Worse since last night.] [Used the inhaler {num} times.|Is there something
  stronger?]
> can't catch my breath laying down, slept in the chair. [lips look kind of blue my husband says|ankles huge]
~ Also I can't seem to catch my breath today even sitting still.
~ I've been using the inhaler every hour since last night and it isn't really helping.
< Please call 911 now. This can't wait for a message. I'm calling you at the same time.
>> [on my way to the hospital|husband is driving me]
<< Please let the ambulance come instead if it's far. We're calling ahead.

? emergency 40-120
> My [{side} arm|face] [went numb|feels droopy] about [an hour|half an hour] ago and I'm [mixing up my words|having
  trouble typing this]. [Maybe I slept on it wrong?|Should I nap?]
> woke up and my {side} hand wont do what I want, dropped my coffee twice. speech funny my neighbor says
~ One more thing, my {side} side went weak this morning and my mouth feels crooked, maybe I slept wrong.
~ sorry for the spelling, my {side} hand has gone numb today and words come out wrong
< Call 911 right now, please. These can be signs of a stroke and minutes count. We're calling you too.
>> 911 coming
<< Good. Tell them the time it started.

? emergency 13-90
> I don't want to be here anymore. [I have pills saved up.|I wrote letters last night.|I keep thinking everyone
  would be better off.] I don't know why I'm writing this to you.
> I can't do this any more. I've been thinking about how to end it [all week|since {day}]. [Please don't tell my
  family.|Sorry to bother you.]
~ To be honest I've been thinking about ending it, I have enough {med} here to do it.
~ Nothing matters any more and I've thought about just taking all of them at once.
< I'm so glad you wrote. You're not bothering anyone. I am calling you right now, please pick up. You can also call
  or text 988 at any minute, and 911 if you are about to act.
>> ok I picked up. thank you
<< I'm glad we talked. {doc} will call you today as agreed, and 988 is there all night.

? emergency 14-120
> I [ate|had] [shrimp|a cookie with nuts|my first dose of the antibiotic] and my [lips and tongue are
  swelling|throat feels tight], hives all over. [Took a benadryl.|Is benadryl enough?]
> Stung by a wasp {few} hours ago, now [my face is swollen and I'm wheezing|throat is closing a bit and voice is
  hoarse].
~ Also since the new pill an hour ago my tongue feels thick and I'm covered in hives.
< Use an EpiPen now if you have one and call 911. Swelling of the tongue or throat can get worse fast. We are
  calling you.
>> used the epi, ambulance is here

? emergency female 18-45
> I'm {num} weeks [pregnant|along] and [there is a lot of blood|bleeding with clots] since [this morning|an hour
  ago]. [Cramping too.|Pain on one side.] Is this normal?
> bleeding through a pad an hour. pregnant, due in [fall|spring]. [cramps like a bad period|feel dizzy when i stand]
~ I'm pregnant and started bleeding pretty heavily last night, is that something I should mention?
< Please go to the emergency room now, or call 911 if you feel faint. Don't drive yourself. I'm calling you and
  telling labor and delivery.
>> going now, [scared|mom is driving]
<< You're doing the right thing. They know you're coming.

? emergency 16-120
> I [fainted|passed out|blacked out] [in the shower|at work|in the kitchen] [this morning|today] and [hit my
  head|my heart was racing before it]. [I feel okay-ish now.|Still woozy.] I'm on {med}, is it that?
~ Also I passed out in the bathroom this morning and banged my head, there's a lump.
< Fainting with a bump on the head needs to be seen right now. Please call 911, and don't be alone. I'm calling you.

? emergency 16-120
> The worst stomach pain of my life since [2am|last night], {side} side, [can't stand up straight|belly is hard as
  a board]. [Threw up {num} times.|Fever too.] Can {doc} call something in?
> severe belly pain that came on suddenly, [cold sweats|going into my back], nothing helps
~ The pain in my stomach got so bad last night that I couldn't stand up, and it's hard to the touch.
< This needs the emergency room now, please call 911 and nothing to eat or drink. We're calling you.

? emergency 40-120
> Black [tarry|sticky] stools since {day} and [I feel faint when I get up|now I threw up something like coffee
  grounds]. I take [a blood thinner|Advil every day].
~ my stool is black like tar and I nearly fell over getting up today
< That can be bleeding inside. Please call 911 now, don't drive. I'm trying your phone.

? emergency 16-120
> worst headache of my life, came like a thunderclap [an hour ago|while lifting], neck stiff, light hurts
~ The headache came out of nowhere today, like being hit with a bat, worst one I ever had.
< Please call 911 now. A sudden worst-ever headache has to be checked at once.

? same_day 25-120
> My heart [races|flutters|skips] [out of nowhere|when I lie down] since {day}, [{num} times today|lasts maybe ten
  minutes]. [A bit lightheaded with it.|No pain.] Coffee?
~ Also my heart has been skipping and racing on and off since {day}, makes me lightheaded.
< We'd like to see you today for an EKG. Can you come at {time}? If you get chest pain or feel faint, call 911
  instead.
>> yes coming at {time}
<< Good, come straight to the desk.

? same_day 0-120
> I've been throwing up since [last night|yesterday], can't keep [water|my {med}] down. [Dizzy when I stand.|Hardly
  peeing.]
~ Can't keep anything down since yesterday, not even the pills.
< We need to see you today. Is {time} possible? Small sips until then, and someone else should drive.
>> ok my sister can bring me

? same_day 18-120
> Lightheaded every time I stand up since [the new dose|{day}], almost [went down|fell] [in the store|twice].
~ I get so lightheaded when I stand that I have to hold the wall, since the dose went up.
< Please sit down and don't drive. {doc} wants you seen today, {time}. Skip the next dose until then.

? same_day 18-120
> My {side} calf is [swollen and hot|twice the size of the other], hurts to walk. [Flew home from {place}
  {day}.|Was in bed all last week.]
~ Also one leg is swollen and sore since the flight home, just the {side}.
< That needs an ultrasound today to look for a clot. Please come at {time}. If you get short of breath, 911.
>> ultrasound says no clot, thank you for pushing me

? same_day 18-120
> Burning when I pee for {few} days and now [chills and my back hurts on the {side}|fever of {temp} and shaking].
  Can you just send antibiotics?
~ Plus I think it's a UTI but now there's a fever and my {side} side hurts.
< With fever and back pain we have to see you today. {time} at Harbor? Bring a full bladder.

? same_day 18-120
> Stomach pain [low on the right|under my ribs on the right] since {day}, getting worse, [not hungry|hurts when I
  cough].
~ Also a pain low on my right side that's getting worse since {day}, hurts to cough.
< {doc} wants to examine that today. {time}? Please don't eat before. If it gets sharp all at once, go to the ER.

? same_day 18-120
> The [cut|bite|spot] on my [leg|hand] is [red and hot and spreading|oozing], red line going up [since this
  morning|now]. Fever {temp}.
~ My leg is red and hot and the red is spreading since yesterday, drew a line around it.
< Good idea with the line. We need to see it today, {time}. If you feel very ill before that, go to the ER.

? same_day 18-120
> I feel really hopeless. I don't have a plan or anything but some mornings I wish I wouldn't wake up. [The {med}
  isn't helping.|Haven't told anybody.]
~ And I'll be honest, some days I wish I just wouldn't wake up. No plan. Just tired of it.
< Thank you for trusting us with that. I'd like to call you today, is {phone} right? {doc} has kept {time} for you.
  Any time it gets worse: 988.
>> yes that number. after {time} is good
<< I'll call. I'm glad you wrote.

? same_day 18-120
> Cough with fever {temp} for {few} days, and now [it hurts to take a deep breath|bringing up green and a bit of
  blood]. More winded than usual on the stairs.
~ The cough turned nasty, fever {temp}, hurts when I take a deep breath.
< That needs a listen and an x-ray today. {time}? If breathing gets hard, 911.

? same_day 18-120
> I can't see well out of my {side} eye since [this morning|yesterday], [flashes and floaters|like a curtain]. No
  pain so I thought I'd wait.
~ By the way there's a curtain over part of my {side} eye since yesterday.
< Please don't wait. The eye clinic will see you today at {time}, they know. Don't drive.

? same_day med:insulin,metformin,glipizide,semaglutide
> Sugars over 400 [since last night|all day], meter just says HI sometimes. [Thirsty, peeing nonstop.|Ran out of
  insulin {day}.]
~ Oh and my sugar was 438 this morning and I'm so thirsty.
< We need you here today, now if you can. If you start vomiting or get drowsy, call 911.

? same_day med:warfarin,apixaban,clopidogrel,rivaroxaban,eliquis
> Nose has been bleeding on and off for {num} hours, I take {med}. [Bruises all over my arms too.|Pinching doesn't
  help.]
~ Also my nose won't stop bleeding since last night, on and off.
< Lean forward, pinch for 15 minutes. We need to see you today and check your blood. {time}? If it runs freely, ER.

? same_day female 22-44
> [28|31|33|36] weeks pregnant, headache since yesterday and [seeing spots|my face and hands are swollen]. Home BP
  15{num}/9{num}.
~ Also pregnant with a bad headache and seeing sparkles since last night.
< Please go to labor and delivery today, now. They expect you. If you can't get a ride, 911.

? carer emergency 65-120
> {mom} is [suddenly confused|talking nonsense] since [this morning|lunch], one side of {her} mouth hangs. {she} is
  {age}. [Should I let {herself} sleep it off?|Is it a UTI again?]
> My {mother} says {her} chest hurts and {she} is gray and sweaty. {she} doesn't want an ambulance
~ {she} also had trouble getting words out today and leans to the {side}.
< Please call 911 now and write down when it started. We're calling you too.
>> they're taking {herself} now

? carer same_day 65-120
> {mom} fell {day} and is [more sleepy since|getting a headache]. {she} takes a blood thinner. no cut
> {mom} has a fever of {temp} and is more confused than usual, hardly drinking.
~ And {mom} fell yesterday, hit {her} head a little, seems sleepier than usual.
< {she} needs to be seen today. Can you bring {herself} at {time}? If {she} is hard to wake, call 911.
>> on our way
""")

CHILD = parse("""
? child emergency 0-0
> {child} is [{num} weeks old|so tiny still] and has a fever of {temp}, [won't nurse|floppy and sleepy]. can I give
  tylenol?
> Fever {temp} rectal, [fussy then really sleepy|not taking the bottle]. {child} is not even 3 months
~ also {child} feels really hot, {temp}, and hasn't woken up to eat since last night
< A fever at this age needs the emergency room now. Please go right away, no Tylenol first. I'm calling you.
>> in the car

? child emergency
> {child} is breathing [really fast|hard], ribs sucking in, [can't finish a sentence|lips look bluish]. [Did {num}
  puffs already.|Neb isn't helping.]
~ also {child} is wheezing and you can see the ribs with every breath, inhaler not doing much
< Please call 911 now. I'm calling you too. Sit {child} up, keep giving the rescue inhaler until they come.
>> ambulance here

? child emergency
> {child} ate [something with peanut|a bite of cashew] and has hives and is [throwing up|coughing, voice sounds
  hoarse]. face puffy. we have an epipen do i use it
~ {child} just got hives and a puffy face after the birthday cake and is coughing, is benadryl ok
< Use the EpiPen now in the outer thigh and call 911. Yes, now. I'm calling you.
>> gave it. 911 on the way

? child emergency 10-17
> I found {child}'s notebook. [It says how to do it.|There's a date in it.] there are cuts on the arms. please call
  me {phone} I don't know what to do
~ {child} told me last night about wanting to die and I'm scared to leave the room
< I'm calling you right now. Stay with {child}, put away medicines and anything sharp. 988 is there this minute,
  911 if {child} tries to leave or act.

? child emergency
> {child} got into grandma's pill box, maybe {few} of the heart pills. [Acting sleepy.|Seems ok.] half an hour ago
~ I think {child} may have swallowed some of my {med}, the bottle was open
< Call Poison Control at 1-800-222-1222 now, and 911 if {child} is sleepy or hard to wake. I'm calling you.

? child same_day
> {child} has had a fever of {temp} for {num} days, [not drinking much|won't eat, barely peeing]. [Crying without
  tears.|Just lays there.]
~ also {child}'s had {temp} for days now and hardly drinks
< {child} should be seen today, {time}. If {child} gets hard to wake or hasn't peed in 8 hours, go to the ER.
>> coming at {time}

? child same_day
> {child} has been throwing up since [midnight|yesterday], nothing stays down, [dry lips|no wet diaper since this
  morning].
~ {child} cant keep even water down since last night btw
< We'll see {child} today at {time}. A teaspoon of fluid every 5 minutes until then.

? child same_day
> {child}'s belly hurts on the right side, can't jump, [fever|doesn't want to eat], started around the belly button
  [last night|yesterday].
~ also {child} has a tummy ache that moved to the right side and walks bent over
< That has to be examined today. Can you be here at {time}? Nothing to eat until then.
>> its appendicitis, in surgery tonight. thank you for seeing us so fast
<< Thinking of {child} and you. Let us know how it goes.

? child same_day
> {child} fell off the [monkey bars|bunk bed] and threw up {few} times since, [headache|sleepy]. Knew who I was
  right away though.
~ {child} hit the head at practice yesterday and has thrown up since
< {child} needs to be seen right away today. Come now, we'll fit you in. Hard to wake or confused: 911.

? child same_day
> {child}'s asthma is acting up, inhaler every {few} hours since last night, [coughing all night|can't run].
  talking ok
~ and {child} needed the inhaler every 3 hours last night
< We want to listen today, {time}. If it's needed more often than every 3 hours or {child} struggles, 911.
""")
