"""Results: what does it mean, is it bad, is it in yet."""

from __future__ import annotations

from demo.texts.grammar import parse

SITUATIONS = parse("""
> My {lab} came back [high|low|flagged|with a red arrow]. [Should I worry?|What does it mean?|Is that bad?]
~ {lab} is flagged, bad?
+ Everything else looks normal.
+ It was normal last year.
< {doc} looked at it: a little outside the range and not a worry by itself. We'll repeat it in 3 months.
< Fair question. It's slightly off, the trend matters more and yours is steady.
>> what can I eat to bring it [up|down]
<< I put a sheet in your documents. Small changes count.

> Are my results in? [Had blood drawn {day}.|It's been {dur}.] [The portal shows nothing.|They said 24 hours.]
~ results??
~ any news on my labs
< Most are in and normal. One takes a few days longer, we'll write as soon as it's here.
< Not yet, the lab is slow this week. I asked them to look for it.
>> [ok, patience isn't my thing|thanks for checking]

> The portal says "abnormal" on my {lab} and nobody called. [I've been up all night.|I googled it which was a
  mistake.] Please tell me what {doc} thinks.
@ abnormal result
< I'm sorry you saw it before hearing from us. {doc} isn't worried: mildly off, often from not drinking enough. A
  repeat in two weeks.
>> ok breathing again lol. thank you
<< Anytime. And stay off Google :)

> What did the x-ray of my {part} show? [In plain English.|I can't read the report.] "Degenerative changes" sounds
  awful.
~ xray report in english pls
< It's wear and tear, like gray hair for joints. No fracture. Therapy would help, want a referral?
>> gray hair i can live with
<< Exactly. Referral sent.

> My MRI report says "[mild bulge|small effusion|nonspecific findings]". [Do I need surgery?|What now?]
< No surgery. {doc} says that's found in half of people your age. The plan stays as discussed.

> {lab} went from [{num}.1 to {num2}.4|normal to borderline] since I started the {med}. [Is it the pill?|Should I
  stop it?]
< Possibly. {doc} wants you to keep taking it and repeat the test in 4 weeks.

> My cholesterol is [still high|down {num}0 points!]. [I've been so good.|Oatmeal every day.] [Do I need the
  pill?|Can I stop the {med} now?]
~ cholesterol results
< Nice work on the food. With your numbers {doc} would stay as you are and check again in 6 months.

> My A1c is [6.4|7.1|7.8|6.0]. [Up from last time.|Down!!] What's the goal again?
? prob:diabet
~ a1c 7.1 thats good right
< Under 7 for you. You're close, keep up the walks.

> Mammogram letter says "additional views needed". [I'm trying not to panic.|What does that mean?] When's the
  soonest?
? female 40-80
< Very common, about 1 in 10, and nearly always fine. They have {day} at {time}, shall I take it?
>> YES please
<< Booked. Bring a friend for company if you like.

> [Stool test|Cologuard] result please. It was mailed {few} weeks ago.
? 45-85
~ stool test result?
< It's in and negative, next one in 3 years.

> Did the biopsy come back? [The spot on my arm.|From {day}.] [Waiting is the worst.]
~ biopsy back yet
< It came in just now: benign. {doc} will write too, but I didn't want you to wait.
>> [oh thank God|THANK YOU|crying happy tears]

> I see the strep test is negative, so no antibiotics? Throat is [better anyway|still scratchy].
< Right, it's a virus. Salt water, honey, time.

> Can you explain GFR? Mine says {num}8 and it's in red. [Nobody ever mentioned kidneys.]
~ whats gfr
< It's how well the kidneys filter. Yours has been the same for 3 years, which is what we like to see. Easy on
  ibuprofen.

> Results for [my husband|somebody else] [showed up|are] in my portal!! Not my name on it. [I didn't read it.|You
  should know.]
@ wrong results
< Thank you so much for telling us. It's removed and our privacy officer will look into how it happened.

> Can you mail me a copy of my results? [I'm not good with computers.|For my cardiologist.|My printer jams.]
< In the mail today.

> My vitamin D is [12|18|22]. [How much should I take?|Sunshine?]
~ vit d low how much do i take
< 2,000 units a day over the counter, and we recheck in 3 months.

> Urine test came back with "trace blood". [I had my period.|I run a lot.] Matter?
< With that explanation, no. Repeat in 2 weeks to be tidy.

> My heart monitor results? I mailed it back {dur} ago. Haven't had any of the flutters since [by the way|].
< Just in: a few extra beats, harmless. {doc} says no treatment and coffee in moderation.

> The bone density says osteopenia. [My mother broke her hip.|Is that osteoporosis?]
? female 50-95
< It's the step before. Calcium with food, vitamin D, walking. {doc} doesn't want a pill yet.
>> Good, I have enough pills.

> Thyroid is [4.9|5.3|0.3] and the app colors it red. Same dose?
? med:levothyroxine
< {doc} changed it by one step, the new one is at {pharm}. Recheck in 6 weeks.

> I'd rather not see results online before {doc} calls me. [Last time I cried in a parking lot.|Can you turn that
  off?]
< Of course. I noted it: results are held until we've talked to you, up to three days.

> [Pathology|Scan] results are they good? {doc} said [no news is good news|they'd call] but I would like news.
< Fair enough! It's all clear.

> All normal?? Then why [am I still so tired|do I still itch]?
~ all normal but still tired
< Normal is good news, but I hear you. {doc} would like to talk it through, {when} at {time}.

? 65-120
> I received a page of numbers and I do not know what to make of them. Would the nurse be so kind as to explain
  which ones matter?
< Gladly. Three matter for you: kidneys fine, sugar fine, cholesterol good. {doc} is pleased.
>> Thank you, that is all I needed to know.

? carer 65-120
> Did {mom}'s [scan|blood work] come back? {she} asks me every hour.
< It did, all as expected. You can tell {herself} {she} doesn't need another one until next year.

? child
> {child}'s [blood test|lead test|strep culture|allergy test] results? [School needs to know.|Saw a red flag on the
  {lab}.]
~ {child}s results?
< All normal for {child}'s age. The ranges printed there are for adults, that's why it's flagged.
>> ohhh ok. scared me for nothing
<< Sorry about that, it scares everyone.

? child
> {child} is allergic to [peanut|cats|grass, dust, everything] according to the portal. what do we do first?
< {doc} would like to go through it with you, {when}. Nothing changes until then if there were no reactions.
""")

COMMON = parse("""
@ results
@ Re: labs
@ lab results
@ my {lab}
@ labs
@ test results question
@ blood work
>> do I need to repeat it
<< In 3 months, the order is in. No appointment needed.
>> can {doc} call me about it
<< I asked. Expect a call {when} around {time}.
>> And the {lab2}?
<< That one is fine.
>> [makes sense, thank you|ok thats a relief]
""")
