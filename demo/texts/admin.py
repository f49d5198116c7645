"""Forms, letters, bills, records and the portal itself."""

from __future__ import annotations

from demo.texts.grammar import parse

SITUATIONS = parse("""
> I got a bill for {amt} [for my visit {when}|from {few} months ago]. [My insurance should have covered it.|I
  already paid at the desk.|What is this for?]
~ bill for {amt}???
+ My plan is {ins}.
< It went out before {ins} answered. I sent it to them again, please don't pay until you get a new one.
< You're right, you paid on the {nth}. I applied it and your balance is zero. Sorry for the scare.
>> [so I can throw it away?|I can ignore the letter?]
<< Yes, put it in the recycling.

> My heart sinks every time I see an envelope from you. {amt} for [a 10 minute visit|a shot]? [Can I pay it off
  slowly?|Is there a payment plan?]
@ bill
< I understand. We can split it in [4|6] parts without interest. Shall I set that up?
>> Yes please, {copay} a month
<< Done, the first is due on the {nth}.

> This bill almost gave me a heart attack. {amt}!! [Please check it.|I think it's the wrong person.]
< I see what happened, it was coded as a new patient. Corrected, your part is {copay}.
>> much better thank you!!

> My insurance changed to {ins}, [ID card attached|do you need the card]. Starts the {nth}.
~ new insurance {ins}
< Got it, thank you. It's in your account and I'll rerun the last visit with it.

> I moved. New address: {street}, [apt {num}|]. Phone is [the same|now {phone}].
~ new address {street}
< Updated both. Welcome to the neighborhood.

> Can I get a [work note|letter for work|note for my boss] for [{day} and {day2}|my appointment {when}]? [HR wants
  it by tomorrow.|They need it on letterhead.]
~ work note for {day} pls
< It's in your documents, signed.
>> Could it not mention why?
<< It only says you were seen, no reason given.

> Attached are FMLA papers. Due back by the {nth}. [Pages 3 and 4 are yours.|Fax to {phone}.] [For my {part}.|To
  take care of my mother, she had a stroke in the spring and is in rehab.]
~ fmla forms, due the {nth}
< Received. Forms take up to 7 business days, yours will make it.
< Filled, signed and faxed. A copy is in your documents.
>> they say question 6 is blank
<< Fixed and refaxed.

> I need a [jury duty|gym|airline|housing|support animal] letter. [My {part} won't let me sit that long.|They only
  accept it from a doctor.]
< {doc} wrote it, it's in your documents. If they want another wording, tell us.

> [Can|Could] you send my records to {spec}? [I signed the form at the desk.|Whole chart please.|Just the last two
  years.]
~ records to {spec} pls
< Sent electronically today.
< We need one more signature for that. The form is in your portal under To do.

> I can't [log in|get into the portal] from my [new phone|laptop]. [It keeps sending the code to my old
  number.|Says locked.] My [wife|daughter] is helping me write this, so please call {phone}.
~ code goes to my old number
< I changed the number after checking with you by phone. The code should come to the new one.

> How do I [add|give access to] {relative} on my portal? [For appointments only, not the whole chart.]
< Family access in the menu, then choose what they may see. They get an invitation by email.
>> done, she got it

> My name is [spelled wrong|wrong] in your system. It's {family}, {given} {family}. [The pharmacy can't find me
  because of it.]
~ name spelled wrong
< So sorry. Corrected here, labels and portal will follow tonight. Please bring your ID next time.

> My date of birth is off by a [day|year] in the portal. How do I fix that?
< We need to see an ID for that one. Bring it to the desk or upload a photo under Documents.

> Do you take {ins}? [Open enrollment ends {when}.|My job is switching.]
~ do u take {ins}
< We do. The basic plan has us as out of network though, so check the name on the card.

> What are your hours [over the holidays|on Saturdays] and is the lab open too?
~ hours saturday?
< 8 to 12 on Saturdays, lab until 11:30. Closed on holidays.

> I was charged [a copay twice|two copays], {copay} each, same day. My card ends in {card}.
~ charged twice
< I see both. One is refunded, 3 to 5 days until it shows on the card.
>> got the refund thx

> Can you resend the itemized receipt for [last year|my HSA|taxes]? All visits.
~ receipts for taxes
< It's in the portal under Billing, "yearly statement". I also mailed a copy.

> My handicap placard expires [this month|the {nth}]. Form attached, the doctor's part is on the back.
~ handicap placard form
< Signed, you can pick it up at the desk any day.

> I left my [glasses|umbrella|sweater|cane] in the [waiting room|exam room] {day}. [Blue case.|Green.] Did anyone
  find it?
~ left my glasses there?
< We have it! It's at the front desk with your name on it.
>> oh thank goodness
<< See you soon.

> I want to [compliment|say thank you to] the nurse who [drew my blood|called me back] {day}. She was so kind to me
  and I never got her name.
@ thank you
< You made somebody's day. I passed it on to the whole team.

> I want to file a complaint. I waited [an hour and 20 minutes|over an hour] {day} and then had {num} minutes with
  {doc}. [Nobody said sorry.|My meter ran out too.]
@ Complaint
< I'm sorry, that isn't how it should be. I'm the manager's desk here and she would like to call you. Is {phone}
  right?
>> yes after {time}
<< She'll call today.

> Please take me off the [text reminders|emails], I get {num} for every visit.
~ too many texts
< Done: one text the day before, nothing else.

> The [school|gym|insurance] wants proof of my [vaccines|shots]. Where do I find it?
~ where are my vaccine records
< Portal, Health record, Immunizations, then Print. I put a PDF in your documents too.

> Life insurance people will send you a form about me. Please fill it in quickly, they [hold the policy|are calling
  me daily]. From {ins}.
< It arrived {day} and went back signed yesterday.

? 60-120
> I would like to give you my [living will|health care proxy]. Where do I send it? I wish my {kin} to decide if I
  can't.
< Thank you for thinking ahead. Upload a photo under Documents, or bring it along and we copy it.

? carer 65-120
> I have power of attorney for my {mother}, {given}. What do you need so I can [talk to you about {her} bills|use
  the portal for {herself}]?
< A copy of the paper and your ID. You can upload both here, and the front desk turns it on within a day.
>> uploaded
<< Got it, you should see {her} chart now.

? child
> {child}'s [school|camp|daycare] form is due {when}, [attached|I dropped it off {day}]. [Shots and physical.|Needs
  a stamp.]
~ school form {child}
< Filled and signed, in {child}'s documents. The original is at the desk.
>> they want it on the yellow paper..
<< Of course they do. Yellow one is at the desk too.

? child
> Need {child}'s shot record for [kindergarten|the new daycare|summer camp|college]. Today if at all possible!!
~ shot record {child}
< It's under {child}'s Immunizations, Print. I also emailed you the link to it.

? child 12-17
> {child} turned {cage} and I can't see [labs|messages|anything] any more in the portal. Why? I'm the parent
< At a certain age parts of the record become private by law. You still have appointments and billing. {doc} is
  glad to explain.

? child
> Dad and I are divorced and he needs his own login for {child}. How
< He can ask for it himself in the portal under Family access. We check the custody paper, two days at most.
""")

COMMON = parse("""
@ billing
@ form
@ question
@ Bill
@ paperwork
@ insurance
@ portal
@ re: statement
>> it still shows on my account
<< It takes a night to update. If it's there on {day}, write me.
>> who do I talk to about this by phone
<< The billing desk, {phone}, 8 to 4.
>> [found it, thank you|ok I see it now]
>> Can you mail it? My printer died
<< In the mail today to {street}. Is that still right?
""")
