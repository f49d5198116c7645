"""What each word weighs, in tenths, by the family it speaks for. Data only, written by
tests/rules/fit_urgency.py: edit the lists it reads, not this.
"""

from __future__ import annotations

BASE = -13.2
WEIGHTS = {
    "": (
        "a -9 abara -2 abnormal -17 about -28 absces -4 acabo -4 accept -7 acces -2 account -5 accutane -2 achy -14 "
        "acne -15 acting -10 active -4 add -4 addres -7 adelantar -4 advance -18 advice -21 advil -6 advise -6 affect "
        "-4 afford -7 afib -9 after -11 again -8 ages -4 agradezco -24 agua -31 aguja -4 aid -19 aids -8 al -30 "
        "albuterol -35 aleve -3 allergi -26 allergic -9 allergist -2 allergy -17 allopurinol -7 almost -18 aloe -7 "
        "alone -14 also -3 alternative -3 altitude -3 alto -7 alway -29 amable -10 amlodipine -4 amoxicilina -7 "
        "amoxicillin -7 analisi -8 andamo -6 ando -5 anemia -5 ankl -8 ankle -4 anniversary -3 annual -3 anos -12 "
        "another -6 answer -5 ante -14 antemano -3 antibiotic -26 antibiotico -8 anxiou -11 any -36 anyone -16 anyth "
        "-23 anyway -13 apartment -3 apnea -10 apologiz -3 apothecary -5 app -32 appendix -7 appointment -23 "
        "appointmnet -5 appreciat -7 appreciate -24 appt -6 april -5 aqui -8 are -15 arthriti -27 as -15 asap -4 asi "
        "-3 ask -19 asks -6 asleep -9 atorvastatin -24 atorvastatina -7 attach -32 attack -6 august -2 aunt -6 auto "
        "-3 autorizacion -5 ave -4 aviseme -4 avoid -10 awake -10 away -13 ayer -27 ayuna -2 azucar -10 b -27 back -5 "
        "backorder -7 bactrim -7 badly -2 balance -4 band -16 barely -9 basketball -26 bed -15 bedroom -11 bedtime -5 "
        "bee -5 beer -5 beet -13 before -13 bell -5 benadryl -17 bend -10 bendicion -9 bendiga -7 berg -20 berri -4 "
        "best -12 better -5 between -9 bid -2 bien -20 big -2 bill -42 birth -11 bit -7 bite -5 blah -2 blanca -4 "
        "bles -23 blister -4 bloat -19 block -7 blow -2 blvd -9 bn -5 body -16 bonito -15 book -15 booster -2 boot "
        "-20 boredom -2 both -12 bother -11 bottl -5 bowl -7 box -25 boxe -5 brace -9 brain -21 brand -5 braxton -9 "
        "break -17 breast -32 brick -4 bring -17 broad -2 broken -23 bronchiti -7 bruis -8 bruise -22 buen -3 buena "
        "-15 bueno -5 bug -4 build -4 bullseye -14 burn -16 bus -12 buy -7 c -4 caffeine -3 calendar -12 caliente -25 "
        "call -11 calor -3 cambiar -10 cambie -7 caminar -6 camp -6 can -44 canal -16 cancel -3 cane -2 cannot -6 "
        "cansada -2 cansancio -5 cap -3 car -18 card -22 cardiology -2 care -11 carro -5 carry -3 casa -13 cash -4 "
        "casi -5 cat -21 catheter -14 cause -17 cedar -2 cerraron -4 certificate -11 cetirizina -3 cetirizine -16 "
        "cettirizine -4 chang -4 change -7 chapp -20 chart -3 cheaper -6 check -29 cheek -8 cheer -6 chew -8 chicago "
        "-3 chirp -14 choke -5 cholesterol -16 christma -6 cita -38 claritin -3 clas -16 claustrophobic -3 clean -6 "
        "clear -18 clearance -5 click -9 climb -5 clinic -14 clopidogrel -5 close -5 cloudy -12 club -14 code -5 "
        "coffee -6 coin -6 colesterol -12 college -8 colonoscopy -6 color -4 comadre -5 come -24 comezon -3 "
        "comfortable -9 common -13 company -3 complain -5 complaint -18 completely -22 compression -4 computer -3 "
        "concern -8 concussion -16 confirm -3 constipat -14 contact -10 continue -8 copay -34 copd -2 corriendo -2 "
        "cost -17 costco -11 couch -12 could -19 counselor -7 count -14 couple -32 coupon -3 cover -4 cow -4 cpap -9 "
        "cpr -12 crack -5 cracker -12 cradle -10 cramp -16 crampy -19 cranky -2 crazy -19 creak -3 cream -33 "
        "creatinine -12 cried -24 cros -10 croup -9 cruise -3 crust -24 cry -10 crying -27 ct -12 cuando -2 cuanto "
        "-27 culture -4 current -3 cute -16 cvs -13 d -10 da -9 daily -3 dandruff -7 dar -8 date -38 day -36 daycare "
        "-2 days -32 de -10 dear -13 death -19 debo -7 december -3 decide -3 decir -8 deductible -2 degenerative -2 "
        "dehydrat -9 dejar -3 del -3 dementia -10 deni -7 dense -4 density -17 dental -5 dentist -19 denver -5 "
        "depression -37 dermatologist -5 desde -5 detector -6 detergent -5 dia -24 diabet -10 diabetic -3 diaper -14 "
        "diarrhea -23 dias -28 diaz -21 did -23 died -18 diego -3 dieron -8 diet -3 difference -12 different -7 "
        "dijeron -12 dijo -2 dios -7 disculpe -13 discus -6 division -2 divorc -14 dizzines -11 do -25 doctor -20 "
        "does -40 dog -2 doing -23 donate -23 donde -4 done -10 door -19 dose -23 dots -4 doy -3 dr -32 drain -10 "
        "draw -24 drawer -29 drawn -2 drew -20 drink -35 driv -3 drive -5 drop -26 drug -7 dry -45 due -32 dull -23 "
        "duty -2 ear -63 early -38 ears -2 eat -18 eating -9 edge -17 egfr -12 ekg -7 el -11 elevator -9 ella -9 elm "
        "-5 else -14 email -3 emergencia -2 emergency -21 empece -6 ended -4 english -3 entrar -3 envelope -4 er -10 "
        "era -12 eran -4 es -29 escitalopram -7 escribi -6 escribo -5 escuela -8 escupio -3 eso -18 espanol -10 "
        "espera -2 esperando -12 espero -6 estan -10 este -7 esto -2 estuve -7 even -4 everyth -13 exam -17 exception "
        "-2 excuse -7 exercis -7 expect -8 expensive -2 expir -17 expire -18 explain -9 explicar -5 extraction -2 "
        "fading -6 failure -8 famili -5 far -9 farmacia -10 fast -14 favor -24 fax -8 faxed -2 february -8 feet -16 "
        "ferritin -9 few -5 fiebre -12 figur -6 file -19 final -7 finally -18 find -2 fine -65 finish -4 first -9 fix "
        "-8 fixed -9 flank -12 flar -8 flare -4 flight -13 flip -2 flonase -16 florida -9 flu -5 fluticasona -3 "
        "fluticasone -5 flutter -8 flyer -13 fmla -9 foe -5 follow -17 followup -2 food -6 for -20 forearm -8 forget "
        "-2 forgetful -10 forgot -38 form -21 forti -3 four -12 fraser -12 free -2 friday -11 friend -6 from -14 "
        "front -14 fue -10 fui -4 fume -3 funeral -5 fungu -4 furniture -13 fyi -8 gabapentin -5 gain -14 galaxy -6 "
        "gallbladder -9 garden -12 garganta -15 gas -9 gatorade -3 gel -3 generic -26 genetic -3 gets -12 gett -9 gfr "
        "-12 gi -6 glargine -17 glass -17 glipizide -11 goal -2 goes -17 golf -3 goo -19 good -46 goopy -7 goose -7 "
        "gorgeou -3 gracia -44 grandmother -2 grateful -6 grax -14 great -45 grief -4 gripa -8 gripe -16 group -3 "
        "growth -2 gues -11 gums -25 guys -11 gym -3 ha -6 hacen -5 had -6 hago -4 haha -21 hair -17 handicap -7 "
        "handout -5 happen -2 happy -31 harbor -10 harm -9 has -15 hay -7 heal -17 health -8 hear -23 heartburn -8 "
        "heat -16 heel -20 height -6 hello -21 help -26 hemoglobin -4 hemorrhoid -7 hep -5 herida -13 hermana -6 "
        "hermanito -2 hernandez -15 herself -14 hey -8 heyy -5 hi -30 hiccup -10 hick -9 hii -5 hija -4 hike -9 "
        "hillside -5 hinchado -15 hip -7 hmm -10 hola -30 holiday -7 home -14 hope -16 hospital -10 how -3 hr -11 "
        "hung -9 hydrocortisone -8 iba -5 ibuprofen -19 ibuprofeno -12 ice -4 id -2 idk -5 if -12 igual -14 incision "
        "-4 infect -3 information -5 ingl -9 inhaler -2 inr -15 instead -5 instruction -8 insulin -11 insurance -13 "
        "insurence -2 intake -3 interact -3 interaction -2 interprete -2 iphone -7 ir -6 iron -14 is -9 it -15 itch "
        "-8 itchy -35 its -7 itts -9 ivy -8 j -2 jaja -6 jalon -4 jamm -37 january -18 jim -8 jogg -2 jose -15 juev "
        "-8 jugando -3 juice -15 jury -2 k -2 keep -8 kept -10 keys -3 kiddo -8 kidney -15 kim -4 kind -2 kindly -6 "
        "kit -6 knee -10 kroger -12 l -6 la -20 labell -10 laboratorio -6 labs -19 lady -11 lakeside -5 lancet -4 "
        "lantu -4 laps -7 las -11 last -18 late -15 lately -13 laugh -23 laundromat -4 law -14 lbs -24 ldl -6 leak -8 "
        "leav -3 lee -8 les -2 less -10 let -21 lett -2 letter -2 level -2 levothyroxine -5 lexapro -19 lice -14 "
        "license -3 lift -7 light -14 lighthead -3 lily -23 linaza -5 lincoln -7 lindqvist -3 link -9 lipid -8 "
        "lipitor -3 liquid -23 lisinopril -14 list -22 little -53 living -28 llamar -20 llame -4 llamo -6 llego -15 "
        "llena -6 llevar -11 llevo -6 lmk -4 lo -8 lobby -19 log -10 logg -6 login -7 lol -55 long -16 loop -3 loose "
        "-13 losartan -30 losing -2 lotion -3 loud -18 low -25 lower -32 lump -2 lunch -2 lune -16 m -4 machine -4 "
        "made -18 mail -24 main -5 make -5 man -18 mandan -4 mandar -16 mandaron -2 maria -24 marriage -22 mart -3 "
        "mask -3 mateo -27 matter -11 may -21 meal -23 mean -7 meant -10 medicare -17 medicin -3 meds -2 meeting -10 "
        "mejor -22 memory -17 meningiti -18 mensaje -3 menu -15 merry -6 message -15 metforman -3 metformin -33 "
        "metformina -16 metoprolol -43 mexico -3 mg -36 miercol -9 might -18 migraine -11 mil -4 mild -47 mile -6 "
        "mill -7 million -9 mind -8 misma -8 mistak -2 mixup -4 modnay -3 mole -10 molestia -5 moment -2 mon -11 "
        "monday -42 monitor -9 monster -5 montelucast -5 montelukast -29 month -14 moquito -2 more -33 morn -4 "
        "morning -35 mosquito -6 most -6 mostly -17 moved -3 movement -13 moving -2 mr -2 mri -12 ms -6 much -43 "
        "mucha -6 muscle -11 muscular -2 mutual -2 n -2 nadie -10 nail -17 nair -17 naloxone -3 nap -11 naproxeno -2 "
        "naps -4 nariz -10 nasal -4 natural -3 nausea -3 necesito -28 need -43 needl -12 needle -15 neg -6 nervio -3 "
        "nervou -20 never -20 new -31 news -10 next -5 nice -11 nieto -2 night -19 noch -6 noma -2 none -6 normal -58 "
        "note -25 noth -5 notic -15 nuevo -8 number -18 numero -7 nurs -13 nurse -17 oak -3 oatmeal -2 ob -4 off -4 "
        "offer -2 office -15 ohio -2 ok -58 okay -41 olvido -5 omeprazol -6 omeprazole -7 on -12 one -3 ones -46 "
        "online -6 only -19 oops -6 oozing -7 opinion -4 option -3 or -16 orchard -7 order -7 orina -4 orinar -24 "
        "ortopedia -4 other -2 otherwise -15 otro -13 overdue -2 overnight -18 own -16 ozempic -3 paciente -2 pagaba "
        "-6 pagar -4 page -3 paint -3 pan -3 panic -29 panza -5 pap -5 papel -4 paperwork -26 para -11 parar -3 "
        "parent -5 park -12 partner -20 paso -10 password -3 patch -32 patel -23 paxlovid -18 pay -9 pcp -2 pee -12 "
        "peed -29 peeing -29 pego -8 pena -6 pendiente -3 penny -11 pens -14 pepcid -7 per -4 perdon -3 perfect -13 "
        "period -6 pero -12 pharm -2 pharmacist -15 pharmacy -41 phone -38 photo -11 phq -9 physical -30 pic -2 picc "
        "-4 pickleball -6 pide -6 pillbox -6 pinehurst -2 pink -45 piso -2 pizza -12 placard -7 place -6 plain -2 "
        "plann -13 plant -11 platelet -7 play -33 please -37 plenty -2 pls -22 pluma -4 pm -15 poco -14 poison -4 "
        "pollen -11 pool -11 pop -3 poquito -23 por -33 porfa -2 portal -49 positive -7 possible -17 potassium -5 "
        "pound -7 powder -5 pp -13 pre -3 precio -3 prednisone -6 pregnant -26 preguntar -5 preguntita -5 prep -2 "
        "prepare -2 pres -3 prescription -7 presion -11 pressure -10 pretty -11 pric -12 price -6 prilosec -11 print "
        "-2 probably -15 program -5 proof -13 protein -4 proxy -5 psa -15 pt -14 pueden -18 puedo -14 puerto -4 "
        "puking -15 pull -2 punctur -4 pus -21 puso -15 q -10 qty -3 quarry -2 quarter -6 que -19 quedan -20 quedaron "
        "-4 quedo -3 queria -8 question -22 quick -20 r -7 rahman -13 rain -10 rainbow -18 ramirez -5 ramp -3 ran -19 "
        "range -2 rash -14 rate -19 rather -5 ray -14 rd -11 reach -2 reaction -3 reading -12 ready -5 recall -5 "
        "receipt -4 receptionist -12 receta -2 recheck -3 recommend -4 record -16 recover -6 recovery -3 red -28 "
        "rednes -11 redo -6 reed -13 refer -4 referencia -8 referido -2 referral -28 refill -44 regard -7 releas -2 "
        "release -6 remain -4 reminder -10 renew -24 renewal -13 repeat -5 replac -14 replacement -2 reply -7 report "
        "-11 request -5 reschedul -4 reschedule -4 rescue -13 respuesta -4 result -33 resultado -9 resurtido -4 "
        "resurtir -4 return -4 reuslt -2 ribs -10 rico -4 ride -4 ring -4 risk -10 rite -17 road -9 roja -20 roosa -2 "
        "rosa -32 rosuvastatin -2 route -9 routine -12 rsv -3 runn -13 runny -23 ruptur -8 rusty -12 rx -10 saber -4 "
        "sad -3 safe -7 safeway -12 sale -9 salieron -9 salio -8 salt -15 saludo -9 salvador -2 same -18 sample -5 "
        "san -3 saturday -9 save -2 scan -17 schedule -21 school -29 score -10 scrap -26 scratch -15 scratchy -18 "
        "screen -11 script -3 season -16 segunda -2 seguro -10 self -13 send -21 senior -2 senorita -15 sensor -6 "
        "sent -21 sepsi -2 sera -5 sertralina -5 sertraline -26 set -8 settl -5 shampoo -2 share -3 shav -7 shift -8 "
        "shingl -27 shoe -20 shoot -9 shop -4 short -4 shortnes -7 shot -20 should -33 shovel -9 show -6 shut -4 si "
        "-38 siente -7 sigo -6 silly -16 since -18 singulair -15 sinu -15 sips -39 skip -27 skipp -17 sleep -9 slight "
        "-5 small -36 smil -9 smok -25 smoke -3 smth -3 sneez -12 snor -18 snow -4 so -5 soccer -2 sofa -8 soft -3 "
        "softball -12 solo -25 some -9 somebody -5 somehow -2 someone -2 sometim -7 somewhere -2 sooner -2 sore -40 "
        "sorenes -16 sorrel -2 sorry -18 soup -22 soy -14 spac -4 spell -6 spin -23 spinn -13 spironolactone -2 spot "
        "-8 spott -14 sprain -13 spring -19 st -2 stable -4 staff -8 stair -2 start -5 statin -9 step -4 stepp -2 "
        "sticker -3 still -16 sting -10 stitch -28 stock -2 stone -22 stop -3 store -11 story -10 stove -3 strain -13 "
        "strangle -7 streak -12 stregth -4 strep -17 stres -14 stress -3 stretch -4 strip -6 stronger -2 student -2 "
        "study -5 stuffy -17 stye -4 su -13 sugar -3 summer -7 sunday -8 sunscreen -11 sunshine -3 supply -2 suppos "
        "-4 sure -11 surgeon -9 survey -5 sweet -9 swim -10 swing -10 switch -5 synthroid -7 tabl -11 tabs -16 take "
        "-15 taken -3 taking -6 tambien -7 tampa -3 taper -2 tard -4 tarda -16 tarde -7 tast -2 taste -5 tax -10 taxe "
        "-3 tea -14 teacher -8 team -20 teen -5 teeth -15 telefono -3 telephone -5 tender -27 tenga -8 test -43 "
        "tetanu -19 th -29 thak -4 thank -42 that -8 therapist -3 therapy -18 these -21 they -28 thinner -4 third -11 "
        "this -11 thnak -11 though -3 three -5 throbb -17 thumb -16 thursday -29 thx -28 tick -25 tienen -4 till -6 "
        "tilt -2 time -8 tingl -29 tiny -22 tips -24 tired -10 tiro -4 titer -6 toda -6 todavia -12 today -2 toe -35 "
        "toenail -24 together -3 told -18 tom -36 toma -26 tomado -5 tomar -16 tomato -3 tomorrow -26 ton -8 tooth -5 "
        "toprol -8 tos -10 tour -4 town -5 trabajar -3 trabajo -14 trace -4 traducir -2 traen -2 travel -9 treat -13 "
        "tres -12 tricoast -3 trie -3 triglycerid -5 troponin -8 trust -2 try -11 tsh -8 tue -11 tuesday -16 turmeric "
        "-8 turno -6 twin -8 twist -29 two -14 ty -15 typing -4 ugh -4 ultrasound -15 unas -5 under -11 understand -4 "
        "union -2 unpack -2 until -24 untill -2 updat -24 update -9 upper -8 urgencia -7 urgent -17 urine -35 "
        "urologia -5 using -19 usted -11 usual -34 uti -18 vaccin -30 vaccine -12 vacuna -15 valium -7 van -8 "
        "varicose -6 vario -4 vasectomy -11 vecina -6 vein -10 version -2 vertigo -8 vet -5 video -9 viern -7 view -4 "
        "viniera -2 vino -6 visit -34 visita -6 vitamin -32 volteo -2 vomito -23 w -5 wait -2 walgreen -16 walk -16 "
        "walker -7 wall -5 walmart -9 want -9 warfarina -12 warm -10 wart -8 wash -28 wave -2 we -12 website -5 wedd "
        "-4 wednesday -28 week -10 weekend -5 weight -25 well -18 wellnes -10 were -14 wet -14 what -12 wheelchair "
        "-24 wheezy -4 when -41 whenever -8 where -28 whether -6 which -30 who -5 whom -28 why -34 wine -15 winter -8 "
        "wish -4 within -2 wonder -19 wonderful -13 wood -7 woozy -12 work -13 worri -3 worry -14 wouldnt -4 wreck -3 "
        "writ -5 write -11 wrong -3 xray -22 ya -7 year -13 yearly -3 yell -26 yellow -23 yes -8 yesterday -13 yet "
        "-25 yogurt -7 you -35 young -2 your -24 youre -9 zero -16 zestril -7 zofran -4 zoloft -3 zyrtec -7 ~a -6 "
        "~about -16 ~accident -2 ~action -5 ~acute -3 ~adhd -4 ~after -8 ~again -4 ~ago -5 ~albuterol -4 ~allergic -2 "
        "~allergy -5 ~altitude -8 ~amoxicillin -4 ~an -9 ~anaphylaxi -5 ~anatomy -5 ~aneurysm -9 ~another -5 "
        "~antibiotic -5 ~any -28 ~anymore -8 ~anyth -10 ~anywhere -3 ~aplicacion -3 ~app -2 ~appointment -7 ~as -17 "
        "~ask -4 ~asked -3 ~aspirin -5 ~assistance -2 ~asthma -4 ~at -15 ~ate -7 ~atorvastatina -2 ~attack -20 "
        "~attempt -4 ~auth -5 ~autorizar -2 ~away -4 ~b -2 ~battery -7 ~be -10 ~bee -2 ~been -2 ~bien -10 ~big -4 "
        "~bill -6 ~birth -7 ~bite -17 ~black -8 ~bled -7 ~bleed -17 ~blister -8 ~blood -13 ~blue -9 ~both -5 ~box -6 "
        "~bp -8 ~brain -2 ~breath -23 ~breathe -3 ~broad -6 ~broke -5 ~brother -3 ~bueno -2 ~burn -2 ~burst -2 ~c -6 "
        "~cai -2 ~came -5 ~camp -4 ~can -27 ~cancel -7 ~car -2 ~cardiac -2 ~carta -3 ~case -11 ~catch -2 ~chang -15 "
        "~change -7 ~chart -12 ~chest -26 ~child -4 ~chocolate -4 ~chok -13 ~cholesterol -6 ~clearance -6 ~clinic -3 "
        "~clot -18 ~collaps -6 ~college -2 ~come -7 ~concussion -4 ~confus -21 ~confusion -3 ~consciousnes -5 "
        "~contact -2 ~contesta -10 ~contraction -2 ~control -5 ~convulsion -3 ~corner -5 ~costco -4 ~cough -5 "
        "~couldnt -4 ~cover -2 ~covid -9 ~cpr -5 ~crash -4 ~cream -3 ~cut -2 ~cvs -2 ~d -3 ~dad -6 ~daily -6 ~danger "
        "-14 ~dark -2 ~daughter -5 ~day -7 ~days -14 ~de -13 ~dear -4 ~death -6 ~deni -2 ~dental -5 ~depress -2 "
        "~derrame -4 ~dia -5 ~diagnosi -2 ~did -5 ~died -12 ~different -6 ~disability -2 ~discomfort -7 ~disculpe -2 "
        "~dissection -3 ~dizzines -32 ~dizzy -6 ~do -22 ~doctor -3 ~does -9 ~doing -7 ~dolor -13 ~dose -21 ~down -6 "
        "~dr -4 ~drain -21 ~drainage -13 ~drink -14 ~driv -11 ~drive -4 ~droop -7 ~drown -11 ~duele -13 ~dvt -4 "
        "~eating -6 ~ectopic -6 ~effect -4 ~el -17 ~eliqui -2 ~embolism -2 ~en -10 ~entendi -3 ~epipen -2 ~er -4 ~es "
        "-5 ~esta -5 ~even -22 ~event -4 ~eye -8 ~face -3 ~faint -3 ~falta -4 ~family -3 ~far -3 ~fax -2 ~fee -9 "
        "~fell -6 ~female -8 ~fever -40 ~fiebre -22 ~fill -21 ~fine -24 ~first -9 ~flu -26 ~fluticasone -2 ~fly -2 "
        "~fmla -2 ~for -16 ~form -15 ~free -3 ~friend -12 ~gave -10 ~general -3 ~get -18 ~give -6 ~giving -4 "
        "~glucagon -9 ~glucose -7 ~go -4 ~going -3 ~good -2 ~gracia -5 ~great -7 ~grief -6 ~gun -14 ~had -21 ~haha -8 "
        "~has -11 ~having -6 ~head -7 ~hear -4 ~heartburn -3 ~hemorrhage -7 ~her -8 ~here -4 ~hernia -3 ~heyy -6 "
        "~high -10 ~himself -6 ~hit -7 ~hive -2 ~hold -3 ~how -4 ~hurt -38 ~i -30 ~im -4 ~in -5 ~infarto -17 ~inhaler "
        "-5 ~ir -7 ~iron -4 ~is -7 ~it -25 ~itch -2 ~itchy -10 ~ivy -2 ~job -2 ~juega -2 ~just -11 ~keep -7 ~kid -2 "
        "~kill -14 ~la -16 ~label -5 ~last -5 ~laugh -6 ~le -8 ~leaflet -4 ~leak -2 ~left -18 ~legs -3 ~letter -5 "
        "~lift -3 ~lily -9 ~lips -3 ~list -10 ~llaman -12 ~lol -2 ~long -15 ~longer -4 ~losartan -2 ~loss -22 ~low -6 "
        "~lows -8 ~lung -2 ~malaria -5 ~mammogram -4 ~mareo -8 ~may -5 ~me -21 ~mean -2 ~med -2 ~meds -4 ~meningiti "
        "-3 ~mention -7 ~metformin -20 ~migraine -2 ~miss -3 ~move -9 ~moving -5 ~much -29 ~mucha -4 ~murio -5 "
        "~muscle -3 ~music -3 ~muy -2 ~my -25 ~myself -6 ~nada -17 ~naloxone -2 ~neck -10 ~need -34 ~next -4 ~ni -22 "
        "~no -35 ~nor -2 ~normal -10 ~not -19 ~noth -2 ~notic -8 ~numb -5 ~numbnes -10 ~o -3 ~of -14 ~off -13 ~ok -16 "
        "~old -13 ~once -3 ~one -14 ~online -3 ~open -8 ~or -53 ~orden -5 ~order -20 ~other -11 ~our -10 ~out -17 "
        "~over -9 ~overdos -16 ~overdose -10 ~override -6 ~oxygen -5 ~page -2 ~pain -7 ~palpitation -7 ~paper -3 "
        "~para -4 ~pass -9 ~payment -5 ~pecho -6 ~pediatric -2 ~penicillin -2 ~people -2 ~per -4 ~pharmacy -6 ~phone "
        "-16 ~physical -2 ~pick -4 ~plan -13 ~plane -2 ~play -11 ~please -18 ~pls -4 ~poison -5 ~por -4 ~portal -5 "
        "~preeclampsia -5 ~pregnant -4 ~prescription -2 ~prevention -6 ~prior -7 ~problem -21 ~prun -2 ~pt -3 "
        "~pulmonary -2 ~quick -9 ~quiero -6 ~rash -8 ~read -10 ~ready -2 ~record -2 ~red -8 ~referencia -4 ~refill "
        "-27 ~rehab -3 ~remove -8 ~repair -3 ~report -2 ~reschedule -4 ~result -5 ~right -6 ~risk -2 ~ruled -3 ~rush "
        "-24 ~rx -5 ~sabe -3 ~saber -4 ~said -2 ~sangrado -6 ~saw -2 ~say -2 ~scar -2 ~school -9 ~screen -3 ~scuba -3 "
        "~section -6 ~seizur -19 ~seizure -14 ~send -5 ~set -3 ~severe -3 ~shingl -2 ~shoot -2 ~short -14 ~shot -16 "
        "~should -10 ~show -18 ~si -5 ~side -4 ~sign -14 ~sin -11 ~skipp -3 ~slurr -9 ~snake -2 ~so -7 ~some -3 "
        "~someone -2 ~someth -4 ~sore -2 ~speech -2 ~spmeth -2 ~sport -3 ~st -8 ~start -12 ~state -4 ~steroid -9 "
        "~stiff -7 ~sting -2 ~stop -3 ~strain -3 ~strep -3 ~stres -5 ~strok -2 ~stroke -10 ~study -11 ~sugar -6 "
        "~suicidal -20 ~suicide -11 ~suppos -12 ~surgery -5 ~swallow -21 ~swell -18 ~symptom -38 ~taken -4 ~tb -2 "
        "~teach -6 ~teenager -2 ~telefono -2 ~ten -2 ~tengo -18 ~terrible -7 ~test -13 ~tetanu -7 ~than -9 ~thank -14 "
        "~that -8 ~the -15 ~their -6 ~there -14 ~think -9 ~thought -38 ~thursday -2 ~tia -7 ~tiene -2 ~tienen -6 ~to "
        "-23 ~toddler -7 ~too -3 ~tos -2 ~town -2 ~train -2 ~travel -4 ~tried -4 ~trip -2 ~trouble -33 ~trying -6 "
        "~tuesday -2 ~turn -5 ~tv -6 ~two -8 ~tylenol -3 ~un -9 ~update -5 ~us -9 ~usar -3 ~used -11 ~usted -2 ~va -2 "
        "~vacation -6 ~vaccine -2 ~vision -2 ~visit -10 ~vitamin -3 ~vomit -19 ~wait -3 ~walgreen -2 ~walk -5 ~want "
        "-10 ~warfarin -2 ~was -5 ~watch -6 ~we -19 ~weaknes -14 ~weight -22 ~well -6 ~what -13 ~wheeze -4 ~which -4 "
        "~whole -5 ~why -6 ~wife -2 ~word -5 ~work -3 ~worry -2 ~wrong -11 ~x -2 ~ya -7 ~year -14 ~yes -3 ~yesterday "
        "-4 ~you -9 ~your -11 ~yrs -3 ~zone -2 "
    ),
    "abdominal-pain": (
        "abdomen 11 agony 24 aneurysm 9 around 9 belly 23 bile 10 blown 15 board 13 brown 4 button 15 cm 7 como 21 "
        "cyst 2 doubl 5 dreadful 9 dura 12 estomago 24 fuerte 24 green 5 groin 25 gut 20 hard 42 havent 16 hernia 7 "
        "horrible 16 jelly 11 morada 4 ni 10 pain 37 poo 16 puls 5 remov 17 sided 2 stabb 23 stomach 15 straight 23 "
        "strong 9 stuff 2 sudden 47 sunk 7 terrible 32 touch 8 tummy 3 unbearable 15 verde 8 vomit 45 ~appendix 3 "
        "~con 4 ~cramp 17 ~gas 17 ~lie 10 ~poop 7 ~sudden 7 "
    ),
    "allergy": (
        "anaphylaxi 2 ate 51 blew 2 camaron 7 cara 14 cashew 9 clos 23 comer 7 comi 6 contrast 11 cuesta 6 di 6 dizzy "
        "36 dye 10 epi 15 epipen 12 fat 6 hinchada 16 hincho 8 hive 7 hoarse 3 lamictal 4 lengua 27 marisco 7 peanut "
        "18 pico 12 roncha 3 se 20 seen 9 shrimp 7 sticky 7 stung 12 sunburn 7 swell 22 throat 40 todo 12 tongue 58 "
        "tragar 14 trouble 3 used 36 walnut 9 wasp 8 welt 9 wheez 25 ~cashew 7 ~epinephrine 10 ~reaction 3 ~treat 7 "
        "~where 8 "
    ),
    "bleeding": (
        "amount 3 ayuda 3 bandage 3 bleed 34 blood 38 bloody 13 bright 45 cauteriz 3 cirrhosi 16 clot 35 dark 33 "
        "disorder 6 dress 7 each 7 eaten 6 estoy 18 fill 5 full 27 graft 21 ground 8 hour 23 large 6 lot 12 noseble 2 "
        "pad 19 pads 14 poop 5 pour 26 puddle 8 razor 24 sangre 42 size 3 soak 49 squirt 6 stool 14 tar 24 tarry 25 "
        "through 18 thru 15 toilet 28 tonsil 14 towel 29 warfarin 7 ~expir 2 ~gi 7 ~history 12 ~mine 5 ~questionnaire "
        "3 "
    ),
    "blood-pressure": ("borroso 4 bp 16 cuff 3 mine 6 over 16 postpartum 4 thump 11 ~home 26 ~took 10 ~top 19 "),
    "breathing": (
        "acuesto 4 air 49 aire 17 als 3 and 24 asthma 9 barky 2 bathroom 23 breath 58 breathe 49 breathles 25 chair "
        "15 discharg 2 dusky 9 emma 8 falta 10 flat 24 gasp 35 grey 11 increase 12 isnt 11 lay 31 lb 2 lie 24 los 7 "
        "muero 5 neb 8 nebulizer 12 nino 2 noisy 3 nostril 8 pant 5 peak 11 rapido 8 really 9 respira 13 respirar 38 "
        "sob 30 struggl 19 suck 21 suffocat 7 treatment 6 whistl 5 ~aire 19 "
    ),
    "chest-pain": (
        "ache 7 an 13 angina 14 anoche 27 aprieta 17 blad 7 brazo 16 breastbone 37 but 25 center 3 chest 57 cinco 2 "
        "clammy 29 creo 15 crush 33 dio 9 discomfort 15 dolor 38 duele 13 elephant 10 en 16 frio 9 gray 27 having 29 "
        "hill 4 hurt 26 infarto 13 jaw 45 mammogram 9 middle 3 nitro 12 pecho 44 person 4 rehab 4 relief 7 ripp 9 "
        "round 2 rubb 2 shoulder 10 squeez 21 sudando 11 sweat 48 tear 8 tight 27 tightnes 20 tingly 8 tums 5 un 2 "
        "viagra 7 woman 3 y 40 ~bypas 25 ~shortnes 8 ~stent 9 ~three 6 "
    ),
    "child": (
        "baby 34 blue 35 doll 2 feed 8 floppy 29 grandpa 22 grunt 4 hungry 14 infant 16 kid 19 labio 9 limp 10 lips "
        "40 lunchtime 8 no 6 projectile 18 quiere 3 rag 2 raro 10 rouse 16 sleepy 42 sunken 13 toddler 23 weird 9 "
        "~constipat 6 ~diaper 9 ~pulse 21 ~tear 17 ~tired 11 ~wet 23 "
    ),
    "choking": (
        "batteri 5 battery 27 caught 9 chicken 2 chok 27 dinner 9 drool 15 fish 6 fridge 10 gagg 4 grandad 12 grape 7 "
        "lodg 3 magnet 20 making 17 meat 21 noise 12 ours 6 piece 5 puppy 6 remote 5 sound 24 spit 3 spitt 21 steak 9 "
        "stuck 16 swallow 50 those 10 toy 10 voice 27 "
    ),
    "clot": (
        "because 4 calf 15 catch 19 deep 28 flew 9 just 9 leg 26 lovenox 8 mailbox 7 now 33 op 2 post 16 puff 15 "
        "sharp 31 sit 28 wind 23 ~on 11 ~pill 8 ~pus 5 ~rednes 4 ~thinner 23 "
    ),
    "confusion": (
        "admitt 2 calcium 10 cats 27 confus 36 confusion 5 dad 27 despierta 11 doesnt 60 drowsy 34 esta 9 get 4 hers "
        "3 him 18 kettle 16 know 8 mom 3 mother 23 muy 6 nonsense 17 not 21 papa 22 respond 27 sense 20 she 48 slow 9 "
        "stay 7 up 11 very 11 wake 49 waking 27 wife 19 wont 57 ~heat 15 ~new 6 ~recognise 26 ~who 5 "
    ),
    "dehydration": ("hardly 7 rotaviru 13 runs 6 stand 30 yo 26 yr 12 ~urine 32 "),
    "diabetes": (
        "arrow 14 dexcom 2 fail 8 fruity 5 glucagon 2 glucose 30 keton 19 meter 16 nonstop 15 plane 7 polish 15 pump "
        "9 remover 14 shaky 21 smell 4 sweaty 31 t 8 thirsty 10 throw 18 type 3 "
    ),
    "fainting": (
        "at 4 black 53 challenge 4 choir 2 church 14 collaps 31 consciousnes 25 decid 41 desmaye 17 faint 66 floor 46 "
        "game 13 grade 17 hall 17 iud 6 kitchen 24 knew 9 loc 20 manana 23 mid 9 minute 20 nearly 3 out 8 pass 43 run "
        "6 second 11 shower 8 sixth 10 smoker 5 stood 6 treadmill 14 unconsciou 28 v 9 vece 14 warn 24 woke 36 x 3 "
        "~but 7 ~hcp 20 ~recall 6 ~they 20 ~uncle 8 "
    ),
    "fever": (
        "con 12 desmayo 18 football 2 grandma 12 hes 12 hot 12 lawn 4 mowing 10 mumbl 5 practice 6 sun 6 ~sweat 26 "
        "~talk 8 "
    ),
    "head-injury": (
        "abuelo 18 ahora 4 asking 9 bigger 7 bump 13 cayo 5 coumadin 23 curb 2 dormido 4 egg 2 eliqui 19 fall 2 fell "
        "11 forehead 17 head 41 hemophilia 7 her 33 his 22 hit 13 hockey 4 knock 7 ladder 22 lap 12 later 2 mese 8 "
        "mum 2 onto 27 pupil 17 secs 15 slipp 12 smack 12 squishy 4 table 20 temple 19 threw 2 thrown 13 tile 15 "
        "tripp 9 tub 14 worse 24 xarelto 18 ~same 2 ~second 10 "
    ),
    "headache": (
        "age 13 bad 20 bat 11 being 40 cabeza 24 during 9 empezo 12 ever 39 explod 10 headach 6 headache 40 life 14 "
        "like 34 migrain 4 name 2 peor 11 point 2 repente 12 sex 8 vida 21 while 31 worst 22 ~headach 12 ~headache 14 "
        "~his 7 ~like 15 ~this 13 "
    ),
    "infant-fever": (
        "bebe 49 born 11 bottom 22 calentura 2 f 10 fussy 26 give 31 mes 11 nd 19 newborn 20 old 57 our 17 recien 22 "
        "rectal 33 temp 17 temperature 22 thermometer 29 tiene 23 tylenol 14 wk 9 ~are 5 ~hemo 8 ~really 6 ~tenido 8 "
        "~those 11 ~vomito 3 ~week 12 "
    ),
    "injury": (
        "arms 14 bath 2 bent 19 blind 15 boil 5 bolt 12 bone 21 copperhead 18 cord 21 crash 3 cut 6 didnt 15 drown 7 "
        "fire 10 fork 9 hiking 18 hole 33 horse 13 inhal 12 lake 3 lightn 9 live 8 oil 11 outlet 5 palm 11 panel 14 "
        "peel 17 poking 20 pot 10 power 3 reflux 5 saw 21 scald 12 shallow 3 sheet 7 skin 40 slic 3 snake 23 spider 7 "
        "spill 6 spurt 15 stick 4 tingle 3 tip 24 visible 5 weve 2 widow 7 window 20 wire 12 ~pull 9 "
    ),
    "limb": (
        "below 19 cast 2 chemical 13 cold 7 drum 2 elbow 4 finger 10 fistula 3 foot 24 fracture 7 painful 9 pale 26 "
        "rock 17 scream 14 shap 3 shiny 15 them 36 thigh 24 toes 14 trip 2 turn 12 unreal 18 washer 13 way 11 white "
        "29 ~and 22 ~below 5 ~check 8 ~cold 8 ~feel 27 ~foot 9 ~fracture 3 ~leg 9 ~neighbor 8 ~nurse 7 ~put 4 "
    ),
    "meningitis": (
        "alta 4 arch 2 chin 2 daughter 14 feverish 11 glas 6 go 8 look 18 neck 52 purple 14 roommate 24 splitt 5 "
        "stiff 16 ~fade 5 ~when 20 "
    ),
    "mental-health": (
        "ago 32 alcohol 6 arent 8 brother 28 bugs 4 chip 7 dice 20 dicen 4 fly 4 giving 6 god 22 h 4 habla 10 hammer "
        "17 harder 2 hasnt 40 house 12 jesu 4 leave 5 lithium 10 matar 13 naked 8 people 34 put 3 quit 14 saved 18 "
        "says 21 seeing 23 stab 17 stopp 6 stranger 6 street 2 trying 14 turkey 5 uncontrollably 3 voic 7 xanax 4 yrs "
        "7 ~him 4 ~isnt 6 ~she 12 ~told 4 ~water 4 "
    ),
    "metabolic": (
        "addison 18 adrenal 3 crisi 4 dialysi 21 insufficiency 3 lab 13 lying 7 miss 4 saying 43 session 7 sodium 16 "
        "weak 24 ~up 7 "
    ),
    "oxygen": (
        "above 3 actually 17 afternoon 11 covid 4 kinda 19 liter 24 mama 13 normally 16 o 24 ox 5 oxygen 6 percent 10 "
        "pneumonia 16 read 19 rest 9 room 10 s 19 sat 17 sats 32 saturacion 7 thing 24 usually 27 ~bad 20 "
    ),
    "palpitations": (
        "ablation 4 bpm 11 defibrillator 24 desk 2 exhaust 13 heart 14 holter 12 icd 7 implant 3 jackhammer 2 kick 16 "
        "messag 6 nite 9 pacemaker 9 palpitation 9 party 11 pulse 11 racing 32 shock 35 siento 11 sitt 29 twice 26 "
        "~ablation 11 ~cause 7 ~wpw 11 "
    ),
    "poisoning": (
        "accident 10 accidentally 14 adult 12 antidepressant 3 antifreeze 9 bleach 14 bunch 15 by 5 cabinet 4 carbon "
        "7 carvedilol 4 chewable 8 child 4 chlorine 5 cleaner 33 clonidine 7 co 10 dads 3 drank 29 empty 18 error 7 "
        "extra 8 family 2 fight 14 forever 3 frasco 13 furnace 12 gave 14 got 18 granddaughter 3 grandkid 18 gummy 10 "
        "guy 5 heater 6 humalog 2 includ 9 inject 9 into 44 jarabe 9 lamp 10 laundry 8 least 14 many 6 maybe 6 "
        "medicine 10 melatonin 3 methotrexate 16 mis 7 mistake 9 mixed 17 ml 6 monoxide 7 morphine 6 of 14 once 2 "
        "oven 6 overdos 19 oxycodone 8 pastilla 17 pen 27 pill 4 pod 12 prenatal 13 sick 18 syrup 5 tablet 17 their 2 "
        "tiki 10 tomo 11 took 55 torch 10 unit 7 vape 8 whole 38 worth 5 ~drunk 3 ~glipizide 5 ~heart 4 ~night 14 "
        "~pressure 17 "
    ),
    "pregnancy": (
        "# 10 babi 3 broke 16 contraction 39 decreas 6 deliver 13 discharge 16 ectopic 8 felt 41 fetu 14 fist 13 "
        "fluid 9 gush 19 heavily 9 hemorrhag 28 im 24 labor 4 nst 6 orange 7 parto 4 past 16 placenta 9 pregnancy 5 "
        "puffy 11 push 17 quiet 9 sangrando 17 section 23 sign 2 sin 6 someth 2 sparkl 8 stink 15 tap 2 tengo 21 "
        "there 6 top 4 traffic 4 vacation 3 water 22 wks 16 ~bebe 20 ~contraccion 6 ~eclampsia 3 ~ended 3 ~kick 15 "
        "~mi 2 ~monday 25 ~moved 17 ~moverse 15 ~que 8 ~se 2 ~sentido 10 ~spott 14 "
    ),
    "seizure": (
        "all 4 anti 10 blank 2 convuls 37 convulsion 17 convulsionando 18 diastat 3 eyes 41 fit 33 fits 17 foam 14 "
        "hijo 22 hoy 22 idea 6 jerk 11 keppra 12 med 5 mi 24 min 37 mins 12 minut 29 muscl 13 nina 7 roll 10 row 27 "
        "seiz 24 seizur 21 seizure 63 star 18 tiesa 11 tuvo 3 twitch 13 una 19 ~all 19 ~grand 3 ~happen 18 ~he 3 ~mal "
        "3 ~quarter 6 ~rescue 9 ~son 3 ~way 4 "
    ),
    "self-harm": (
        "aguanto 34 alive 23 already 14 amitriptyline 18 anymore 32 be 13 been 5 bought 35 bridge 9 carta 13 closet 7 "
        "currently 10 cutt 28 deeper 18 die 38 divorce 2 dont 38 dormir 2 easier 5 easy 11 end 35 ending 19 everybody "
        "13 everyone 27 forgive 10 garage 42 girlfriend 5 gone 2 gonna 11 goodbye 8 gun 59 hate 9 have 3 here 21 "
        "hidden 3 himself 7 honestly 22 i 3 ive 14 jump 23 kill 35 kniv 2 load 6 longer 30 matarme 26 muerta 10 "
        "nobody 4 overpas 17 peace 33 pensado 8 pick 16 pillow 3 pistol 10 promise 6 psych 3 purpose 24 quiero 23 "
        "quitarme 11 reason 23 rifle 10 rope 11 seal 3 slit 2 soon 4 suicidal 37 suicide 46 teenager 25 tell 50 text "
        "12 think 57 thought 35 to 4 tonight 25 train 16 tree 16 tried 8 u 6 upped 6 vivir 8 voy 3 would 2 wrist 4 "
        "written 19 wrote 5 ~around 2 ~bottle 13 ~care 10 ~enough 8 ~find 16 ~found 14 ~glitch 4 ~goodbye 18 ~have 3 "
        "~hay 2 ~hotline 7 ~if 8 ~life 11 ~living 27 ~lost 7 ~mom 11 ~more 3 ~note 13 ~point 27 ~psych 5 ~safe 4 "
        "~sister 19 ~sorry 8 ~stay 10 ~these 6 ~tonight 3 ~u 18 ~unit 5 ~will 15 ~with 16 ~would 17 "
    ),
    "sepsis": (
        "bag 6 bear 11 blotchy 5 bum 2 chatter 13 chemo 51 chill 51 clench 3 fever 20 flush 13 foul 10 infection 2 "
        "junior 3 line 8 mad 6 neutropenic 23 patient 12 port 13 rigor 5 scope 11 shak 54 shiver 26 sickle 11 spleen "
        "3 spread 7 tacrolimu 3 transplant 17 ulcer 4 wed 3 wound 17 ~anti 6 ~by 10 ~dog 11 ~friday 2 ~got 6 "
        "~rejection 9 ~spleen 19 ~transplant 4 "
    ),
    "spine": (
        "able 9 area 6 bowel 7 bulg 27 cancer 10 control 10 disc 14 hold 4 jello 2 legs 53 myself 52 numb 41 numbnes "
        "14 plus 17 properly 3 roof 12 saddle 9 waist 6 wipe 11 without 26 ~know 10 ~las 7 ~puedo 12 ~siento 35 ~th 3 "
        "~till 27 ~y 10 "
    ),
    "stroke": (
        "arm 41 bluish 4 boca 21 breakfast 32 brush 2 cant 44 couldnt 31 crook 3 cuerpo 11 cup 15 derecho 11 double "
        "26 dragg 15 dribbl 5 drift 7 droop 43 dropp 34 drunk 15 eyelid 16 face 51 feel 6 garbl 9 gibberish 18 hablar "
        "15 hand 15 hang 13 heavy 17 hubby 4 lado 21 le 16 lean 2 left 18 lip 29 lopsid 12 lose 4 mention 7 mouth 12 "
        "move 6 mover 8 puffer 7 right 21 sagg 3 say 9 sentenc 13 side 20 slurr 50 smile 14 speak 18 speech 41 stroke "
        "5 stumbl 6 suddenly 19 talk 19 ten 2 thick 12 tia 16 torcio 13 use 3 voicemail 4 weaknes 18 word 39 ~cva 11 "
        "~drop 8 ~evidence 2 ~hx 3 ~p 11 ~plavix 4 ~s 9 ~sense 3 "
    ),
    "testicle": (
        "ball 20 boy 19 cell 10 coach 11 dos 8 erection 27 hell 3 high 25 hora 16 hrs 5 injection 14 nauseou 18 noon "
        "7 nowhere 7 nut 6 privat 8 scrotum 6 severe 19 son 15 swear 9 teenage 3 testicle 5 than 19 trazodone 25 tv "
        "23 vomitando 29 ~back 2 ~epi 8 ~fixed 3 ~tell 8 "
    ),
    "urinary": ("awful 13 bladder 15 burst 30 huge 25 midnight 24 totally 15 "),
    "violence": (
        "aide 6 am 13 angry 14 bang 14 beat 24 belt 17 boss 12 boyfriend 40 bullet 13 caregiver 12 cousin 3 coworker "
        "11 crie 10 embarazada 10 esposo 6 ex 14 girl 23 grandson 7 he 42 held 6 hiding 7 hits 10 hitt 14 husband 30 "
        "kids 12 knife 36 lock 25 machete 11 mark 18 me 15 money 13 murder 2 nephew 31 outside 38 pack 8 punch 7 "
        "questionnaire 18 quito 4 raped 47 rib 10 said 12 scar 11 shake 4 shook 9 slapp 8 starv 8 stepdad 25 strangl "
        "9 threaten 19 tied 12 toca 15 truck 9 uncle 2 us 14 will 13 with 4 yard 7 ~kids 2 ~leave 21 ~let 8 ~make 2 "
        "~question 4 ~safety 6 ~sex 9 ~use 5 "
    ),
    "vision": (
        "acid 9 acros 4 ammonia 17 cataract 4 coming 49 corner 13 curtain 22 dust 8 eye 17 eyeball 9 flash 18 floater "
        "5 forward 6 hace 3 half 28 halo 11 in 15 izquierdo 13 killer 21 lens 4 loss 3 lost 7 nada 12 near 2 ojo 19 "
        "ojos 8 part 16 picture 18 pronto 4 rato 6 rins 2 scalp 7 see 24 shade 4 shadow 10 sight 30 soap 6 splash 25 "
        "spray 10 then 19 veo 18 vision 32 went 20 ~detach 3 ~eight 3 ~retina 3 "
    ),
    "wound": (
        "alarm 22 balloon 4 beep 22 bipap 4 bulge 9 came 16 central 6 concentrator 20 flow 29 g 18 inside 7 intestine "
        "15 lvad 25 open 24 plug 5 plugg 3 popp 6 prostate 8 shunt 2 stent 28 stoma 11 surgery 12 tank 11 theyre 9 "
        "trach 16 tube 27 vent 6 ~belly 13 ~gett 2 ~hard 7 ~hour 3 ~hrs 16 ~swollen 13 "
    ),
}
