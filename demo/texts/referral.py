"""Referrals: asking for one, chasing one, what insurance says about one."""

from __future__ import annotations

from demo.texts.grammar import parse

SITUATIONS = parse("""
> [Could|Can] {doc} refer me to {specialty}? [It's for my {part}.|We talked about it at my last visit.|My insurance
  wants one.]
~ referral to {specialty} pls
+ [{ins} needs it before the {nth}.|I'd like someone close to home.]
< Referral to {specialty} is in. They should call you within a week; their desk is at {phone}.
< {doc} agrees and signed it today. {ins} takes about 3 days to approve.
>> [they have not called|No call yet, it's been over a week]
<< I called them: they had a wrong number for you. Now they have {phone2}, and a note to call today.

> I [called|tried calling] {specialty} and they [don't have|never got] the referral. [This is the second time.|Can
  you fax it again? {phone}]
~ they never got the referral
< Faxed again to {phone} with a confirmation, and I spoke with a person there. Please try again after lunch.
>> [They have it now.|got through, appt is {when}]

> {spec}'s first opening is in [{num} months|the fall]. [Is there anyone sooner?|Can {doc} call them?|Is that
  really how it is?]
~ {num} month wait for {specialty}!!
< It's long everywhere. {spec2} across town sees people in about 3 weeks, want me to send it there?
>> yes please send to {spec2}
<< Sent. {phone}, ask for new patient scheduling.

> {ins} says {spec} is [out of network|not in my plan]. [Who is?|Please send me to somebody who takes it.] It's for
  my {part}.
< {spec2} takes {ins}. I changed the referral, same reason.

> My referral to {specialty} [expired|ran out] and I have an appointment {when}. Can you [renew|extend] it?
~ referral expired, appt {day}
< Extended for another 12 visits, through the year.

> How many visits does my referral to physical therapy have left? They say {num} but I thought 12.
< You have {num} left. {doc} can ask for more after the next progress note.
>> PT says I need more for sure
<< Then they send us the note and we'll ask {ins}.

> I'd like a second opinion about my {part}. [Nothing against {spec}.|{spec} wants to operate.] Is there somebody
  you trust?
~ second opinion on {part}
< That's completely reasonable. {doc} suggests {spec2}. I sent the images along.

> The [eye doctor|foot doctor] needs a note that I'm diabetic so that {ins} pays. Fax {phone}.
? prob:diabet
< Sent with your last A1c.

> I saw {spec} {day}. [Did you get the notes?|They were supposed to send you a letter.] They want [an MRI|blood
  work|me to start something new].
~ did you get the letter from {spec}
< It came in this morning, {doc} is reading it. We'll write you about the next step by {day2}.
>> thanks, they said the MRI should be before the {nth}
<< Order is in, imaging will call you.

> {spec}'s office wants my [last labs|records|EKG|x-rays] before they'll book. Fax {phone}.
~ send records to {spec}
< Sent, {num} pages. They can call our records desk if anything is missing.

> Do I need a referral for [a counselor|an OB|the chiropractor|acupuncture|a dietitian]? {ins}.
~ need referral for counselor?
< With {ins} you don't, you can book directly. A list is in your documents.
< For that one yes. {doc} signed it just now.

> Could you refer me to a different [physical therapist|{specialty}]? [We didn't click.|Their office is rude.|It's
  an hour drive.]
< Of course. There's one on {street} with good reviews from our patients. Sent.

> [What's the name of|Who was] the [skin|back|heart] doctor {doc} mentioned? I lost the paper.
< {spec}, {phone}.
>> thats the one!

> Home physical therapy was supposed to start {day} and nobody came. [The agency says no order.|{phone} just rings.]
< I'm sorry. The order is resent and they promise to call you today.

> {specialty} says I need [a new x-ray|an ultrasound] before the visit {when}. Can {doc} order it?
< Ordered at the imaging center, walk in any weekday.

> Is the sleep study still on? {ins} [denied it|wants more information]. [I snore like a train, ask my wife.]
~ sleep study denied?
< {doc} did a call with their doctor and it's approved as a home test. They mail you the device.
>> [ha ok|fine by me]

> I need a referral for [hearing aids|a hearing test]. [The TV is at 60.|My wife says it's urgent, I say what?]
< Referral to audiology is in, they're quick: usually two weeks.

> No longer need the referral to {specialty}, [it went away|I found someone]. You can close it.
~ dont need the {specialty} referral anymore
< Closed, thanks for letting us know.

> They wrote the wrong side on the referral. It's the {side} {part}!!
~ its my {side} {part} not the other one
< Thank you for catching that. Corrected and resent.

> My brother was told [colon cancer|a heart problem] runs in the family, do I need [genetic counseling|the heart
  specialist]? I feel fine.
< Worth a talk. {doc} put in the referral, bring what you know about relatives and ages.

> can my referral for {specialty} be at the [hospital|main campus] instead? closer to the bus
< Changed. They're in building B, third floor.

? 60-120
> {doc} mentioned somebody who could help with [balance|my feet]. I would be grateful for the name and telephone
  number once more.
< {spec} at {phone}. I let them know you will call, {title} {family}.

? carer 65-120
> Could {mom} get a referral for [a home health aide|a walker|a memory evaluation|the falls clinic]? {she} lives
  alone and it's getting hard.
< Yes. {doc} signed the order today and the agency will call you, not {herself}, if you prefer.
>> call me please {phone}
<< Noted.

? child
> {child}'s [teacher|daycare|dentist] says we should see {specialty}. [Do you agree?|Can {doc} refer us?]
~ {specialty} referral for {child}
< {doc} agrees. Their wait is about {num} weeks, ask to be on the cancellation list.
>> on the list, thanks. anything we can do meanwhile?
<< I put a few home exercises in {child}'s documents.

? child
> Still waiting on the referral for {child} to {specialty}. {dur} now and [no call|they say it's "in review"].
< It was stuck with insurance. Approved this morning, call them at {phone}.

? child
> The [specialist|ENT] wants {child}'s growth chart and shot records. fax {phone}
< Faxed both.
""")

COMMON = parse("""
@ referral
@ Referral question
@ {specialty}
@ specialist
@ re: referral
>> What's their number again?
<< {phone}.
>> insurance says they need more info from you
<< Sent today. They have up to 3 days to answer.
>> got an appointment for the {nth}!
<< Great, we'll look out for their letter.
>> does {ins} cover it?
<< The visit yes. Ask them about a copay when you book.
""")
