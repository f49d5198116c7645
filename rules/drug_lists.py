"""The federal schedules, brand names that stand alone on a medication list, and other words for an ingredient.

Schedules: 21 CFR part 1308. A state may be stricter (some list gabapentin): the chart's own schedule says so.
"""

from __future__ import annotations

# schedule: ingredients, each taken alone
BY_SCHEDULE = {
    "II": "amobarbital, amphetamine, cocaine, codeine, dexmethylphenidate, dextroamphetamine, "
        "difenoxin, dihydrocodeine, diphenoxylate, fentanyl, alfentanil, remifentanil, sufentanil, hydrocodone, "
        "hydromorphone, levorphanol, lisdexamfetamine, meperidine, methadone, methamphetamine, methylphenidate, "
        "morphine, nabilone, opium, oxycodone, oxymorphone, pentobarbital, secobarbital, tapentadol",
    "III": "benzphetamine, buprenorphine, butabarbital, butalbital, dronabinol, esketamine, fluoxymesterone, ketamine, "
        "methyltestosterone, nandrolone, oxandrolone, oxymetholone, perampanel, phendimetrazine, "
        "sodium oxybate, testosterone",
    "IV": "alprazolam, armodafinil, brexanolone, butorphanol, carisoprodol, chlordiazepoxide, clobazam, clonazepam, "
        "clorazepate, daridorexant, diazepam, diethylpropion, eluxadoline, estazolam, eszopiclone, flurazepam, "
        "fospropofol, lemborexant, lorazepam, lorcaserin, mephobarbital, meprobamate, methohexital, midazolam, "
        "modafinil, oxazepam, pentazocine, phenobarbital, phentermine, quazepam, remimazolam, serdexmethylphenidate, "
        "solriamfetol, suvorexant, temazepam, tramadol, triazolam, zaleplon, zolpidem, zuranolone",
    "V": "brivaracetam, cenobamate, ezogabine, ganaxolone, lacosamide, lasmiditan, pregabalin",
}  # fmt: skip

# (ingredient, one of these beside it, schedule of the two): narcotics in limited amounts, 21 CFR 1308.13 to 1308.15.
COMBINED_SCHEDULES = (
    ("codeine", "acetaminophen, aspirin, butalbital, carisoprodol, chlorpheniramine, ibuprofen", "III"),
    ("codeine", "guaifenesin, promethazine, pseudoephedrine, phenylephrine, brompheniramine, triprolidine", "V"),
    ("dihydrocodeine", "acetaminophen, aspirin", "III"),
    ("difenoxin", "atropine", "IV"),
    ("diphenoxylate", "atropine", "V"),
)

# other words: the ingredients
SAME_AS = {
    "hctz": "hydrochlorothiazide", "paracetamol": "acetaminophen", "salbutamol": "albuterol", "apap": "acetaminophen",
    "asa": "aspirin", "acetylsalicylic acid": "aspirin", "co trimoxazole": "sulfamethoxazole, trimethoprim",
    "cotrimoxazole": "sulfamethoxazole, trimethoprim", "tmp smx": "sulfamethoxazole, trimethoprim",
    "smx tmp": "sulfamethoxazole, trimethoprim", "alendronic acid": "alendronate", "ibandronic acid": "ibandronate",
    "risedronic acid": "risedronate", "valproic acid": "valproate", "divalproex": "valproate",
    "fluticasone furoate": "fluticasone", "fluticasone propionate": "fluticasone",
    "dabigatran etexilate": "dabigatran", "olmesartan medoxomil": "olmesartan",
    "azilsartan medoxomil": "azilsartan", "candesartan cilexetil": "candesartan", "vitamin d3": "cholecalciferol",
    "vitamin d2": "ergocalciferol", "vitamin d": "cholecalciferol", "vitamin b12": "cyanocobalamin",
    "vitamin b 12": "cyanocobalamin", "vitamin c": "ascorbic acid", "vitamin b6": "pyridoxine",
    "cholestyramine resin": "cholestyramine", "mycophenolate mofetil": "mycophenolate",
    "mycophenolic acid": "mycophenolate", "lithium carbonate": "lithium", "lithium citrate": "lithium",
    "sennosides": "senna", "sennosides usp": "senna", "polyethylene glycol": "polyethylene glycol 3350",
    "oxybate": "sodium oxybate", "amphetamine aspartate": "amphetamine", "gabapentin enacarbil": "gabapentin",
    "tenofovir disoproxil": "tenofovir", "tenofovir disoproxil fumarate": "tenofovir",
    "tenofovir alafenamide": "tenofovir", "baloxavir marboxil": "baloxavir", "lanthanum carbonate": "lanthanum",
    "amoxicillin clavulanate": "amoxicillin, clavulanate", "thyroid usp": "thyroid", "thyroid porcine": "thyroid",
    "estrogens conjugated usp": "conjugated estrogens", "estrogens conjugated": "conjugated estrogens",
    "estrogens esterified usp": "esterified estrogens", "multivitamins": "multivitamin",
    "gentamicin sulfate usp": "gentamicin", "nph insulin": "insulin isophane", "insulin nph": "insulin isophane",
    "insulin human isophane": "insulin isophane", "insulin isophane human": "insulin isophane",
    "regular insulin": "insulin regular", "insulin human": "insulin regular", "insulin regular human":
    "insulin regular", "fenofibric acid": "fenofibrate", "inert ingredients": "", "placebo": "",
}  # fmt: skip

# Brand names of scheduled drugs, where a name that nobody knows would hide a schedule.
SCHEDULED_BRANDS = {
    "abstral": "fentanyl", "actiq": "fentanyl", "adhansia": "methylphenidate", "adipex": "phentermine",
    "adzenys": "amphetamine", "amytal": "amobarbital", "anadrol": "oxymetholone", "androderm": "testosterone",
    "androgel": "testosterone", "android": "methyltestosterone", "androxy": "fluoxymesterone",
    "aptensio": "methylphenidate", "arymo": "morphine", "aveed": "testosterone", "avinza": "morphine",
    "axiron": "testosterone", "azmiro": "testosterone", "azstarys": "dexmethylphenidate, serdexmethylphenidate",
    "belbuca": "buprenorphine", "belviq": "lorcaserin", "bontril": "phendimetrazine", "briviact": "brivaracetam",
    "brixadi": "buprenorphine", "bunavail": "buprenorphine, naloxone", "buprenex": "buprenorphine",
    "butisol": "butabarbital", "butrans": "buprenorphine", "cesamet": "nabilone",
    "cheratussin": "codeine, guaifenesin", "conzip": "tramadol", "cotempla": "methylphenidate",
    "dalmane": "flurazepam", "daytrana": "methylphenidate", "dayvigo": "lemborexant", "delatestryl": "testosterone",
    "demerol": "meperidine", "depo testosterone": "testosterone", "desoxyn": "methamphetamine",
    "dexedrine": "dextroamphetamine", "diastat": "diazepam", "didrex": "benzphetamine", "diskets": "methadone",
    "dolophine": "methadone", "doral": "quazepam", "duramorph": "morphine", "dyanavel": "amphetamine",
    "edluar": "zolpidem", "embeda": "morphine, naltrexone", "endocet": "acetaminophen, oxycodone",
    "endodan": "aspirin, oxycodone", "equanil": "meprobamate", "esgic": "acetaminophen, butalbital, caffeine",
    "evekeo": "amphetamine", "exalgo": "hydromorphone", "fentora": "fentanyl",
    "fioricet": "acetaminophen, butalbital, caffeine", "fiorinal": "aspirin, butalbital, caffeine",
    "fortesta": "testosterone", "fycompa": "perampanel", "halcion": "triazolam",
    "hycet": "acetaminophen, hydrocodone", "hycodan": "hydrocodone", "hydromet": "hydrocodone",
    "hysingla": "hydrocodone", "ibudone": "hydrocodone, ibuprofen", "intermezzo": "zolpidem",
    "jatenzo": "testosterone", "jornay": "methylphenidate", "kadian": "morphine", "ketalar": "ketamine",
    "kyzatrex": "testosterone", "lazanda": "fentanyl", "libervant": "diazepam",
    "librax": "chlordiazepoxide, clidinium", "librium": "chlordiazepoxide",
    "limbitrol": "amitriptyline, chlordiazepoxide", "lomaira": "phentermine", "lorcet": "acetaminophen, hydrocodone",
    "loreev": "lorazepam", "lortab": "acetaminophen, hydrocodone", "luminal": "phenobarbital",
    "lumryz": "sodium oxybate", "marinol": "dronabinol", "maxidone": "acetaminophen, hydrocodone",
    "metadate": "methylphenidate", "methadose": "methadone", "methitest": "methyltestosterone",
    "methylin": "methylphenidate", "miltown": "meprobamate", "mitigo": "morphine", "morphabond": "morphine",
    "motofen": "atropine, difenoxin", "motpoly": "lacosamide", "ms contin": "morphine", "msir": "morphine",
    "mydayis": "amphetamine, dextroamphetamine", "nalocet": "acetaminophen, oxycodone", "natesto": "testosterone",
    "nayzilam": "midazolam", "nembutal": "pentobarbital", "niravam": "alprazolam", "nuvigil": "armodafinil",
    "onsolis": "fentanyl", "opana": "oxymorphone", "oxandrin": "oxandrolone", "oxaydo": "oxycodone",
    "oxecta": "oxycodone", "oxyir": "oxycodone", "percodan": "aspirin, oxycodone", "potiga": "ezogabine",
    "primlev": "acetaminophen, oxycodone", "procentra": "dextroamphetamine", "prolate": "acetaminophen, oxycodone",
    "prosom": "estazolam", "qdolo": "tramadol", "qsymia": "phentermine, topiramate", "quillichew": "methylphenidate",
    "quillivant": "methylphenidate", "quviviq": "daridorexant", "regimex": "benzphetamine",
    "relexxii": "methylphenidate", "reprexain": "hydrocodone, ibuprofen", "reyvow": "lasmiditan",
    "robitussin ac": "codeine, guaifenesin", "roxanol": "morphine", "roxicet": "acetaminophen, oxycodone",
    "roxicodone": "oxycodone", "roxybond": "oxycodone", "ryzolt": "tramadol", "seconal": "secobarbital",
    "seglentis": "celecoxib, tramadol", "seizalam": "midazolam", "serax": "oxazepam", "sezaby": "phenobarbital",
    "sonata": "zaleplon", "spravato": "esketamine", "stadol": "butorphanol", "striant": "testosterone",
    "sublimaze": "fentanyl", "sublocade": "buprenorphine", "subsys": "fentanyl", "sunosi": "solriamfetol",
    "sympazan": "clobazam", "syndros": "dronabinol", "talwin": "pentazocine", "tenuate": "diethylpropion",
    "testim": "testosterone", "testopel": "testosterone", "testred": "methyltestosterone", "tlando": "testosterone",
    "tranxene": "clorazepate", "tussicaps": "chlorpheniramine, hydrocodone", "tussigon": "hydrocodone",
    "tussionex": "chlorpheniramine, hydrocodone", "tylenol 2": "acetaminophen, codeine",
    "tylenol 3": "acetaminophen, codeine", "tylenol 4": "acetaminophen, codeine",
    "tylenol no 3": "acetaminophen, codeine", "tylenol no 4": "acetaminophen, codeine",
    "tylenol w codeine": "acetaminophen, codeine", "tylox": "acetaminophen, oxycodone",
    "ultracet": "acetaminophen, tramadol", "valtoco": "diazepam", "vanadom": "carisoprodol",
    "vantrela": "hydrocodone", "verdrocet": "acetaminophen, hydrocodone", "versed": "midazolam",
    "viberzi": "eluxadoline", "vicoprofen": "hydrocodone, ibuprofen", "virtussin": "codeine, guaifenesin",
    "vogelxo": "testosterone", "xcopri": "cenobamate", "xelstrym": "dextroamphetamine",
    "xodol": "acetaminophen, hydrocodone", "xtampza": "oxycodone", "xylon": "hydrocodone, ibuprofen",
    "xyosted": "testosterone", "xyrem": "sodium oxybate", "xywav": "sodium oxybate",
    "zamicet": "acetaminophen, hydrocodone", "zenzedi": "dextroamphetamine", "zohydro": "hydrocodone",
    "zolpimist": "zolpidem", "ztalmy": "ganaxolone", "zubsolv": "buprenorphine, naloxone", "zulresso": "brexanolone",
    "zurzuvae": "zuranolone", "zydone": "acetaminophen, hydrocodone",
}  # fmt: skip

# Brand names, for lists that name no ingredient beside them.
BRANDS = {
    **SCHEDULED_BRANDS,
    "abilify": "aripiprazole", "accolate": "zafirlukast", "accupril": "quinapril", "aciphex": "rabeprazole",
    "actos": "pioglitazone", "adderall": "amphetamine, dextroamphetamine", "advair": "fluticasone, salmeterol",
    "advil": "ibuprofen", "albenza": "albendazole", "aldactone": "spironolactone", "aleve": "naproxen",
    "allegra": "fexofenadine", "altace": "ramipril", "amaryl": "glimepiride", "ambien": "zolpidem",
    "anoro": "umeclidinium, vilanterol", "antivert": "meclizine", "aricept": "donepezil", "armour thyroid": "thyroid",
    "arnuity": "fluticasone", "atacand": "candesartan", "ativan": "lorazepam", "atrovent": "ipratropium",
    "augmentin": "amoxicillin, clavulanate", "avapro": "irbesartan", "azor": "amlodipine, olmesartan",
    "bactrim": "sulfamethoxazole, trimethoprim", "basaglar": "insulin glargine", "belsomra": "suvorexant",
    "benadryl": "diphenhydramine", "benicar": "olmesartan", "bentyl": "dicyclomine",
    "biktarvy": "bictegravir, emtricitabine, tenofovir", "boniva": "ibandronate",
    "breo": "fluticasone, vilanterol", "brilinta": "ticagrelor", "bumex": "bumetanide", "buspar": "buspirone",
    "bydureon": "exenatide", "byetta": "exenatide", "bystolic": "nebivolol", "calan": "verapamil",
    "cardizem": "diltiazem", "cardura": "doxazosin", "catapres": "clonidine", "celebrex": "celecoxib",
    "celexa": "citalopram", "chantix": "varenicline", "cialis": "tadalafil", "cipro": "ciprofloxacin",
    "claritin": "loratadine", "colace": "docusate", "colcrys": "colchicine",
    "combivent": "albuterol, ipratropium", "concerta": "methylphenidate", "coreg": "carvedilol",
    "coumadin": "warfarin", "cozaar": "losartan", "crestor": "rosuvastatin", "cymbalta": "duloxetine",
    "cytomel": "liothyronine", "deltasone": "prednisone", "depakote": "valproate", "depo provera":
    "medroxyprogesterone", "desyrel": "trazodone", "detrol": "tolterodine", "dexilant": "dexlansoprazole",
    "diflucan": "fluconazole", "dilantin": "phenytoin", "dilaudid": "hydromorphone", "diovan": "valsartan",
    "ditropan": "oxybutynin", "duragesic": "fentanyl", "dulera": "formoterol, mometasone", "effexor": "venlafaxine",
    "elavil": "amitriptyline", "eliquis": "apixaban", "enbrel": "etanercept", "entresto": "sacubitril, valsartan",
    "epipen": "epinephrine", "estrace": "estradiol", "evista": "raloxifene", "farxiga": "dapagliflozin",
    "flagyl": "metronidazole", "flexeril": "cyclobenzaprine", "flomax": "tamsulosin", "flonase": "fluticasone",
    "flovent": "fluticasone", "focalin": "dexmethylphenidate", "fosamax": "alendronate", "geodon": "ziprasidone",
    "glucophage": "metformin", "glucotrol": "glipizide", "humalog": "insulin lispro", "humira": "adalimumab",
    "humulin": "insulin", "hyzaar": "hydrochlorothiazide, losartan", "imdur": "isosorbide mononitrate",
    "imitrex": "sumatriptan", "inderal": "propranolol", "invokana": "canagliflozin",
    "janumet": "metformin, sitagliptin", "januvia": "sitagliptin", "jardiance": "empagliflozin",
    "jolivette": "norethindrone", "keflex": "cephalexin", "keppra": "levetiracetam", "klonopin": "clonazepam",
    "klor con": "potassium chloride", "lamictal": "lamotrigine", "lamisil": "terbinafine", "lanoxin": "digoxin",
    "lantus": "insulin glargine", "lasix": "furosemide", "latuda": "lurasidone", "levaquin": "levofloxacin",
    "levemir": "insulin detemir", "levitra": "vardenafil", "levoxyl": "levothyroxine", "lexapro": "escitalopram",
    "lioresal": "baclofen", "lipitor": "atorvastatin", "livalo": "pitavastatin",
    "lomotil": "atropine, diphenoxylate", "loestrin": "ethinyl estradiol, norethindrone", "lopressor": "metoprolol",
    "lotrel": "amlodipine, benazepril", "lotensin": "benazepril", "lovenox": "enoxaparin", "lunesta": "eszopiclone",
    "lyrica": "pregabalin", "macrobid": "nitrofurantoin", "maxalt": "rizatriptan", "medrol": "methylprednisolone",
    "micardis": "telmisartan", "miralax": "polyethylene glycol 3350", "mirena": "levonorgestrel",
    "mobic": "meloxicam", "motrin": "ibuprofen", "mounjaro": "tirzepatide", "myrbetriq": "mirabegron",
    "namenda": "memantine", "nasonex": "mometasone", "neurontin": "gabapentin", "nexium": "esomeprazole",
    "nexplanon": "etonogestrel", "norco": "acetaminophen, hydrocodone", "norvasc": "amlodipine",
    "novolog": "insulin aspart", "nucynta": "tapentadol", "nuvaring": "ethinyl estradiol, etonogestrel",
    "onfi": "clobazam", "oxycontin": "oxycodone", "ozempic": "semaglutide", "pamelor": "nortriptyline",
    "paxil": "paroxetine", "pepcid": "famotidine", "percocet": "acetaminophen, oxycodone", "plaquenil":
    "hydroxychloroquine", "plavix": "clopidogrel", "pradaxa": "dabigatran", "pravachol": "pravastatin",
    "premarin": "conjugated estrogens", "prevacid": "lansoprazole", "prilosec": "omeprazole", "prinivil":
    "lisinopril", "pristiq": "desvenlafaxine", "proair": "albuterol", "procardia": "nifedipine",
    "prometrium": "progesterone", "proscar": "finasteride", "protonix": "pantoprazole", "proventil": "albuterol",
    "provigil": "modafinil", "prozac": "fluoxetine", "pulmicort": "budesonide", "qvar": "beclomethasone",
    "ranexa": "ranolazine", "reglan": "metoclopramide", "remeron": "mirtazapine", "requip": "ropinirole",
    "restasis": "cyclosporine", "restoril": "temazepam", "risperdal": "risperidone", "ritalin": "methylphenidate",
    "robaxin": "methocarbamol", "rybelsus": "semaglutide", "seroquel": "quetiapine", "singulair": "montelukast",
    "skelaxin": "metaxalone", "soma": "carisoprodol", "spiriva": "tiotropium", "strattera": "atomoxetine",
    "suboxone": "buprenorphine, naloxone", "subutex": "buprenorphine", "symbicort": "budesonide, formoterol",
    "synthroid": "levothyroxine", "tegretol": "carbamazepine", "tenormin": "atenolol", "topamax": "topiramate",
    "toprol": "metoprolol", "toujeo": "insulin glargine", "tradjenta": "linagliptin", "trelegy":
    "fluticasone, umeclidinium, vilanterol", "tresiba": "insulin degludec", "tricor": "fenofibrate",
    "trulicity": "dulaglutide", "tylenol": "acetaminophen", "ultram": "tramadol", "unithroid": "levothyroxine",
    "valium": "diazepam", "valtrex": "valacyclovir", "vasotec": "enalapril", "ventolin": "albuterol",
    "viagra": "sildenafil", "vicodin": "acetaminophen, hydrocodone", "victoza": "liraglutide", "vimpat":
    "lacosamide", "vraylar": "cariprazine", "vyvanse": "lisdexamfetamine", "wegovy": "semaglutide",
    "wellbutrin": "bupropion", "xanax": "alprazolam", "xarelto": "rivaroxaban", "xopenex": "levalbuterol",
    "xyzal": "levocetirizine", "zantac": "ranitidine", "zepbound": "tirzepatide", "zestoretic":
    "hydrochlorothiazide, lisinopril", "zestril": "lisinopril", "zetia": "ezetimibe", "ziac":
    "bisoprolol, hydrochlorothiazide", "zithromax": "azithromycin", "zocor": "simvastatin", "zofran": "ondansetron",
    "zoloft": "sertraline", "zyloprim": "allopurinol", "zyprexa": "olanzapine", "zyrtec": "cetirizine",
}  # fmt: skip
