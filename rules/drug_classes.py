"""The classes of drugs, and the common ingredients of each, as far as a clinic's office prescribes them.

Classes are those by which refills are decided and doubled treatment is found, so they are pharmacological and
narrow: an ACE inhibitor beside a thiazide is no duplicate, two ACE inhibitors are. Names are RxNorm's, without
salts unless the salt is the substance (potassium chloride).
"""

from __future__ import annotations

# slug: (words, ingredients)
BY_CLASS: dict[str, tuple[str, str]] = {
    # Heart and vessels
    "ace-inhibitor": ("ACE inhibitors", "benazepril, captopril, enalapril, enalaprilat, fosinopril, lisinopril, "
        "moexipril, perindopril, quinapril, ramipril, trandolapril"),
    "arb": ("Angiotensin receptor blockers", "azilsartan, candesartan, eprosartan, irbesartan, losartan, "
        "olmesartan, telmisartan, valsartan"),
    "arni": ("Neprilysin inhibitors", "sacubitril"),
    "renin-inhibitor": ("Renin inhibitors", "aliskiren"),
    "beta-blocker": ("Beta blockers", "acebutolol, atenolol, betaxolol, bisoprolol, carvedilol, labetalol, "
        "metoprolol, nadolol, nebivolol, penbutolol, pindolol, propranolol, sotalol, timolol"),
    "calcium-channel-blocker": ("Calcium channel blockers", "amlodipine, levamlodipine, diltiazem, felodipine, "
        "isradipine, nicardipine, nifedipine, nimodipine, nisoldipine, verapamil"),
    "thiazide": ("Thiazide diuretics", "chlorothiazide, chlorthalidone, hydrochlorothiazide, indapamide, "
        "methyclothiazide, metolazone, bendroflumethiazide"),
    "loop-diuretic": ("Loop diuretics", "bumetanide, ethacrynic acid, furosemide, torsemide"),
    "potassium-sparing": ("Potassium-sparing diuretics", "amiloride, triamterene"),
    "aldosterone-antagonist": ("Aldosterone antagonists", "spironolactone, eplerenone, finerenone"),
    "alpha-blocker": ("Alpha blockers", "alfuzosin, doxazosin, prazosin, silodosin, tamsulosin, terazosin"),
    "central-antihypertensive": ("Centrally acting antihypertensives", "clonidine, guanfacine, methyldopa, "
        "guanabenz, reserpine"),
    "vasodilator": ("Vasodilators", "hydralazine, minoxidil"),
    "nitrate": ("Nitrates", "isosorbide dinitrate, isosorbide mononitrate, nitroglycerin"),
    "antianginal": ("Other drugs for angina and heart failure", "ranolazine, ivabradine, vericiguat"),
    "antiarrhythmic": ("Antiarrhythmics", "amiodarone, disopyramide, dofetilide, dronedarone, flecainide, "
        "mexiletine, propafenone, quinidine, procainamide"),
    "cardiac-glycoside": ("Cardiac glycosides", "digoxin"),
    "statin": ("Statins", "atorvastatin, fluvastatin, lovastatin, pitavastatin, pravastatin, rosuvastatin, "
        "simvastatin"),
    "other-lipid-lowering": ("Other lipid-lowering drugs", "bempedoic acid, cholestyramine, colesevelam, "
        "colestipol, ezetimibe, evolocumab, alirocumab, inclisiran, fenofibrate, gemfibrozil, niacin, icosapent "
        "ethyl, omega 3 acid ethyl esters, omega 3 acid ethyl esters usp, lomitapide"),
    "anticoagulant": ("Anticoagulants", "warfarin, apixaban, dabigatran, edoxaban, rivaroxaban, betrixaban, "
        "dalteparin, enoxaparin, fondaparinux, heparin, argatroban, bivalirudin, tinzaparin"),
    "antiplatelet": ("Antiplatelet drugs", "aspirin, clopidogrel, prasugrel, ticagrelor, ticlopidine, "
        "dipyridamole, cilostazol, vorapaxar, anagrelide"),
    "pulmonary-hypertension": ("Drugs for pulmonary hypertension", "ambrisentan, bosentan, macitentan, "
        "riociguat, selexipag, treprostinil"),
    # Diabetes, thyroid, hormones
    "metformin": ("Metformin", "metformin"),
    "sulfonylurea": ("Sulfonylureas and glinides", "chlorpropamide, glimepiride, glipizide, glyburide, "
        "nateglinide, repaglinide, tolazamide, tolbutamide"),
    "sglt2-inhibitor": ("SGLT2 inhibitors", "bexagliflozin, canagliflozin, dapagliflozin, empagliflozin, "
        "ertugliflozin, sotagliflozin"),
    "dpp4-inhibitor": ("DPP-4 inhibitors", "alogliptin, linagliptin, saxagliptin, sitagliptin"),
    "glp1-agonist": ("GLP-1 receptor agonists", "dulaglutide, exenatide, liraglutide, lixisenatide, semaglutide, "
        "tirzepatide, albiglutide"),
    "thiazolidinedione": ("Thiazolidinediones", "pioglitazone, rosiglitazone"),
    "other-diabetes": ("Other drugs for diabetes", "acarbose, miglitol, pramlintide, bromocriptine"),
    "insulin": ("Insulins", "insulin, insulin aspart, insulin aspart protamine, insulin degludec, insulin "
        "detemir, insulin glargine, insulin glulisine, insulin isophane, insulin lispro, insulin lispro "
        "protamine, insulin regular"),
    "hypoglycemia-rescue": ("Glucagon", "glucagon, dasiglucagon"),
    "diabetes-supplies": ("Diabetes supplies", "blood glucose test strip, blood glucose test strips, test strip, "
        "test strips, lancet, lancets, pen needle, pen needles, insulin pen needle, insulin syringe, insulin "
        "syringes, glucose meter, blood glucose monitor, continuous glucose monitor"),
    "thyroid-hormone": ("Thyroid hormones", "levothyroxine, liothyronine, liotrix, thyroid"),
    "antithyroid": ("Antithyroid drugs", "methimazole, propylthiouracil"),
    "corticosteroid": ("Corticosteroids", "betamethasone, cortisone, deflazacort, dexamethasone, "
        "fludrocortisone, hydrocortisone, methylprednisolone, prednisolone, prednisone, triamcinolone, "
        "clobetasol, desonide, desoximetasone, fluocinolone, fluocinonide, halobetasol, mometasone, "
        "alclometasone, clocortolone, diflorasone, difluprednate, loteprednol, fluorometholone, halcinonide, "
        "prednicarbate, rimexolone"),
    "contraceptive": ("Contraceptives", "desogestrel, dienogest, drospirenone, ethinyl estradiol, ethynodiol, "
        "etonogestrel, levonorgestrel, mestranol, norelgestromin, norethindrone, norgestimate, norgestrel, "
        "segesterone, ulipristal, estetrol, copper iud"),
    "estrogen": ("Estrogens", "estradiol, conjugated estrogens, esterified estrogens, estropipate, ospemifene"),
    "progestogen": ("Progestogens", "medroxyprogesterone, megestrol, progesterone, hydroxyprogesterone"),
    "androgen": ("Androgens", "testosterone, methyltestosterone, oxandrolone, fluoxymesterone, oxymetholone, "
        "nandrolone, danazol"),
    "osteoporosis": ("Drugs for osteoporosis", "alendronate, ibandronate, risedronate, zoledronic acid, "
        "raloxifene, denosumab, teriparatide, abaloparatide, romosozumab, calcitonin, etidronate"),
    "endocrine-oncology": ("Hormonal cancer treatment", "anastrozole, exemestane, letrozole, tamoxifen, "
        "toremifene, bicalutamide, abiraterone, enzalutamide, leuprolide, goserelin, apalutamide, darolutamide, "
        "fulvestrant"),
    "other-hormone": ("Other hormones", "desmopressin, cabergoline, clomiphene, somatropin, octreotide, "
        "cinacalcet, calcitriol, paricalcitol, doxercalciferol, tolvaptan, vasopressin, oxytocin, elagolix, "
        "relugolix"),
    # Lungs, nose, allergy
    "short-acting-beta-agonist": ("Rescue inhalers", "albuterol, levalbuterol, metaproterenol, terbutaline, "
        "pirbuterol"),
    "long-acting-beta-agonist": ("Long-acting beta agonists", "arformoterol, formoterol, indacaterol, "
        "olodaterol, salmeterol, vilanterol"),
    "inhaled-anticholinergic": ("Inhaled anticholinergics", "aclidinium, glycopyrronium, ipratropium, "
        "revefenacin, tiotropium, umeclidinium"),
    "inhaled-steroid": ("Inhaled steroids", "beclomethasone, budesonide, ciclesonide, flunisolide, fluticasone"),
    "leukotriene": ("Leukotriene modifiers", "montelukast, zafirlukast, zileuton"),
    "other-respiratory": ("Other drugs for the lungs", "theophylline, aminophylline, roflumilast, cromolyn, "
        "omalizumab, mepolizumab, benralizumab, dupilumab, tezepelumab, acetylcysteine, pirfenidone, nintedanib, "
        "dornase alfa"),
    "antihistamine": ("Antihistamines", "azelastine, brompheniramine, carbinoxamine, cetirizine, "
        "chlorpheniramine, clemastine, cyproheptadine, desloratadine, dexchlorpheniramine, diphenhydramine, "
        "doxylamine, fexofenadine, hydroxyzine, levocetirizine, loratadine, olopatadine, ketotifen, epinastine, "
        "alcaftadine, astemizole, terfenadine, triprolidine, promethazine, meclizine"),
    "cough-cold": ("Cough and cold remedies", "benzonatate, dextromethorphan, guaifenesin, phenylephrine, "
        "pseudoephedrine, oxymetazoline"),
    "epinephrine": ("Epinephrine", "epinephrine"),
    # Stomach and bowel
    "ppi": ("Proton pump inhibitors", "dexlansoprazole, esomeprazole, lansoprazole, omeprazole, pantoprazole, "
        "rabeprazole, vonoprazan"),
    "h2-blocker": ("H2 blockers", "cimetidine, famotidine, nizatidine, ranitidine"),
    "antacid": ("Antacids and stomach protection", "aluminum hydroxide, magnesium hydroxide, calcium carbonate, "
        "sodium bicarbonate, simethicone, sucralfate, misoprostol, bismuth subsalicylate, alginic acid, "
        "magaldrate"),
    "laxative": ("Laxatives", "bisacodyl, docusate, lactulose, linaclotide, lubiprostone, magnesium citrate, "
        "methylnaltrexone, naloxegol, plecanatide, polyethylene glycol 3350, prucalopride, psyllium, senna, "
        "sorbitol, methylcellulose, glycerin"),
    "antiemetic": ("Antiemetics", "aprepitant, dolasetron, granisetron, metoclopramide, ondansetron, "
        "prochlorperazine, scopolamine, trimethobenzamide, domperidone"),
    "bowel": ("Other drugs for the bowel", "atropine, dicyclomine, diphenoxylate, difenoxin, glycopyrrolate, "
        "hyoscyamine, loperamide, mesalamine, balsalazide, sulfasalazine, olsalazine, ursodiol, pancrelipase, "
        "lipase, amylase, protease, alosetron, eluxadoline, clidinium, propantheline, obeticholic acid"),
    # Pain, joints, muscles
    "nsaid": ("NSAIDs", "celecoxib, diclofenac, diflunisal, etodolac, fenoprofen, flurbiprofen, ibuprofen, "
        "indomethacin, ketoprofen, ketorolac, mefenamic acid, meloxicam, nabumetone, naproxen, oxaprozin, "
        "piroxicam, salsalate, sulindac, tolmetin, choline magnesium trisalicylate, bromfenac, nepafenac, "
        "meclofenamate"),
    "analgesic": ("Other painkillers", "acetaminophen, capsaicin, lidocaine, menthol, methyl salicylate, "
        "benzocaine, prilocaine, phenazopyridine"),
    "opioid": ("Opioids", "buprenorphine, butorphanol, codeine, dihydrocodeine, fentanyl, hydrocodone, "
        "hydromorphone, levorphanol, meperidine, methadone, morphine, nalbuphine, opium, oxycodone, oxymorphone, "
        "pentazocine, tapentadol, tramadol, alfentanil, remifentanil, sufentanil"),
    "opioid-antagonist": ("Opioid antagonists", "naloxone, naltrexone, nalmefene"),
    "muscle-relaxant": ("Muscle relaxants", "baclofen, carisoprodol, chlorzoxazone, cyclobenzaprine, dantrolene, "
        "metaxalone, methocarbamol, orphenadrine, tizanidine"),
    "urate-lowering": ("Urate-lowering drugs", "allopurinol, febuxostat, probenecid, pegloticase"),
    "colchicine": ("Colchicine", "colchicine"),
    "migraine": ("Drugs for migraine", "almotriptan, eletriptan, frovatriptan, naratriptan, rizatriptan, "
        "sumatriptan, zolmitriptan, lasmiditan, rimegepant, ubrogepant, atogepant, erenumab, fremanezumab, "
        "galcanezumab, ergotamine, dihydroergotamine, isometheptene"),
    "immunosuppressant": ("Immunosuppressants and antirheumatics", "azathioprine, cyclosporine, "
        "hydroxychloroquine, leflunomide, methotrexate, mycophenolate, penicillamine, sirolimus, tacrolimus, "
        "everolimus, tofacitinib, upadacitinib, baricitinib, apremilast, adalimumab, etanercept, infliximab, "
        "certolizumab, golimumab, abatacept, tocilizumab, sarilumab, secukinumab, ixekizumab, guselkumab, "
        "risankizumab, ustekinumab, vedolizumab, rituximab, belimumab, anakinra, teriflunomide, fingolimod, "
        "dimethyl fumarate, glatiramer, ocrelizumab, natalizumab, pimecrolimus, ruxolitinib"),
    # Nerves and mind
    "ssri": ("SSRIs", "citalopram, escitalopram, fluoxetine, fluvoxamine, paroxetine, sertraline, vilazodone, "
        "vortioxetine"),
    "snri": ("SNRIs", "desvenlafaxine, duloxetine, levomilnacipran, milnacipran, venlafaxine"),
    "other-antidepressant": ("Other antidepressants", "bupropion, mirtazapine, nefazodone, trazodone, "
        "phenelzine, selegiline, tranylcypromine, isocarboxazid, esketamine, zuranolone, brexanolone"),
    "tricyclic": ("Tricyclic antidepressants", "amitriptyline, amoxapine, clomipramine, desipramine, doxepin, "
        "imipramine, nortriptyline, protriptyline, trimipramine, maprotiline"),
    "anxiolytic": ("Anxiolytics", "buspirone, meprobamate"),
    "benzodiazepine": ("Benzodiazepines", "alprazolam, chlordiazepoxide, clobazam, clonazepam, clorazepate, "
        "diazepam, estazolam, flurazepam, lorazepam, midazolam, oxazepam, quazepam, temazepam, triazolam, "
        "remimazolam"),
    "sleep": ("Sleeping pills", "zolpidem, zaleplon, eszopiclone, suvorexant, lemborexant, daridorexant, "
        "ramelteon, tasimelteon"),
    "barbiturate": ("Barbiturates", "phenobarbital, butalbital, butabarbital, secobarbital, pentobarbital, "
        "amobarbital, mephobarbital, methohexital"),
    "stimulant": ("Stimulants", "amphetamine, dextroamphetamine, lisdexamfetamine, methamphetamine, "
        "methylphenidate, dexmethylphenidate, serdexmethylphenidate, modafinil, armodafinil, solriamfetol, "
        "pitolisant, sodium oxybate"),
    "adhd-nonstimulant": ("Other drugs for ADHD", "atomoxetine, viloxazine"),
    "antipsychotic": ("Antipsychotics", "aripiprazole, asenapine, brexpiprazole, cariprazine, chlorpromazine, "
        "clozapine, fluphenazine, haloperidol, iloperidone, loxapine, lumateperone, lurasidone, olanzapine, "
        "paliperidone, perphenazine, pimavanserin, pimozide, quetiapine, risperidone, thioridazine, thiothixene, "
        "trifluoperazine, ziprasidone, xanomeline"),
    "mood-stabilizer": ("Mood stabilizers", "lithium"),
    "anticonvulsant": ("Anticonvulsants", "brivaracetam, cannabidiol, carbamazepine, cenobamate, "
        "eslicarbazepine, ethosuximide, felbamate, gabapentin, ganaxolone, lacosamide, lamotrigine, "
        "levetiracetam, methsuximide, oxcarbazepine, perampanel, phenytoin, fosphenytoin, pregabalin, primidone, "
        "rufinamide, tiagabine, topiramate, valproate, vigabatrin, zonisamide, ezogabine"),
    "dementia": ("Drugs for dementia", "donepezil, galantamine, memantine, rivastigmine"),
    "antiparkinson": ("Drugs for Parkinson's disease", "amantadine, apomorphine, benztropine, carbidopa, "
        "entacapone, levodopa, opicapone, pramipexole, rasagiline, ropinirole, rotigotine, safinamide, tolcapone, "
        "trihexyphenidyl, istradefylline"),
    "other-neurology": ("Other drugs for nerves", "dalfampridine, deutetrabenazine, pyridostigmine, riluzole, "
        "tetrabenazine, valbenazine, betahistine"),
    "addiction": ("Drugs for dependence", "acamprosate, disulfiram, nicotine, varenicline, lofexidine"),
    "weight": ("Drugs for weight", "phentermine, benzphetamine, diethylpropion, phendimetrazine, orlistat, "
        "lorcaserin, setmelanotide"),
    "cannabinoid": ("Cannabinoids", "dronabinol, nabilone"),
    "anesthetic": ("Anesthetics", "ketamine, propofol, fospropofol, etomidate, cocaine"),
    # Infections
    "antibiotic": ("Antibiotics", "amikacin, amoxicillin, ampicillin, azithromycin, aztreonam, bacitracin, "
        "besifloxacin, cefaclor, cefadroxil, cefazolin, cefdinir, cefditoren, cefepime, cefixime, cefotaxime, "
        "cefotetan, cefoxitin, cefpodoxime, cefprozil, ceftazidime, ceftriaxone, cefuroxime, cephalexin, "
        "chloramphenicol, ciprofloxacin, clarithromycin, clavulanate, clindamycin, daptomycin, dapsone, "
        "delafloxacin, demeclocycline, dicloxacillin, doxycycline, ertapenem, erythromycin, ethambutol, "
        "fidaxomicin, fosfomycin, gatifloxacin, gentamicin, imipenem, isoniazid, levofloxacin, lincomycin, "
        "linezolid, meropenem, methenamine, metronidazole, minocycline, moxifloxacin, mupirocin, nafcillin, "
        "neomycin, nitrofurantoin, norfloxacin, ofloxacin, omadacycline, oxacillin, ozenoxacin, penicillin, "
        "penicillin g, penicillin v, penicillin g benzathine, piperacillin, polymyxin b, pyrazinamide, "
        "retapamulin, rifabutin, rifampin, rifapentine, rifaximin, sarecycline, secnidazole, silver sulfadiazine, "
        "streptomycin, sulbactam, sulfacetamide, sulfadiazine, sulfamethoxazole, tazobactam, tedizolid, "
        "telithromycin, tetracycline, tigecycline, tinidazole, tobramycin, trimethoprim, vancomycin, bedaquiline, "
        "colistin, sulfisoxazole, nitrofurazone, mafenide"),
    "antifungal": ("Antifungals", "amphotericin b, anidulafungin, butoconazole, butenafine, caspofungin, "
        "ciclopirox, clotrimazole, econazole, efinaconazole, fluconazole, flucytosine, griseofulvin, "
        "ibrexafungerp, isavuconazonium, itraconazole, ketoconazole, luliconazole, micafungin, miconazole, "
        "naftifine, nystatin, oteseconazole, oxiconazole, posaconazole, sertaconazole, sulconazole, tavaborole, "
        "terbinafine, terconazole, tioconazole, tolnaftate, undecylenic acid, voriconazole"),
    "antiherpetic": ("Drugs against herpes", "acyclovir, famciclovir, valacyclovir, penciclovir, ganciclovir, "
        "valganciclovir, docosanol, trifluridine"),
    "antiviral": ("Other antivirals", "oseltamivir, baloxavir, zanamivir, peramivir, rimantadine, nirmatrelvir, "
        "molnupiravir, remdesivir, entecavir, adefovir, ribavirin, sofosbuvir, ledipasvir, velpatasvir, "
        "glecaprevir, pibrentasvir, voxilaprevir, peginterferon alfa 2a"),
    "antiretroviral": ("Antiretrovirals", "abacavir, atazanavir, bictegravir, cabotegravir, cobicistat, "
        "darunavir, dolutegravir, doravirine, efavirenz, elvitegravir, emtricitabine, etravirine, fosamprenavir, "
        "lamivudine, lopinavir, maraviroc, nelfinavir, nevirapine, raltegravir, rilpivirine, ritonavir, "
        "tenofovir, zidovudine, lenacapavir"),
    "antiparasitic": ("Antiparasitics", "albendazole, atovaquone, chloroquine, ivermectin, mebendazole, "
        "mefloquine, nitazoxanide, permethrin, praziquantel, primaquine, proguanil, pyrantel, pyrimethamine, "
        "quinine, artemether, lumefantrine, tafenoquine, spinosad, malathion, benznidazole, crotamiton, lindane"),
    # Bladder, men, eyes, skin, blood, nutrition
    "bladder": ("Drugs for the bladder", "bethanechol, darifenacin, fesoterodine, flavoxate, mirabegron, "
        "oxybutynin, solifenacin, tolterodine, trospium, vibegron, pentosan polysulfate"),
    "5-alpha-reductase": ("5-alpha-reductase inhibitors", "dutasteride, finasteride"),
    "pde5-inhibitor": ("PDE-5 inhibitors", "avanafil, sildenafil, tadalafil, vardenafil, alprostadil"),
    "eye-drops": ("Eye drops", "bimatoprost, brimonidine, brinzolamide, carbachol, cyclopentolate, dorzolamide, "
        "latanoprost, latanoprostene bunod, levobunolol, lifitegrast, netarsudil, pilocarpine, tafluprost, "
        "travoprost, tropicamide, carboxymethylcellulose, polyvinyl alcohol, artificial tears, hypromellose, "
        "apraclonidine, tetrahydrozoline, naphazoline, cysteamine, propylene glycol"),
    "carbonic-anhydrase": ("Carbonic anhydrase inhibitors", "acetazolamide, methazolamide"),
    "topical": ("Drugs for the skin", "adapalene, azelaic acid, benzoyl peroxide, calcipotriene, crisaborole, "
        "fluorouracil, hydroquinone, imiquimod, podofilox, salicylic acid, selenium sulfide, tazarotene, "
        "tretinoin, trifarotene, urea, zinc oxide, petrolatum, pramoxine, coal tar, ammonium lactate, "
        "eflornithine, ingenol, clascoterone, dimethicone, calamine, camphor"),
    "retinoid": ("Oral retinoids", "isotretinoin, acitretin, alitretinoin, bexarotene"),
    "iron": ("Iron", "ferrous sulfate, ferrous gluconate, ferrous fumarate, polysaccharide iron complex, iron "
        "polysaccharide, iron sucrose, ferric citrate, ferumoxytol, carbonyl iron"),
    "potassium": ("Potassium", "potassium chloride, potassium citrate, potassium bicarbonate, potassium "
        "gluconate, potassium phosphate"),
    "supplement": ("Vitamins and minerals", "ascorbic acid, biotin, calcium citrate, calcium gluconate, calcium "
        "acetate, cholecalciferol, coenzyme q10, cyanocobalamin, ergocalciferol, fish oil, folic acid, l "
        "methylfolate, levomefolate, levocarnitine, lutein, magnesium oxide, magnesium chloride, magnesium "
        "gluconate, melatonin, multivitamin, prenatal vitamin, prenatal vitamins, phytonadione, pyridoxine, "
        "riboflavin, sodium fluoride, thiamine, vitamin a, vitamin e, vitamin k, zinc sulfate, zinc gluconate, "
        "glucosamine, chondroitin, niacinamide, hydroxocobalamin, lactobacillus acidophilus, saccharomyces "
        "boulardii, omega 3 fatty acids, turmeric, cranberry, beta carotene, selenium, cupric oxide, inositol"),
    "phosphate-binder": ("Phosphate and potassium binders", "sevelamer, lanthanum, patiromer, sodium zirconium "
        "cyclosilicate, sodium polystyrene sulfonate, sucroferric oxyhydroxide, tenapanor"),
    "blood": ("Drugs for the blood", "epoetin alfa, darbepoetin alfa, filgrastim, pegfilgrastim, hydroxyurea, "
        "eltrombopag, romiplostim, tranexamic acid, aminocaproic acid, deferasirox, leucovorin, luspatercept"),
    "oncology": ("Cancer drugs", "capecitabine, imatinib, dasatinib, nilotinib, erlotinib, gefitinib, "
        "osimertinib, lenalidomide, pomalidomide, thalidomide, ibrutinib, acalabrutinib, zanubrutinib, "
        "venetoclax, palbociclib, ribociclib, abemaciclib, olaparib, niraparib, sunitinib, sorafenib, pazopanib, "
        "temozolomide, mercaptopurine, cyclophosphamide, chlorambucil, melphalan, busulfan, lapatinib, neratinib, "
        "tucatinib, docetaxel, paclitaxel, cisplatin, carboplatin, oxaliplatin, doxorubicin, epirubicin, "
        "trastuzumab, bevacizumab, pembrolizumab, nivolumab, vincristine, etoposide, gemcitabine, irinotecan, "
        "bortezomib"),
    "other": ("Other drugs", "caffeine, sodium chloride, water, sterile water, saline, dextrose, ethanol, "
        "isopropyl alcohol, chlorhexidine, hydrogen peroxide, povidone iodine, hyaluronidase, hyaluronate, "
        "cevimeline, mesna, activated charcoal, tuberculin purified protein derivative, influenza vaccine, "
        "onabotulinumtoxina, abobotulinumtoxina, neostigmine, sodium phosphate, iodine, potassium iodide, nitrous "
        "oxide, oxygen, methylene blue, sapropterin, midodrine, droxidopa, flibanserin, fezolinetant, "
        "mifepristone, methylergonovine, papaverine, icatibant"),
}  # fmt: skip

# Only by a fixed combination or by the form of a drug: no ingredient belongs to them alone.
BY_FORM: dict[str, str] = {
    "nasal-spray": "Nasal sprays",
    "ear-drops": "Ear drops",
    "insulin-u500": "Insulin U-500",
    "vaginal-estrogen": "Vaginal estrogens",
    "antihypertensive-combination": "Fixed combinations for blood pressure",
    "diabetes-combination": "Fixed combinations for diabetes",
    "inhaler-combination": "Combined inhalers",
    "hormone-therapy": "Combined hormone therapy",
    "combination": "Other fixed combinations",
}
