"""Tests: ordering, preparing, where to go, what they cost."""

from __future__ import annotations

from demo.texts.grammar import parse

SITUATIONS = parse("""
> Do I have to fast for the blood work {when}? [Nobody said.|And is coffee ok?|I get shaky if I don't eat.]
~ fasting for labs?
< Yes, 10 hours, water is fine. Come early and bring a snack.
< Not for these. Eat as usual.
>> does black coffee break it
<< Black is fine, no sugar or cream.

> Where do I go for the labs? [Harbor or Hillside?|The place on {street} closed.] [Do I need an appointment?]
~ where do i go for labs
< Walk in at Harbor, 7:30 to 11:30. The order is in the computer.

> {doc} was going to order [a thyroid test|a vitamin D|an A1c|a liver test] but the lab has [no order|nothing]. I'm
  [standing here|going {when}].
~ lab says no order
< Sorry! It's there now. Ask them to refresh.
>> they see it thanks

> Could {doc} add [iron|vitamin D|B12|a testosterone|thyroid] to my blood work {when}? [Since they poke me
  anyway.|My hair is falling out.]
~ add vit d to my labs?
< Added. {ins} may not pay for that one, about {copay}.

> What's the prep for my colonoscopy {when}? I [lost the sheet|threw it out with the junk mail]. [Do I stop the
  {med}?]
? 45-85
~ colonoscopy prep sheet
< It's in your documents again. Clear liquids from the day before, and please keep taking your usual pills unless
  the sheet says otherwise.
>> is green jello ok
<< Green yes, red no.

> How much will the [MRI|CT|ultrasound] cost me with {ins}? [Is there somewhere cheaper?|I have a deductible.]
~ mri cost?
< At the hospital about {amt}, at the imaging center on {street} roughly half. I can move the order.
>> move it please
<< Moved, {phone} to book.

> I'm [claustrophobic|scared of small spaces]. Can I get something for the MRI {when}, or an open one?
~ mri - need something for nerves
< {doc} sent one pill to {pharm}. Someone has to drive you. They also have an open machine, slower but roomy.

> Lab couldn't [find a vein|draw me] {day}, {num} tries. [Black and blue.|I didn't drink enough.] Do I have to go
  back?
< Oh no. Yes, but drink two big glasses before and ask for our phlebotomist on {day2}, she's the best.
>> She got it first try!!

> I need a TB test for [work|nursing school|volunteering]. [By the {nth}.|The blood one is fine.]
~ tb test for work
< Blood test, no need to come back for reading. Walk in any morning.

> Is it time for my [mammogram|bone density|chest CT|aortic ultrasound] yet? [The app says overdue.|My sister just
  had hers.]
~ am i due for mammogram
< You are, since [last month|the spring]. Order is in, they'll call, or {phone}.

> The urine cup you gave me [leaked|has no label]. [Can I use a jar?|Do I need a new one?]
~ need new cup
< Please get a fresh one at the desk, and within two hours back to us.

> Does the [heart monitor|Holter] get wet? I sweat a lot at [work|the gym]. How long do I keep it?
< 7 days, quick showers are okay, no swimming. If it falls off, tape it and write down when.
>> day 3 and itchy
<< Normal. A bit of lotion around, not under.

> I got a letter that my lab test was "not covered", {amt}. You ordered it. [What now?]
< It needed another code. {doc} corrected it and they'll run it again, don't pay yet.

> Can I do my labs at [the place near my work|the hospital|{place}] instead? [I'm there until the {nth}.]
< Yes, tell me the name or fax and I'll send the order.
>> fax {phone}
<< Sent.

> I just had labs at {spec}'s. Do I have to do them AGAIN for you?
~ already had labs at {spec}
< Not if we get them. I asked their office for a copy.

> Which blood tests do I need before my visit {when}? The app lists {num} orders, some from [last year|2 years ago].
< Just the ones with this month's date. I deleted the old ones.

> Taking [biotin|an antibiotic|a cold medicine], will that mess up the test {when}?
< Stop biotin two days before. The rest doesn't matter.

> I'd like an STD check. [No symptoms.|New relationship.] Can I do that without [a visit|it showing on my parents
  insurance]?
? 17-60
~ std test without visit?
< Yes. Order is in, walk in at the lab. Ask the desk about the confidential billing form.

> Do you do [allergy tests|food sensitivity tests|hormone levels|the gene test from TV]? My [coworker|sister] had
  it and it changed her life.
< Not that one, and {doc} isn't convinced it helps. Happy to talk about what bothers you though.

> Stress test {when}: what do I wear, can I take my {med}? [I can't run with this {part}.]
~ stress test, take {med}?
< Comfy shoes, no caffeine for 24 hours. {doc} says take the pill as usual. If you can't run, they use a medicine
  instead.

> EKG before surgery, do I do that with you? They need it by the {nth}. No symptoms, just for the surgeon.
< Yes, nurse visit {when} at {time}, 10 minutes.

> can i get tested for [covid and flu|strep] at your place w/o seeing doctor, need it for [work|the cruise]. feel
  fine
< Yes, drive-up behind the building, 8 to 10. Result the same afternoon.

> how long till results after the test {when}
< Blood a day or two, imaging up to four.

? 65-120
> The young lady said to do the stool cards over three days. [I have done two.|The instructions are very small.]
  Does it matter if one is late?
< Not at all, a few days late is fine. Use the envelope that came with it.

? female 18-50
> Could you order a pregnancy blood test? [Home one was positive!|Home test is unclear.] No pain or bleeding or
  anything.
~ preg blood test?
< Congratulations, maybe! The order is in, walk in tomorrow, result the same day.
>> positive!!!
<< Congratulations! First visit {when} at {time}?

? carer 65-120
> Can someone come to the house to draw {mom}'s blood? Getting {herself} into the car takes two of us.
< Yes, the home lab comes {when} in the morning. They'll call you first.

? child
> Does {child} need blood work at the check up? I have to prepare {child}, last time was [a circus|screaming].
~ does {child} need blood drawn
< Just a finger prick this time. We have numbing cream, come 20 minutes early.
>> you guys are the best

? child
> {child}'s [lead|allergy|celiac] test, do we do that with you or at the hospital? Any fasting?
< At our lab, no fasting. Mornings are quietest.
""")

COMMON = parse("""
@ labs
@ blood test
@ lab order
@ test question
@ question about test
@ MRI
>> Do I need an appointment for that?
<< No, walk in. Mornings are quickest.
>> they close at noon, I work
<< Hillside draws until 5 on Thursdays.
>> done, {day}
<< Thanks! Results come to the portal.
>> how long do results take?
<< Two days as a rule.
""")
