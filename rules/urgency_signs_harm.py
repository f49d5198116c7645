"""Words of harm from allergy and poison, English and Spanish. Data only."""

from __future__ import annotations

ALLERGY_SIGNS = {
    "allergen": (
        "stung, sting, stings, bee, wasp, hornet, ate, eating, eaten, crab, lobster, clam*, scallop*, fish, tree "
        "nut*, pistachio*, pecan*, hazelnut*, granola bar, new (pill|medicine|med|antibiotic|medication|drug|shot),"
        " keflex, cephalexin, cipro, sulfa, ibuprofen, naproxen, aspirin, zpack, z pack, azithromycin, doxycycline,"
        " clindamycin, augmentin, flu shot, allergy shot, iv contrast, lisinopril, benazepril, enalapril, ramipril,"
        " losartan, entresto, kiwi, mango, strawberr*, soy, fire ant, hair dye, picadura, pico, nuez, comio, comi, "
        "took, tome, first dose, bug bite, bitten, jellyfish, dose, levaquin, levofloxacin"
    ),
    "throat_odd": (
        "throat (feels |is |feeling |started |getting |getting so |itch*|tickl*|was |gets |closing|swelling|so |"
        "really )(funny|weird|scratchy|itchy|itching|thick|tight|tighter|tightening|full|swollen|swelling|closing|"
        "strange|odd|lumpy|small|narrow|off|tingly|raw|hot|puffy|shutting|squeez*), lump in (my|his|her) throat, "
        "voice (is |sounds |is getting |getting |went |)(changing|hoarse|raspy|weird|funny|gone|different|muffled|"
        "squeaky|scratchy|croaky), hoarse, cant swallow, hard to swallow, trouble swallowing, garganta (cerrad*|"
        "apretad*|rara|inflamad*|hinchad*), se (me|le) (esta |)(cierra|cerrando) la garganta, wheez*, cant breathe,"
        " hard to breathe, trouble breathing, harder to breathe, tight chest, chest (is |feels |)tight*, le cuesta "
        "(respirar|tragar), me cuesta (respirar|tragar), no puede respirar, no puedo respirar, voz ronca, coughing,"
        " pass out, passing out, passed out, faint*, drool*, vomit*, threw up, throwing up, puk*, dizzy, "
        "lightheaded, falta el aire, falta de aire, tongue, short of breath, gagging, clearing (my|his|her) throat,"
        " feeling of doom, tongue (is |feels |)(thick|tingl*|itch*|fat|big|swell*), silbido, silba, desmay*, mareo,"
        " mareada, mareado"
    ),
    "skin_breaks": (
        "hives, welts, itching, itchy, itches, itch, rash, ronchas, red all over, covered in, broke out, breaking "
        "out, flushed, red bumps, swelling, swollen, swelled, puffy, puffing up, puffed up, blowing up, blew up, "
        "hinchad*, hincha*, hincho, hinchando, urticaria, blotch*, splotch*, comezon, puffs, fat lip, stung, sting,"
        " splotchy, like a tomato"
    ),
    "face_bits": (
        "lip, lips, tongue, face, throat, mouth, labio, labios, lengua, cara, garganta, boca, eyelids, cheeks, jaw,"
        " neck, uvula, eyes"
    ),
    "swelling_now": (
        "swell*, swollen, swole*, puff*, blew up, blowing up, blown up, balloon*, huge, giant, twice (the|its) "
        "size, twice as big, double (the|its) size, three times, fat, thick, hincha*, hinchad*, hincho, inflamad*, "
        "bigger, enormous, like a (balloon|sausage), like sausages, duck lips, getting big, closing"
    ),
    "tongue_throat": "tongue, throat, lips, lip, lengua, garganta, labios, uvula, mouth, labio",
    "ace_pill": (
        "lisinopril, benazepril, enalapril, ramipril, captopril, quinapril, losartan, entresto, ace inhibitor, "
        "valsartan, lisinipril"
    ),
    "epi_used": (
        "(used|gave|given|giving|did|took|hit|stuck|jabbed|injected|administered) (my|the|his|her|him|him the|her "
        "the|him his|her her|an|a|one|himself|myself|herself|two|him an|her an|the second|second)* (epi|epipen|"
        "epinephrine|auvi), epi pen (didnt|isnt|wore)*, epipen (didnt|isnt|wore|wearing)*, (after|since) (the|his|"
        "her|my|an) (epi|epipen), second epipen, le puse (el|la) (epipen|epinefrina|adrenalina)"
    ),
    "epi_word": "epipen, epi, epinephrine, epinefrina, auvi",
    "skin_peels": (
        "skin (is |are |has |started |keeps |just |)(peel*|coming|slough*|sliding|falling|blister*|melt*), peeling "
        "skin, peel* off, peeling in sheets, skin comes off, blisters all over, blistering all over, se (me|le) "
        "(cae|esta cayendo|pela) la piel, sheets of skin, raw skin, skin hurts"
    ),
    "mouth_sores": (
        "mouth (is |)(sores|ulcers|blisters|raw|full of)*, mouth, lips, sores in (my|his|her), blisters in (my|his|"
        "her), blistered lips, lips blistered, eyes, eyes (are |)(red|burning|crusty|raw), genitals, private*, "
        "boca, ojos, labios"
    ),
    "drug_word": (
        "antibiotic*, lamotrigine, lamictal, bactrim, sulfa, allopurinol, phenytoin, dilantin, carbamazepine, "
        "tegretol, new (med|medicine|pill|medication|drug), medicine, medication, meds, amoxicillin, penicillin, "
        "keflex, cephalexin, cipro, doxycycline, ibuprofen, naproxen, drug, pill, pills, prescription, medicina, "
        "amoxicilina, antibiotico, minocycline, modafinil, prednisone, gabapentin, losartan, zpack, azithromycin"
    ),
}

POISON_SIGNS = {
    "danger_drug": (
        "heart (medicine|medication|pill|pills|med|meds), oxy, oxys, oxycodone*, percs, percocet*, xans, norcos, "
        "vicodin*, tramadol*, hydrocodone*, methadone, suboxone*, klonopins, ativans, valiums, ambiens, seroquel, "
        "quetiapine, clonidine, sleeping (pill|pills|meds), sleep (pills|meds), pain (pills|killers|meds), "
        "painkillers, diabetes (pill|pills|meds|medicine), glipizides, glyburide*, glimepiride, insulin*, digoxin, "
        "bp (pills|meds), blood pressure (pill|pills|medicine|meds|medication), seizure (pills|meds), muscle "
        "relaxers, flexeril, nifedipine, carvedilol, propranolol, diltiazem, verapamil, humalog, novolog, lantus, "
        "warfarin*, blood thinner*, pastillas de la presion, pastilla de la presion, pastillas del corazon, "
        "pastilla del corazon, insulina, lithium, litio, colchicine, morphine, fentanyl*, heroin, benzos, opioid*, "
        "methotrexate, flecainide, theophylline, buspirone, wellbutrin, bupropion, amitriptyline, nortriptyline, "
        "adderall*, vyvanse, concerta*, ritalin*, fent, pain patch, fentanyl patch"
    ),
    "extra_word": (
        "extra, too many, too much, double, doubled, twice, two of, both, whole bottle, whole bunch, bunch of, "
        "handful, all of, all my, all her, all his, several, a second, again by, triple, three times, tripled, more"
        " than (i|he|she|prescribed|the), dos veces, de mas, doble, muchas, demasiad*, todas, todo el frasco, ten "
        "times, 10 times, instead of, wrong, full bottle, two doses, 2 doses, three doses, 3 doses, four, five, "
        "six, week worth, mistook, mixed up"
    ),
    "took_it": (
        "took, taken, taking, swallow*, ate, eaten, gave, given, drank, drunk, injected, inyect*, dosed, downed, "
        "popped, shot up, snorted, tomo, tome, trago, comio, got into, got ahold of, got hold of, chewed, licked, "
        "chugged, sipped, gulped, bebio, tragado, tomado, ingest*, sucked on, huffed, sniffed, put in his mouth, "
        "put in her mouth, bit into, eating, drinking, administered, se metio a la boca, stuck on, le di"
    ),
    "kid_word": (
        "toddler, baby, son, daughter, child, kid, kids, infant, twins, boy, girl, little one, year old, yr old, "
        "month old, months old, mo old, grandchild, grandbaby, grandson, granddaughter, nephew, niece, 2yo, 3yo, "
        "4yo, 18mo, 2 yo, 3 yo, hijo, hija, nino, nina, nieto, nieta, bebe, ninito, chiquito, chiquita, crawler, "
        "teen, teenager, preschooler, my (1|2|3|4|5) y o, he, she"
    ),
    "pet_pills": (
        "(dog|cat|dogs|cats|pet|puppy) (heart |arthritis |flea |pain |seizure |thyroid |heartworm |)(medicine|"
        "medication|pill|pills|meds|med|chew|chews|treat*|drops|tablet*), (medicine|medication|pill|pills|meds|"
        "tablet|chew) (for|of) (the|our|my) (dog|cat), rimadyl, carprofen, bravecto, nexgard, heartgard, apoquel, "
        "vet (medicine|meds|pills), pastillas del perro, medicina del perro, medicina de perro"
    ),
    "household": (
        "cleaner*, cleaning, bleach, detergent, pod, pods, antifreeze, drano, draino, drain opener, lamp oil, "
        "lighter fluid, gasoline, gas, kerosene, pesticide*, bug spray, rat poison, mouse poison, rat bait, roach, "
        "weed killer, fertilizer, nail polish remover, acetone, rubbing alcohol, hand sanitizer, sanitizer, "
        "windshield, wiper fluid, paint thinner, turpentine, vape*, vape juice, nicotine, cigarette*, edible*, thc,"
        " weed, gummy, gummies, mushroom*, berries, berry, mothball*, essential oil*, eucalyptus, tea tree, hair "
        "dye, perm, toilet bowl, fabuloso, pine sol, lysol, windex, ammonia, lye, cloro, veneno, raticida, "
        "gasolina, aguarras, detergente, limpiador, cocaine, meth, heroin, acid, methanol, hydrogen peroxide, "
        "muriatic, insecticid*, foxglove, oleander, hemlock, silica, glow stick, mouthwash, perfume, sunscreen, "
        "cough syrup, iron, vitamins with iron, prenatal*, prenatals, wintergreen, iodine, coolant, motor oil, "
        "furniture polish, torch fluid, tiki, dishwasher"
    ),
    "harmless_eat": (
        "vitamin d, prescribed, ok to, safe, recipe, diet, allowed, with food, can i, can he, can she, should i, do i"
    ),
    "at_once": (
        "all at once, in one day, in one go, at the same time, whole week, week worth, weeks worth, entire week, "
        "all of them, todas juntas, de un jalon, all her pills, all his pills, all the pills, all my pills, all "
        "week, in one sitting, whole pack, whole box, whole bottle, entire bottle, all the (tylenol|advil|meds|"
        "medicine), la caja entera, todo el frasco, todas sus pastillas, todas las pastillas, morning and night"
    ),
    "bottle_empty": (
        "empty (bottle|pill bottle|pill bottles|bottles|blister|pack|package|container|vial|syringe|baggie)*, "
        "bottle (is|was) empty, pills (are |were )(gone|missing), missing pills, pills missing, frasco vacio"
    ),
    "found_person": (
        "found (my|him|her|our|the), next to (him|her), beside (him|her), in (his|her) (hand|room|bed), near (him|"
        "her), encontre"
    ),
    "methotrexate": "methotrexate, mtx, metotrexato, methotrexat",
    "daily_word": "every day, daily, each day, todos los dias, every morning, diario, 7 days, once a day, all week",
    "daily_wrong": (
        "instead of weekly, instead of once a week, mouth sores, supposed to be weekly, by mistake, mistake, "
        "accident*, sores, wrong, realized, not weekly, en vez de"
    ),
    "drowsy": (
        "sleepy, drowsy, nodding, nodding off, hard to wake, wont wake*, cant wake*, slurr*, barely awake, "
        "breathing (slow|slowly|funny|shallow|weird), slow breathing, gurgl*, snoring, blue, out of it, passed out,"
        " unconscious, cant stay awake, loopy, dormid*, no despierta, no responde, zonked, limp, pinpoint, "
        "unresponsive, wobbly, stumbling, faint*, dizzy, vomit*, throwing up, shaking, sweating, shaky, confused, "
        "staggering, foaming, seizure, burned mouth, drool*, babeando, heart racing, slow pulse, throat burns, "
        "cough*, gagging, lightheaded, tos, temblando"
    ),
    "opioid": (
        "oxy*, fentanyl, heroin, percocet*, norco*, methadone, morphine, opioid*, opiate*, dilaudid, hydrocodone*, "
        "vicodin*, suboxone, xanax, xans, benzos, klonopin, ativan, valium, pain patch, fentanyl patch, fent, "
        "percs, gabapentin, tramadol, pain pills, pain meds, sleeping pills, blues"
    ),
    "slow_breath": (
        "breathing (really |very |so |super |)(slow*|shallow|funny|weird|heavy), slow breathing, gurgl*, nodding "
        "(off|out), barely breathing, cant wake*, wont wake*, hard to wake, blue, unresponsive, passed out cold, "
        "pinpoint, snoring (weird|funny|loud), not waking, cant keep (his|her|my) eyes open, nodded off, no "
        "despierta, respira muy lento, respirando lento, falling asleep"
    ),
    "overdose": (
        "over dosed, overdosed, o d ed, oded, accidental overdose, too much (of |)(my |his |her |the |)(insulin|"
        "tylenol|acetaminophen|oxycodone|pain med*|medicine|medication|ibuprofen|benadryl|methadone|xanax), "
        "demasiada insulina, doble de insulina, me inyecte (dos veces|doble)"
    ),
    "insulin_word": (
        "insulin, insulina, humalog, novolog, lantus, basaglar, tresiba, levemir, toujeo, lispro, aspart, glargine,"
        " units, unidades, long acting, short acting, fast acting, rapid acting, nighttime, mealtime"
    ),
    "insulin_wrong": (
        "twice, double, doubled, wrong, mixed up, instead of, by mistake, by accident, accident*, too much, too "
        "many, extra, forgot i (already|took|had), again, dos veces, doble, equivoc*, en vez de, en lugar de, por "
        "error, mistake, already took, as humalog, as novolog, of humalog by, of novolog by, rapid by, swapped, "
        "switched up, fast by, second dose, meant to"
    ),
    "mixed": "mixed, mixing, breathed in, inhaled, fumes, combined, vapors, mezcle, mezclo, gases, sprayed",
    "fume_pair": (
        "ammonia, bleach, vinegar, cleaners, chemicals, chlorine, cloro, amonia, pool shock, pool chemicals, acid, "
        "paint, gas leak, refrigerant, smoke"
    ),
    "fume_hurt": (
        "cough*, chest, breath*, burn*, dizzy, eyes, throat, wheez*, lungs, headache, tos, respirar, arde, passed out"
    ),
    "co": (
        "carbon monoxide, co alarm, co detector, monoxide, monoxido, co2 detector, co2 alarm, generator in the "
        "(garage|house|basement), car running in the garage, exhaust fumes, grill inside, grill indoors"
    ),
    "co_all": (
        "headache*, head hurts, sick, nause*, dizzy, sleepy, beep*, chirp*, went off, going off, goes off, alarm, "
        "sonando, sono, dolor de cabeza, mareados, vomit*, all of us, whole family, everyone, faint, passed out, "
        "confused, everybody, both of us, reads, reading, ppm"
    ),
    "opened_med": "patch, patches, parche",
}
