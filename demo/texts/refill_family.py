"""Refills asked for somebody else: a child, a parent grown old."""

from __future__ import annotations

from demo.texts.grammar import parse

SITUATIONS = parse("""
? carer 65-120
> [Hi, this is {given}'s [daughter|son].|I'm writing for my {mother}, {given} {family}.] {she} is [out of|down to
  {left} of] {her} {med}. [{pharm} please.|Can you send it? I pick up {when}.]
> writing for my {mom}. {her} {med} ran out and {she} didn't tell anyone until today
~ {mom} needs {her} {med}
+ I fill {her} pill box on Sundays.
< Thanks for looking after {herself}. The {rx} is at {pharm}.
>> thank you. can i get on {her} account so i dont have to use {her} login?
<< Yes, there's a proxy form in the portal under Family access. We need one signature.

? carer 65-120
> {mom} is confused which ones {she} takes. Could you send us a list with {her} current medicines and refill the
  {med}?
< I refilled it and put the current list in the portal under Documents, large print.
>> the list has {othermed} on it, {she} stopped that ages ago
<< Thank you, taken off.

? child share:3
> {child} needs a refill of the {med}. [{pharm}.|We use {pharm} now.]
> Can I get {child}'s {med} refilled? [School nurse needs one too.|There's maybe {left} days left.|dad's house
  needs one too]
~ refill {med} for {child}
+ [Same dose as before.|The weight from last month should be in the chart.]
< Sent for {child}, with a second one for school.
< Done! {child} is due for a well visit before the next one, shall I look for a time?
>> yes, after school hours if you have any
<< {day} {time}? I put you down, just tell me if it doesn't work.

? child 0-9
> The liquid {med} [tastes awful|leaked in the backpack|got knocked over by the baby] and [{child} won't take
  it|there's none left]. Can you send [another flavor|more|chewables]?
< Poor {child}. I sent it again with cherry flavor, most kids do okay with that.
>> cherry worked!! thanks

? child
> We forgot {child}'s {med} at [grandma's|the hotel|the cousins'] in {place}. Is there any way to get just a few
  days?
< Sent a one-week supply to {pharm}. Insurance may balk, it's around {copay} in cash.

? child 2-17
> Camp starts {when} and they want {child}'s {med} in a new labelled box plus a form. Form attached, due
  [Friday|the {nth}].
< Box is at {pharm} and the form is signed, in the portal under Documents.
""")
