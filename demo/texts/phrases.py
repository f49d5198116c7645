"""What stands around the matter itself: greetings, small talk, signatures, nudges, thanks."""

from __future__ import annotations

GREETINGS = (
    "Hi", "Hello", "Hi there", "Good morning", "Hi {doc}", "Hello {doc}", "Hey", "Hi everyone", "Good afternoon",
    "Hi team", "hi", "hello", "Hi, it's {given}", "Hi this is {given} {family}", "To the nurse", "Morning",
    "Good evening", "Dr. [Patel|Reed|Rahman|Nair]", "Hi, {given} {family} here", "Hello again", "Hey there",
)  # fmt: skip
POLITE_GREETINGS = (
    "Dear {doc}", "Good morning", "Dear Doctor", "Dear nurses", "To whom it may concern", "Good afternoon",
    "Dear {doc} and staff", "Dear friends at the clinic", "Good day",
)  # fmt: skip
OPENINGS = (
    "Hope you're all [doing well|having a good week|surviving the rain|keeping warm].",
    "Sorry to bother you again.",
    "Not sure if this is the right place to ask.",
    "I hope this gets to the right person.",
    "I tried calling but [was on hold {num}0 minutes|nobody picked up|the line was busy].",
    "Quick question.",
    "I'll keep it short.",
    "Me again!",
    "I know you're busy.",
    "Thank you for seeing me {day}.",
    "Long time no see.",
    "Two things.",
    "I wasn't sure whether to call or write.",
    "I meant to ask at my visit and forgot.",
    "First of all thank you for the [quick answer|kind words] last time.",
    "My {num} minutes with the phone menu are over, so I'm writing.",
)
TANGENTS = (
    "The weather hasn't helped, everything aches when it [rains|turns cold].",
    "I started walking again, just around the block, but it's something.",
    "The dog needed surgery too so it's been an expensive month.",
    "[We're still unpacking boxes from the move.|We're redoing the kitchen so I eat standing up.]",
    "My sister-in-law is staying with us, that's a story for another day.",
    "I was going to ask about this last time but then we got talking about the garden.",
    "I've been trying to eat better, mostly. {day} was pizza.",
    "They changed the bus route so now it takes me an hour to get to you.",
    "I lost the paper you gave me, it's probably in the car with everything else.",
    "Our old doctor used to do this by phone but I guess that's how it is now.",
    "I told {relative} about you and she may switch to your clinic.",
    "Sorry if I already wrote about this, the app logged me out and I don't know if it sent.",
    "My {spouse} says I worry too much and he's probably right.",
    "I'm at {phone} most days, after {time} is best because of the [bus|kids|shift].",
    "The new receptionist was very sweet, please tell her.",
    "I'm typing this on my phone at the laundromat.",
    "I went to {place} for a week and ate everything.",
    "The car needed a new transmission and that was the vacation.",
)
TANGENTS_WORKING = (
    "Work has been crazy, they cut half the team.",
    "I start a new shift {day} so it gets harder to call during the day.",
    "It's [finals|moving|inventory] week so I'm a bit all over the place.",
    "I'm on my break so I have to be quick, {num} minutes left.",
    "My boss counts every minute I'm on the phone.",
    "Between daycare and work there isn't much left of a day.",
)
TANGENTS_OLDER = (
    "We had the grandkids over all week so the house is upside down.",
    "I retired in [June|the spring] and somehow have less time than before.",
    "The tomatoes came in well, I'll bring you some.",
    "My daughter set this up for me on the computer so I hope I'm doing it right.",
    "Bridge club had {num} tables {day}, so I can't complain.",
    "It has been quiet in the house since my {spouse} passed.",
    "My eyes are not what they were, so forgive the mistakes.",
    "The senior van was late again {day}.",
)
BACK_AGAIN = (
    "Hi again,", "Thank you.", "ok thanks,", "Thanks,", "ok", "Hi,", "Sorry, me again.", "Great.", "ok great",
    "Thanks for the quick answer.", "Hello,", "Hi {day} is fine by the way.", "Got it.", "Hmm.", "So",
)  # fmt: skip
AFTERTHOUGHTS = (
    "Thanks again", "thx", "Sorry for all the questions.", "Please let me know", "Just wondering.", "{given}",
    "No rush.", "Thank you!", "I'm home until {time}.", "asking for next week", "appreciate it", "Have a good {day}!",
)  # fmt: skip
CLOSINGS = (
    "Thanks!", "Thank you.", "Thanks so much.", "Thank you for your help.", "Thanks in advance.", "Please let me know.",
    "Let me know if you need anything else from me.", "You can reach me at {phone}.", "Call me at {phone} if easier.",
    "Appreciate it.", "Have a good [day|weekend|one].", "No rush.", "Whenever you get to it.", "ASAP please.",
    "Thank you for all you do.", "Please advise.", "Best time to call is after {time}.", "God bless.", "ty!",
    "Text is fine, {phone}.", "Thanks a million.", "I'd appreciate a quick answer.", "Many thanks", "Cheers",
)  # fmt: skip
POLITE_CLOSINGS = (
    "Thank you very much for your time and trouble.",
    "With kind regards,",
    "I remain grateful for your good care.",
    "Please forgive the long letter.",
    "Should you wish to telephone, I am at {phone}, mornings are best.",
    "Thank you kindly.",
    "I look forward to hearing from you at your convenience.",
)
SIGNATURES = ("{given}", "{given} {family}", "- {given}", "{given} [A.|B.|J.|M.|]", "{title} {family}", "-{family}")
PARENT_SIGNATURES = ("{given}, {child}'s mom", "{given} ({child} {family})", "{child}'s parent, {given}", "{given}")
PHONE_SIGNATURES = ("Sent from my iPhone", "Sent from my iPhone", "Sent from my Galaxy", "sent from my phone")
ALSO = (
    "Also forgot to say, [I'm off {day}|my new number is {phone}|I'm only home after {time}].",
    "Sorry, one more thing: {pharm} closes at {time} on {day}.",
    "Hello? [Just checking you got this.|Did you see my message?]",
    "just following up on this",
    "Hi, any update? [I wrote {few} days ago.|Wrote on {day}.]",
    "Checking in again. [Thanks|No answer so far.]",
    "[oops|sorry] hit send too early, meant to say [thanks|thank you|I'm off {day}]",
    "[Anyone there?|Hi, still waiting on this.] {phone} is my number.",
    "Second message about this. [I know it's a busy week.|First one was {day}.]",
    "[any update|any news] [on this|on the below|yet]?",
)
THANKS = (
    "thank you!!", "Thank you!", "Thanks so much, [you're the best|appreciate it|that helps].", "ok thanks",
    "Perfect, thank you.", "great ty", "Thank you [for the quick reply|for getting back to me|for your help].", "Ok",
    "will do, thanks", "Got it, thank you [so much|].", "Thanks, have a nice [day|weekend|evening].", "👍",
    "You guys are great. Thanks.", "ok sounds good", "Much appreciated.", "Wonderful. {given}", "Thx",
)  # fmt: skip
ANYTIME = (
    "You're welcome!", "Anytime.", "Happy to help.", "You're very welcome, take care.",
    "Glad that's sorted. Have a good [day|weekend].", "Of course. Write whenever you need us.",
)  # fmt: skip
STAFF_GREETINGS = (
    "Hi {given},", "Hi {given},", "Hello {given},", "Good morning {given},", "Hi {title} {family},", "{given},",
    "Hello {title} {family},", "Good afternoon {given},", "Hi {given}!",
)  # fmt: skip
STAFF_OPENINGS = (
    "Thanks for your message.", "Thank you for writing.", "Thanks for letting us know.", "Sorry for the wait.",
    "Thanks for your patience.", "I looked into this for you.", "I checked with {doc}.", "Thanks for asking.",
)  # fmt: skip
STAFF_CLOSINGS = (
    "Let us know if anything changes.", "Take care.", "Write back if you have questions.", "Have a good [day|weekend].",
    "Call us at 555-01[00|40] if you need us sooner.", "Thanks!", "Be well.", "Anything else, just reply here.",
    "Have a nice [evening|afternoon].", "Harbor Clinic nursing", "Front desk, Harbor Clinic",
    "I'm at the desk until {time} if you want to call.", "Enjoy your {day}!", "We're here until 5.", "All the best.",
    "Talk soon.", "See you next time.", "Harbor Clinic",
    "You can also call 555-0100, [option 2|and ask for the nurse].",
    "Have a good rest of the week.", "Warmly, your [nurse team|care team]", "Take good care of yourself.",
)  # fmt: skip
TEEN = ("hey", "hii", "yo", "hi um", "hey so", "ok so", "hiya", "heyy")
TEEN_ENDS = (
    "lol",
    "thx",
    "idk",
    "tysm",
    "ty!!",
    "lmk",
    "pls n thx",
    "k bye",
    "my mom said to ask",
    "no worries if not",
)
VAGUE_SUBJECTS = (
    "question", "Question", "hi", "Hello", "(no subject)", "quick question", "help", "Re: visit", "msg for {doc}",
    "For {doc}", "QUESTION", "please read", "Hi", "follow up", "Re:", "sorry to bother", "nurse", "2 things",
)  # fmt: skip
RISK_SUBJECTS = ("chest", "breathing", "not feeling right", "pain", "URGENT", "emergency?", "worried", "symptoms")
PREGUNTAS = (
    "pregunta", "Pregunta", "hola", "Hola", "(sin asunto)", "consulta", "ayuda", "buenas tardes", "PREGUNTA",
    "Re: cita",
)  # fmt: skip
