"""What each word weighs, in tenths, by the family it speaks for. Data only, written by
tests/rules/fit_urgency.py: edit the lists it reads, not this.
"""

from __future__ import annotations

BASE = -12.4
WEIGHTS = {
    "": (
        "a -7 abara -2 abnormal -16 about -28 acabo -4 accept -5 account -7 achy -2 acne -15 add -5 addres -6 "
        "adelantar -4 advance -20 advice -23 advil -7 advise -6 affect -4 afford -8 afib -3 afraid -4 after -5 again "
        "-8 ages -3 agradezco -25 agua -13 aguja -3 aid -20 aids -8 al -27 albuterol -36 aleve -4 alguien -2 allergi "
        "-25 allergic -8 allergist -2 allergy -18 allopurinol -9 almost -18 aloe -8 alone -13 also -5 alternative -3 "
        "alto -6 alway -22 amable -9 amlodipine -5 amoxicilina -4 amoxicillin -7 analisi -8 andamo -5 ando -6 anemia "
        "-6 ankle -5 anniversary -2 anos -9 another -5 answer -6 ante -14 antemano -4 antibiotic -15 antibiotico -8 "
        "anxiou -14 any -34 anyone -16 anyth -29 anyway -13 apartment -3 apnea -13 apologiz -5 apothecary -5 app -31 "
        "appendix -9 appointment -30 appointmnet -5 appreciat -6 appreciate -25 appt -5 april -5 aqui -7 are -8 "
        "arthriti -28 as -7 asap -5 asi -4 ask -19 asked -4 asks -12 asleep -4 aspirin -2 atorvastatin -28 "
        "atorvastatina -7 attach -30 attack -3 august -2 aunt -7 auto -4 autorizacion -5 ave -4 aviseme -4 avoid -11 "
        "away -11 ayer -19 ayuna -3 azucar -10 b -35 back -7 backorder -9 bactrim -6 badly -3 band -8 bean -5 bedroom "
        "-7 bedtime -7 beer -3 beet -8 before -15 behind -5 bell -6 benadryl -4 bendicion -11 bendiga -9 berg -22 "
        "berri -3 best -16 better -7 bid -2 bien -15 bill -41 biopsy -3 birth -6 birthday -2 bit -6 bite -6 blah -2 "
        "blanca -4 bles -23 bloat -10 block -8 blow -3 blvd -9 bn -5 body -12 bonito -13 book -16 booster -2 boot -19 "
        "boredom -3 both -9 bother -9 bottl -5 bottle -3 box -25 boxe -3 brace -9 brain -5 brand -4 braxton -3 break "
        "-14 breast -24 brick -4 bring -8 broad -3 broken -17 bronchiti -8 bruis -8 bruise -26 buen -3 buena -17 "
        "bueno -5 bug -10 build -3 bullseye -11 burn -6 bus -14 buy -3 c -10 caffeine -4 calendar -12 call -12 calor "
        "-2 cambiar -11 cambie -5 caminar -5 camp -5 can -42 canal -16 cane -4 cannot -5 cansada -2 cansancio -5 cap "
        "-8 car -15 card -23 care -8 carro -5 casa -12 cash -4 casi -4 cast -7 cat -16 cause -18 celluliti -2 "
        "cerraron -3 cetirizina -3 cetirizine -14 cettirizine -2 chang -4 change -9 charg -3 cheaper -6 check -28 "
        "checkup -2 cheek -8 cheer -8 chew -10 chicago -4 chirp -17 choke -5 cholesterol -15 christma -7 cita -35 "
        "claritin -4 clas -15 claustrophobic -2 clean -14 clear -22 clearance -4 click -13 climb -9 clinic -13 "
        "clopidogrel -5 close -4 cloudy -8 club -15 code -6 coffee -9 coin -6 colesterol -11 college -9 colonoscopy "
        "-7 color -2 comadre -5 come -24 comezon -2 comfortable -2 common -12 company -2 complain -8 complaint -17 "
        "completely -25 compression -6 computer -3 concern -3 concussion -16 confirm -4 constipat -11 contact -18 "
        "continue -8 copay -38 corriendo -2 cost -17 costco -12 couch -19 could -18 counselor -7 count -15 couple -7 "
        "coupon -2 cover -6 cow -6 cpap -10 cpr -10 crack -6 cradle -12 cramp -10 crazy -19 creak -4 cream -33 "
        "creatinine -21 cried -9 cros -10 croup -11 cruise -3 crust -11 cry -3 crying -11 ct -19 cuando -6 cuanto -28 "
        "culture -5 current -3 cute -13 cvs -9 d -7 da -10 daily -2 dandruff -10 dar -10 date -38 day -34 daycare -10 "
        "days -24 de -8 dead -2 dear -15 death -17 debo -7 december -3 decide -2 decir -7 deductible -2 degenerative "
        "-2 dehydrat -2 dejar -4 dementia -10 deni -8 dense -5 density -21 dental -4 dentist -20 denver -2 depression "
        "-23 dermatologist -6 detector -8 detergent -5 dia -21 diabet -8 diabetic -4 diaper -2 diarrhea -15 dias -23 "
        "diaz -23 did -23 died -22 diego -3 dieron -10 diet -4 difference -18 different -13 dijeron -11 dijo -2 dios "
        "-9 discharg -2 disculpe -13 discus -6 division -2 divorc -15 divorce -6 dizzines -13 do -25 doctor -23 "
        "doctora -2 does -35 doing -27 donate -18 donde -3 done -12 door -16 dose -7 dots -3 doubl -2 doy -3 dr -35 "
        "drain -2 draw -22 drawer -28 drew -12 drink -16 drive -11 drop -24 drug -8 dry -26 due -33 duty -4 dying -6 "
        "ear -50 early -30 ears -4 eat -3 eating -11 echo -2 edge -12 egfr -17 ekg -10 el -5 elevator -9 ella -5 elm "
        "-5 else -12 email -3 emergencia -3 emergency -20 empece -6 ended -4 english -2 enough -3 entrar -4 envelope "
        "-2 epinephrine -2 er -7 era -11 eran -4 es -31 escitalopram -7 escribi -8 escribo -5 escuela -7 escupio -3 "
        "eso -18 espanol -10 espera -2 esperando -12 espero -7 estan -10 este -7 esto -2 estuve -5 every -3 everyth "
        "-18 exam -17 excuse -6 exercis -11 expect -8 expir -17 expire -17 explain -7 explicar -5 expres -2 "
        "extraction -2 fading -8 failure -8 fall -2 famili -5 far -8 farmacia -10 fast -23 father -2 favor -23 fax -8 "
        "february -7 feet -20 ferritin -15 fiebre -3 figur -6 file -18 final -9 finally -18 find -9 fine -62 finish "
        "-10 first -15 fix -8 fixed -16 flagg -2 flank -8 flare -5 flight -17 flonase -12 florida -11 flu -4 "
        "fluticasona -3 fluticasone -4 flutter -10 flyer -10 fmla -10 foe -4 follow -27 food -8 football -2 for -21 "
        "forget -2 forgot -34 form -22 four -15 fraser -11 free -3 friday -7 friend -3 from -15 front -10 fue -12 fui "
        "-5 funeral -8 fungu -3 funny -2 fyi -7 gabapentin -9 gain -14 galaxy -7 gallbladder -8 garden -13 garganta "
        "-12 gas -4 gatorade -7 gel -3 generic -28 genetic -2 gets -11 gett -10 gfr -22 gi -4 glargine -17 glass -17 "
        "glipizide -7 goal -3 golf -4 gone -7 good -50 gorgeou -3 gracia -37 grateful -6 grax -14 great -45 grief -6 "
        "gripa -8 gripe -16 group -2 growth -2 gues -10 gums -16 guys -11 gym -6 ha -7 hacen -5 hago -3 haha -15 hair "
        "-19 handicap -6 happy -37 harbor -10 has -3 hay -7 heal -19 health -6 hear -20 heartburn -11 heat -20 heel "
        "-21 height -10 hello -26 help -15 hemoglobin -3 hemorrhoid -6 herida -13 hermana -6 hermanito -2 hernandez "
        "-16 herself -8 hey -9 heyy -5 hi -32 hiccup -18 hick -3 hii -5 hike -11 hillside -6 hip -11 hmm -10 hola -31 "
        "holiday -10 home -18 hope -18 hospital -16 how -11 hr -11 hung -11 hydrocortisone -10 iba -7 ibuprofen -10 "
        "ibuprofeno -13 id -2 idk -6 if -14 igual -15 inch -2 infect -2 information -4 ingl -9 inhaler -11 inr -18 "
        "instruction -8 insulin -15 insurance -13 insurence -2 intake -3 interact -3 interaction -2 interprete -2 "
        "iphone -7 ir -8 iron -16 is -5 it -14 itch -3 itchy -36 its -9 itts -9 j -3 jaja -6 jalon -6 january -14 jim "
        "-8 jogg -5 jose -15 juev -11 jugando -3 juice -7 june -2 jury -4 k -2 kept -2 keys -4 kiddo -9 kidney -17 "
        "kim -4 kind -4 kindly -6 kit -7 knee -6 kroger -11 l -9 la -19 labell -11 laboratorio -7 labs -19 lady -11 "
        "lakeside -5 lancet -4 lantu -5 laps -5 las -11 last -2 latch -2 late -21 lately -8 laugh -23 laundromat -4 "
        "law -15 lbs -14 ldl -8 leav -3 lee -6 les -2 less -3 let -20 lett -2 levothyroxine -9 lexapro -4 lice -9 "
        "license -3 lift -5 light -9 lily -25 linaza -5 lincoln -6 lindqvist -3 link -8 lipid -9 lipitor -3 liquid "
        "-20 lisinopril -16 list -24 little -43 living -23 llamar -19 llame -4 llamo -7 llego -15 llena -6 llevar -7 "
        "llevo -7 lmk -3 lo -8 lobby -16 log -17 logg -7 login -8 lol -54 long -15 loose -16 losartan -22 losing -3 "
        "lotion -3 loud -14 low -16 lower -23 lump -3 lune -13 lung -4 m -4 made -11 mail -21 main -6 make -7 man -17 "
        "mandan -4 mandar -16 mandaron -3 marathon -3 march -8 maria -25 marriage -23 mart -4 mask -4 mateo -28 "
        "matter -8 may -18 meal -16 mean -3 meant -3 medicare -18 medicin -3 meds -4 meeting -12 meijer -2 mejor -22 "
        "memory -3 meningiti -23 mensaje -2 menu -15 merry -7 message -15 metforman -3 metformin -36 metoprolol -42 "
        "mexico -3 mg -38 miercol -10 might -11 migraine -8 mil -5 mild -33 mile -10 mill -7 million -10 mind -9 "
        "misma -9 mistak -2 mixup -4 modnay -3 mole -8 molestia -5 moment -2 mon -9 monday -35 monitor -9 monster -7 "
        "montelucast -4 montelukast -30 month -18 mood -2 moquito -2 more -25 morning -28 mosquito -4 most -4 mostly "
        "-18 movement -8 moving -11 mr -3 mri -13 ms -10 much -33 mucha -7 mucho -2 muscle -12 muscular -3 n -3 nadie "
        "-12 nail -13 nair -18 nap -13 naproxeno -3 naps -5 nariz -12 nasal -5 natural -3 nausea -5 necesito -30 need "
        "-43 needl -15 neg -6 negative -2 nervio -3 nervou -19 never -7 new -28 news -11 next -11 nice -12 nieto -2 "
        "night -2 nino -5 nitroglycerin -2 noch -7 noma -2 none -8 normal -42 noseble -4 note -25 noth -11 notic -16 "
        "nuevo -7 number -17 numero -7 nurs -7 nurse -16 oak -4 oatmeal -3 ob -4 office -14 ohio -2 ok -52 okay -7 "
        "olvido -6 omeprazol -7 omeprazole -11 on -6 once -4 one -4 ones -36 online -6 only -15 oops -7 oozing -6 "
        "opinion -4 option -2 or -22 orchard -7 order -8 ortopedia -4 other -12 otherwise -17 otro -14 overnight -8 "
        "own -18 ozempic -4 paciente -2 pagaba -5 pagar -6 page -4 panic -23 pap -7 paper -4 paperwork -23 para -13 "
        "parar -4 parent -6 park -10 partner -2 paso -10 password -4 patch -21 patel -23 paxlovid -16 pay -8 pcp -2 "
        "pee -8 peed -26 peeing -25 pego -8 pena -7 pendiente -4 penny -7 pens -12 pepcid -4 per -5 perdon -3 perfect "
        "-15 pharmacist -16 pharmacsit -2 pharmacy -41 phone -47 photo -8 physical -29 pic -3 picc -3 pide -7 pie -4 "
        "pillbox -7 pinehurst -2 pink -25 piso -2 pizza -15 placard -6 place -16 plain -2 plann -11 plant -12 "
        "platelet -14 play -29 please -40 plenty -3 pls -23 pluma -4 pm -16 poco -9 poison -2 pollen -13 pool -10 pop "
        "-5 por -35 porque -2 portal -48 positive -2 possible -17 potassium -11 powder -6 pp -13 pre -3 precio -3 "
        "prednisone -7 preeclampsia -2 pregnant -24 preguntar -7 preguntita -6 prep -4 prepare -2 prescription -7 "
        "presion -12 pressure -7 pretty -11 pric -13 price -6 prilosec -9 print -2 probably -17 program -5 proof -13 "
        "protein -4 proxy -4 psa -19 pt -12 puede -2 pueden -19 puedo -4 puerto -5 puking -5 punctur -5 pus -22 puso "
        "-2 q -11 qty -3 quarry -2 que -21 quedan -18 quedaron -4 quedo -4 queria -7 question -22 quick -23 r -6 "
        "rahman -14 rain -12 rainbow -16 ramirez -6 ramp -5 ran -20 range -3 rash -18 rate -20 rather -8 ray -12 rd "
        "-11 reach -2 reaction -3 reading -7 ready -6 recall -6 receipt -4 receptionist -13 receta -3 recheck -2 "
        "recommend -4 record -14 recover -6 red -16 rednes -4 redo -7 reed -13 refer -4 referencia -8 referido -2 "
        "referral -28 refill -44 regard -7 releas -2 release -6 remain -4 reminder -9 remove -2 renew -25 renewal -12 "
        "repeat -5 replac -14 replacement -4 reply -9 report -10 request -2 reschedul -5 reschedule -3 rescue -9 "
        "respuesta -5 result -31 resultado -9 resurtir -4 return -8 reuslt -2 rico -5 ride -3 ring -3 risk -10 rite "
        "-17 road -8 roosa -2 rope -2 rosa -32 route -10 routine -14 rsv -2 runn -12 runny -11 ruptur -9 rusty -11 rx "
        "-12 saber -4 sad -3 safe -8 safeway -12 sale -8 salieron -6 salio -15 salt -14 saludo -9 salvador -2 same "
        "-18 san -3 saturday -4 save -3 scan -16 schedule -23 school -19 score -10 scrap -17 scratch -9 scratchy -10 "
        "screen -8 script -4 season -15 segunda -2 seguro -11 send -23 senior -2 senorita -15 sent -21 sera -6 "
        "sertralene -2 sertralina -5 sertraline -29 set -8 share -2 shav -7 shift -8 shin -3 shingl -18 shoe -21 shop "
        "-3 short -4 shortnes -7 shot -23 should -30 shovel -12 show -8 shut -2 si -34 siente -3 sigo -5 sigue -5 "
        "silly -10 since -5 singulair -20 sink -2 sister -3 size -2 skip -25 skipp -16 sleep -11 slight -3 small -22 "
        "smok -29 smoke -6 smth -3 sneez -13 snor -12 so -11 soccer -2 sofa -9 soft -6 softball -13 solo -26 some -3 "
        "somebody -6 somehow -2 someone -6 sometim -2 somewhere -2 sooner -2 sore -38 sorrel -2 sorry -20 soup -22 "
        "soy -14 spac -4 spell -5 spinn -14 spironolactone -3 sport -2 spott -11 sprain -7 spring -20 st -5 stable -2 "
        "staff -8 start -7 statin -11 step -8 steroid -5 sticker -3 still -12 stitch -18 stock -2 stocking -2 stone "
        "-23 store -6 story -10 strangle -9 streak -5 stregth -2 strep -15 stres -16 stress -5 stretch -8 strip -6 "
        "stronger -2 student -3 study -4 su -14 sugar -4 summer -5 sunday -13 sunshine -5 suppos -7 sure -11 surgeon "
        "-8 survey -3 surviv -2 sweet -7 swim -3 switch -5 synthroid -7 tabl -12 tabs -17 take -20 taking -7 tambien "
        "-6 tampa -3 taper -2 tard -5 tarda -16 tarde -7 taste -10 tax -9 taxe -3 tea -12 teacher -9 team -24 teen -6 "
        "teeth -2 telefono -3 telephone -5 tender -16 tenga -8 test -43 tetanu -19 th -30 thak -4 thank -41 that -16 "
        "the -2 their -2 therapy -18 these -22 they -26 third -9 this -8 thnak -8 though -2 throbb -7 thursday -27 "
        "thx -27 thyroid -2 tick -20 tienen -4 till -6 tilt -3 time -9 tingl -17 tiny -20 tips -24 tired -8 tiro -4 "
        "titer -2 todavia -14 toe -33 toenail -25 together -5 told -18 tom -36 toma -20 tomado -6 tomar -16 tomato -5 "
        "tomorrow -25 ton -7 too -7 tooth -7 toprol -9 tos -11 town -7 trabajar -3 trabajo -14 trace -4 traducir -2 "
        "traen -2 travel -6 treat -11 tricoast -3 trie -2 tried -4 triglycerid -7 trip -4 troponin -7 trouble -2 try "
        "-13 tsh -11 tue -9 tuesday -17 turmeric -9 turno -5 twin -11 twist -11 ty -13 type -5 typing -4 ugh -3 "
        "ultrasound -16 um -2 un -2 unas -7 under -7 understand -5 union -3 unpack -2 until -26 untill -2 updat -23 "
        "update -5 upper -3 upside -3 urgencia -5 urgent -16 urine -30 urologia -5 using -13 usted -11 usual -11 uti "
        "-13 vaccin -31 vaccine -16 vacuna -18 valium -6 van -10 varicose -5 vario -6 vasectomy -12 vecina -5 vein -5 "
        "version -2 vertigo -11 vet -6 video -12 viern -8 view -4 viniera -3 vino -6 visit -32 visita -6 vitamin -21 "
        "volteo -2 vomito -9 w -6 wait -10 walgreen -16 walk -12 walker -9 walmart -11 want -9 warfarina -14 warm -7 "
        "wart -14 wash -14 watch -6 we -18 wear -7 website -5 wed -12 wedd -7 wednesday -29 week -2 weekend -5 weight "
        "-29 well -13 wellnes -9 were -18 wet -6 what -11 wheelchair -26 wheezy -3 when -32 whenever -7 where -28 "
        "whether -5 which -33 who -7 whom -3 why -17 wine -22 winter -10 within -3 wonder -20 wonderful -11 woozy -7 "
        "work -15 worri -3 worry -15 worth -3 wreck -4 writ -8 write -11 wrong -5 xray -18 ya -7 year -18 yearly -3 "
        "yellow -17 yes -12 yesterday -7 yet -24 yogurt -5 you -35 young -2 your -22 youre -13 zero -12 zestril -8 "
        "zofran -4 zoloft -2 zyrtec -8 ~a -9 ~about -18 ~accident -2 ~action -5 ~adhd -5 ~after -6 ~again -3 ~ago -4 "
        "~al -4 ~albuterol -4 ~allergic -3 ~allergy -12 ~altitude -10 ~amoxicillin -4 ~an -12 ~anaphylaxi -6 ~anatomy "
        "-5 ~aneurysm -9 ~ankle -2 ~another -5 ~answer -2 ~antibiotic -5 ~any -29 ~anyth -8 ~anywhere -4 ~aplicacion "
        "-4 ~app -3 ~appointment -6 ~arm -2 ~as -15 ~ask -3 ~asked -4 ~aspirin -6 ~assistance -2 ~asthma -4 ~at -17 "
        "~atorvastatina -2 ~attack -18 ~attempt -5 ~auth -6 ~autorizar -2 ~away -4 ~b -3 ~battery -7 ~be -9 ~bee -2 "
        "~before -5 ~bien -10 ~big -4 ~bill -6 ~birth -7 ~bit -2 ~bite -13 ~black -4 ~bled -7 ~bleed -14 ~blister -12 "
        "~blood -8 ~blue -10 ~both -4 ~box -6 ~bp -7 ~brain -2 ~breath -19 ~breathe -2 ~broad -6 ~broke -5 ~brother "
        "-3 ~bueno -2 ~burn -2 ~c -6 ~cai -4 ~call -4 ~came -3 ~camp -6 ~can -23 ~cancel -6 ~car -2 ~cardiac -3 "
        "~carta -3 ~case -11 ~catch -2 ~caus -2 ~chang -18 ~change -9 ~chart -12 ~chest -26 ~child -3 ~chocolate -5 "
        "~chok -14 ~cholesterol -8 ~clinic -3 ~clot -19 ~collaps -5 ~come -6 ~concussion -4 ~confus -23 ~confusion -3 "
        "~consciousnes -6 ~contact -2 ~contesta -12 ~contestan -2 ~contraction -4 ~control -5 ~convulsion -5 ~corner "
        "-5 ~costco -3 ~cough -6 ~couldnt -3 ~covid -7 ~cpr -6 ~crash -3 ~cream -3 ~cut -2 ~d -3 ~dad -7 ~daily -7 "
        "~danger -18 ~daughter -7 ~day -4 ~de -14 ~dear -5 ~death -5 ~deni -2 ~dental -5 ~depress -3 ~derrame -5 "
        "~desmayado -2 ~dia -5 ~diagnosi -2 ~did -5 ~died -12 ~dieron -2 ~different -5 ~disability -2 ~discomfort -6 "
        "~disculpe -2 ~dissection -3 ~dizzines -12 ~dizzy -8 ~do -15 ~doctor -3 ~does -9 ~doing -6 ~dolor -13 ~dont "
        "-2 ~dose -18 ~down -8 ~dr -3 ~drain -4 ~drainage -14 ~draw -2 ~drink -11 ~driv -11 ~drive -6 ~droop -8 "
        "~drown -10 ~duele -11 ~dvt -6 ~eating -8 ~ectopic -8 ~effect -6 ~el -17 ~eliqui -2 ~embolism -2 ~en -11 "
        "~encuentro -2 ~entendi -3 ~entiendo -3 ~epipen -2 ~er -3 ~es -6 ~esta -5 ~even -4 ~event -4 ~eye -8 ~face -3 "
        "~faint -3 ~fall -4 ~falta -5 ~family -3 ~far -4 ~fax -2 ~febrile -4 ~fee -9 ~fell -4 ~felt -2 ~female -8 "
        "~fever -34 ~fiebre -23 ~fill -22 ~fine -20 ~first -11 ~flight -2 ~flu -25 ~fly -3 ~fmla -2 ~for -16 ~form "
        "-15 ~friday -3 ~friend -7 ~gave -10 ~general -2 ~get -21 ~give -6 ~giving -4 ~glucagon -9 ~glucose -8 ~go -5 "
        "~going -3 ~good -2 ~gracia -6 ~great -5 ~grief -5 ~gun -14 ~had -19 ~haha -5 ~has -11 ~having -7 ~head -6 "
        "~hear -4 ~help -2 ~her -7 ~here -4 ~heyy -5 ~high -10 ~himself -5 ~hit -6 ~hive -2 ~hold -3 ~hot -2 ~how -4 "
        "~hurt -26 ~i -35 ~ibuprofen -2 ~im -4 ~in -5 ~infarto -16 ~inhaler -3 ~ir -9 ~iron -3 ~is -4 ~issu -2 ~it "
        "-27 ~itch -2 ~itchy -10 ~job -2 ~juega -2 ~just -11 ~keep -8 ~kid -3 ~kidney -2 ~kill -15 ~kit -2 ~la -17 "
        "~label -5 ~last -4 ~laugh -6 ~le -8 ~leaflet -2 ~leak -3 ~left -16 ~legs -3 ~letter -5 ~lily -8 ~lips -6 "
        "~list -9 ~llaman -14 ~lol -3 ~long -14 ~longer -4 ~losartan -3 ~loss -19 ~low -5 ~lows -7 ~lung -2 ~made -2 "
        "~malaria -4 ~mammogram -5 ~mareo -8 ~may -6 ~me -14 ~mean -3 ~med -2 ~meds -4 ~meningiti -3 ~mention -7 "
        "~metformin -18 ~miss -2 ~mom -3 ~month -4 ~move -8 ~moving -5 ~much -13 ~mucha -5 ~murio -4 ~muscle -2 "
        "~music -3 ~muy -2 ~my -24 ~myself -3 ~n -2 ~nada -16 ~naloxone -2 ~neck -12 ~need -33 ~negative -2 ~next -4 "
        "~ni -23 ~no -29 ~nor -3 ~normal -11 ~not -22 ~notic -8 ~numb -6 ~number -2 ~numbnes -10 ~o -3 ~of -13 ~off "
        "-14 ~ok -13 ~old -14 ~once -3 ~one -11 ~online -2 ~open -2 ~or -50 ~orden -6 ~order -24 ~other -11 ~our -9 "
        "~out -15 ~over -8 ~overdos -10 ~overdose -12 ~override -5 ~oxygen -5 ~page -2 ~pain -7 ~palpitation -9 "
        "~papel -2 ~paper -3 ~para -4 ~pass -7 ~payment -4 ~pecho -7 ~pediatric -2 ~penicillin -2 ~people -3 ~per -4 "
        "~pharmacy -5 ~phone -15 ~physical -2 ~pick -3 ~plan -13 ~play -12 ~please -18 ~pls -4 ~poison -5 ~por -3 "
        "~portal -4 ~poster -2 ~preeclampsia -7 ~pregnant -5 ~prevention -6 ~prior -7 ~problem -9 ~prun -3 ~pt -3 "
        "~pulmonary -2 ~quick -7 ~quiero -7 ~rash -8 ~read -9 ~ready -2 ~record -2 ~red -7 ~referencia -4 ~refill -24 "
        "~rehab -3 ~remove -7 ~report -2 ~reschedule -5 ~result -6 ~risk -2 ~ruled -3 ~ruptur -3 ~rush -28 ~rx -5 "
        "~sabe -4 ~saber -4 ~sangrado -5 ~say -3 ~says -11 ~scar -2 ~schedule -2 ~school -9 ~screen -3 ~scuba -3 "
        "~section -6 ~seizur -19 ~seizure -15 ~send -6 ~set -3 ~severe -2 ~shingl -2 ~shoot -2 ~short -13 ~shot -18 "
        "~should -11 ~show -18 ~si -4 ~side -6 ~sign -12 ~sin -9 ~skipp -3 ~sleep -4 ~slurr -10 ~snake -2 ~so -9 ~sob "
        "-2 ~some -3 ~someth -3 ~sore -2 ~sorry -7 ~speech -2 ~sport -4 ~st -7 ~start -11 ~state -3 ~steroid -7 "
        "~stiff -10 ~sting -2 ~stomach -2 ~stool -2 ~stop -3 ~strain -3 ~strep -4 ~stres -5 ~strok -2 ~stroke -9 "
        "~study -11 ~sugar -7 ~suicidal -21 ~suicide -13 ~suppos -13 ~surgery -9 ~swallow -18 ~swell -15 ~symptom -21 "
        "~taken -4 ~teach -7 ~teenager -2 ~telefono -2 ~tengo -20 ~terrible -7 ~test -13 ~tetanu -8 ~than -2 ~thank "
        "-15 ~that -19 ~the -16 ~their -5 ~there -15 ~think -8 ~thought -26 ~thursday -2 ~tia -5 ~tienen -6 ~to -25 "
        "~toddler -6 ~too -3 ~tos -2 ~town -2 ~train -2 ~travel -3 ~tried -5 ~trip -2 ~trouble -28 ~trying -5 "
        "~tuesday -2 ~turn -4 ~tv -4 ~two -7 ~tylenol -4 ~un -9 ~update -5 ~us -8 ~usar -4 ~used -11 ~usted -2 ~va -2 "
        "~vacation -6 ~vaccine -2 ~vision -5 ~visit -10 ~vitamin -3 ~vomit -23 ~wait -3 ~walgreen -2 ~walk -4 ~want "
        "-9 ~warfarin -2 ~was -2 ~watch -4 ~we -15 ~weaknes -15 ~weight -19 ~well -7 ~what -12 ~wheeze -6 ~which -4 "
        "~whole -4 ~why -7 ~wife -3 ~word -5 ~work -3 ~worry -3 ~wrong -11 ~x -2 ~ya -8 ~year -13 ~yes -3 ~you -9 "
        "~your -9 ~yrs -3 ~zone -2 "
    ),
    "abdominal-pain": (
        "abdomen 11 agony 20 aneurysm 8 belly 23 blown 12 board 9 brown 7 button 11 cm 5 como 18 cyst 2 dura 7 "
        "estomago 21 fuerte 22 green 5 groin 19 gut 18 hard 33 havent 16 hernia 6 horrible 15 jelly 12 ni 9 pain 36 "
        "poo 12 puls 4 ripp 6 rock 6 sided 2 stabb 17 stomach 11 straight 21 strong 12 stuff 11 sudden 37 sunk 6 "
        "terrible 16 tummy 7 verde 6 vomit 42 ~appendix 2 ~con 2 ~cramp 18 ~gas 11 ~lie 10 ~sudden 7 "
    ),
    "allergy": (
        "anaphylaxi 2 blew 2 cara 11 cashew 9 clos 16 comer 8 contrast 2 cuesta 6 di 7 dizzy 33 epi 15 epipen 8 fat "
        "24 hinchada 15 hincho 6 hive 14 hoarse 4 lengua 24 marisco 8 peanut 16 pen 24 pico 10 roncha 6 se 19 seen 7 "
        "shrimp 5 sticky 7 sting 6 stung 8 swell 29 throat 42 todo 9 tongue 41 tragar 12 used 40 walnut 10 wasp 6 "
        "wheez 16 ~cashew 6 ~epinephrine 9 ~reaction 3 ~treat 6 ~were 2 ~where 7 "
    ),
    "bleeding": (
        "amount 3 bleed 38 blood 31 bloody 11 bowl 2 bright 32 cauteriz 2 cirrhosi 8 clot 26 cough 6 disorder 5 dress "
        "11 each 19 eaten 4 estoy 12 fill 2 full 15 graft 20 ground 9 gush 13 hour 26 large 7 lighthead 2 lot 7 lots "
        "11 nose 6 pad 17 pads 10 poop 2 pour 24 puddle 6 razor 18 sangre 35 soak 41 squirt 6 stool 9 stop 2 tar 22 "
        "tarry 20 through 15 thru 14 toilet 23 tonsil 11 towel 29 warfarin 2 ~expir 4 ~gi 4 ~history 9 ~mine 5 "
        "~questionnaire 2 "
    ),
    "blood-pressure": ("blurry 8 bp 13 cuff 19 mine 5 over 23 postpartum 3 pound 7 thump 8 ~home 17 ~took 10 ~top 16 "),
    "breathing": (
        "air 36 aire 14 and 32 asthma 8 bathroom 23 breath 57 breathe 42 breathles 22 chair 13 copd 3 dusky 7 even 6 "
        "falta 7 flat 21 gasp 30 grey 7 increase 8 isnt 7 lay 27 lie 20 los 8 muero 3 nebulizer 13 noisy 3 nostril 7 "
        "peak 10 pneumonia 9 rapido 7 really 11 respira 11 respirar 33 ribs 10 sob 23 struggl 18 suck 12 suffocat 6 "
        "treatment 4 whistl 6 ~aire 23 "
    ),
    "chest-pain": (
        "ache 4 ambulance 4 an 8 angina 10 anoche 23 anxiety 2 aprieta 16 blad 7 brazo 15 breastbone 37 but 27 center "
        "2 chest 48 clammy 20 creo 15 crush 27 desde 2 dio 10 discomfort 12 dolor 37 duele 22 elephant 9 en 14 frio 8 "
        "going 3 gray 24 having 36 heavines 2 hurt 32 indigestion 2 infarto 14 jaw 38 mammogram 7 nite 3 nitro 5 "
        "pecho 40 person 2 quita 2 rehab 5 relief 6 shoulder 2 sitt 34 squeez 15 sudando 9 sweat 41 tear 9 tight 14 "
        "tightnes 15 tingly 6 today 11 tums 4 viagra 7 woman 2 wouldnt 5 y 41 ~bypas 22 ~panic 2 ~shortnes 7 ~stent 8 "
        "~three 6 "
    ),
    "child": (
        "baby 26 bear 11 blue 33 feed 2 few 15 floppy 25 grunt 4 hungry 10 infant 10 kid 20 labio 11 limp 19 lips 19 "
        "lunchtime 9 quiere 3 raro 10 rouse 14 sleepy 34 sunken 9 toddler 22 weird 2 ~constipat 6 ~diaper 8 ~poop 3 "
        "~pulse 21 ~tear 10 ~tired 9 ~wet 16 "
    ),
    "choking": (
        "batteri 6 battery 26 caught 9 chicken 2 chok 20 drool 8 fish 5 fridge 6 gagg 3 grandad 11 grape 7 lean 2 "
        "live 4 lodg 3 magnet 19 making 13 meat 20 mouth 20 noise 10 open 20 ours 6 piece 4 puppy 5 remote 6 solid 2 "
        "sound 9 spit 2 spitt 17 steak 8 stuck 20 swallow 35 those 10 toy 9 voice 21 "
    ),
    "clot": (
        "because 4 calf 17 catch 14 deep 28 flew 7 just 7 leg 22 lovenox 6 mailbox 5 now 39 post 2 puff 13 sharp 21 "
        "sit 21 swollen 8 wind 18 ~pill 6 ~pus 3 ~thinner 20 "
    ),
    "confusion": (
        "admitt 3 awake 11 calcium 9 cats 26 confus 31 confusion 3 dad 24 despierta 11 doesnt 47 drowsy 24 esta 15 "
        "grandpa 17 hers 2 hiking 15 him 24 know 10 mi 17 mother 20 muy 2 nonsense 11 not 18 papa 21 respond 26 sense "
        "15 she 48 sheet 7 stay 5 thing 24 up 16 very 8 wake 46 waking 24 wife 19 wont 49 ~heat 17 ~new 4 ~recognise "
        "22 ~who 5 "
    ),
    "dehydration": ("get 2 hardly 18 no 9 rotaviru 11 runs 11 yo 17 yr 10 ~urine 28 "),
    "diabetes": (
        "ems 2 fail 5 fruity 6 glucagon 4 glucose 20 keton 18 meter 13 nonstop 10 plane 5 polish 12 pump 4 read 17 "
        "remover 12 shaky 16 sweaty 25 t 7 thirsty 12 throw 18 "
    ),
    "fainting": (
        "black 44 challenge 4 church 16 collaps 28 consciousnes 21 decid 41 desmaye 13 driv 2 faint 56 floor 39 grade "
        "17 hall 14 kitchen 22 knew 8 knock 3 loc 18 manana 18 mid 7 minute 23 out 6 pack 5 pass 35 second 13 shower "
        "7 sixth 10 smoker 4 stood 2 tile 12 treadmill 15 unconsciou 28 v 7 vece 20 warn 21 was 2 woke 37 x 5 ~hcp 20 "
        "~recall 3 ~they 22 ~uncle 8 "
    ),
    "fever": (
        "con 6 desmayo 16 grandma 9 hes 12 hot 9 house 6 lawn 5 mowing 10 mumbl 5 practice 5 sun 6 ~sweat 22 ~talk 8 "
    ),
    "head-injury": (
        "abuelo 17 asking 6 bang 8 bigger 9 bike 4 bump 10 cayo 6 coumadin 15 curb 2 dinner 4 dormido 5 egg 9 eliqui "
        "16 fell 7 forehead 15 goose 3 head 35 hemophilia 5 her 30 hit 11 hockey 2 ladder 21 lap 8 later 2 mese 8 mom "
        "9 mum 2 pupil 17 slipp 13 smack 11 squishy 3 table 16 temple 13 thinner 2 threw 7 thrown 10 tripp 8 tub 9 "
        "worse 27 xarelto 20 ~second 10 "
    ),
    "headache": (
        "age 12 bad 18 bat 10 being 40 cabeza 21 during 5 empezo 6 ever 26 explod 9 headach 4 headache 40 life 10 "
        "like 29 migrain 3 name 2 peor 10 repente 12 sex 6 sumatriptan 2 vida 20 while 23 worst 14 ~headach 4 "
        "~headache 13 ~his 5 ~like 16 ~this 10 "
    ),
    "infant-fever": (
        "bebe 42 born 9 bottom 23 calentura 3 f 8 fussy 20 give 26 mes 8 nd 17 newborn 24 old 48 our 13 recien 22 "
        "rectal 29 temp 6 temperature 15 thermometer 23 tiene 17 tylenol 17 wk 6 ~are 2 ~hemo 7 ~really 7 ~tenido 6 "
        "~those 7 ~vomito 2 ~week 9 "
    ),
    "infection": ("around 18 bulg 22 eyeball 8 eyelid 13 forward 5 move 3 push 13 scrotum 3 "),
    "injury": (
        "arms 14 arrow 11 bath 2 bent 16 blind 7 boil 4 bolt 12 bone 15 copperhead 13 cord 20 cut 4 dark 25 didnt 12 "
        "dog 5 drown 6 fire 20 forearm 9 fork 9 got 13 hole 24 horse 12 inhal 8 lake 2 lightn 8 mark 18 off 10 oil 9 "
        "outlet 5 palm 8 panel 8 peel 11 poking 19 pot 7 power 2 reflux 5 saw 12 scald 10 shallow 2 skin 32 snake 25 "
        "spider 6 spill 6 spurt 13 stick 4 tip 16 visible 4 widow 6 window 17 wood 2 ~pull 8 "
    ),
    "limb": (
        "chemical 11 cold 5 drum 3 elbow 2 finger 20 fistula 3 foot 17 painful 6 pale 20 scream 7 shap 2 shiny 12 "
        "stent 20 them 30 thigh 23 toes 11 turn 10 unreal 12 washer 11 way 26 white 30 ~and 12 ~below 4 ~check 8 "
        "~cold 9 ~feel 18 ~foot 10 ~fracture 3 ~leg 9 ~neighbor 8 ~nurse 7 ~put 5 "
    ),
    "meningitis": (
        "alta 3 ankl 4 bend 6 daughter 13 feverish 7 go 7 look 16 neck 43 pres 2 purple 24 roommate 20 splitt 2 spot "
        "12 stiff 3 touch 17 unbearable 13 ~fade 3 ~when 19 "
    ),
    "mental-health": (
        "ago 28 alcohol 4 arent 6 brother 24 bugs 3 chip 6 dice 17 dicen 6 five 10 fly 3 giving 5 god 22 habla 8 "
        "hammer 14 harder 3 hasnt 30 ignore 5 le 17 matar 14 people 29 put 8 quit 5 saved 18 says 15 seeing 11 slept "
        "14 stab 18 stopp 10 stranger 4 trying 8 turkey 4 uncontrollably 2 voic 10 yrs 7 ~him 5 ~isnt 7 ~told 5 "
        "~water 3 "
    ),
    "metabolic": (
        "addison 17 adrenal 2 crisi 4 dialysi 20 lab 6 lying 5 saying 36 session 6 sodium 12 weak 17 ~all 11 ~up 5 "
    ),
    "oxygen": (
        "above 3 actually 10 covid 13 kinda 15 liter 22 mama 10 o 19 ox 3 percent 9 rest 9 room 17 s 18 sat 14 sats "
        "26 usually 19 ~bad 18 ~right 2 "
    ),
    "palpitations": (
        "bpm 12 defibrillator 7 desk 3 exhaust 11 heart 9 holter 12 icd 9 implant 3 jackhammer 2 kick 11 messag 6 "
        "pacemaker 6 palpitation 9 pulse 11 racing 24 shock 18 siento 10 twice 25 ~ablation 9 ~cause 5 ~night 15 ~wpw "
        "10 "
    ),
    "poisoning": (
        "accident 14 accidentally 8 adult 7 all 12 antidepressant 2 antifreeze 10 ate 42 bleach 11 bunch 10 by 9 "
        "cabinet 9 carbon 7 chewable 8 child 4 chlorine 3 cleaner 27 clonidine 3 co 7 dads 3 drank 29 empty 17 error "
        "5 extra 7 family 2 fight 9 frasco 12 furnace 9 gave 6 granddaughter 4 grandkid 18 gummy 12 guy 4 heater 6 "
        "humalog 2 includ 8 inject 8 into 39 jarabe 9 lamp 7 laundry 8 lithium 6 many 2 medicine 9 melatonin 5 mis 5 "
        "mistake 25 mixed 23 ml 5 monoxide 7 morphine 6 naloxone 4 of 16 oven 11 overdos 12 oxycodone 6 pill 8 pod 11 "
        "prenatal 12 sick 11 slow 4 spray 8 syrup 5 tablet 16 tiki 8 tomo 17 took 59 torch 8 unit 4 vape 6 whole 35 "
        "~drunk 2 ~glipizide 6 ~heart 2 ~pressure 7 "
    ),
    "pregnancy": (
        "# 12 broke 17 contraction 32 decreas 4 deliver 11 delivery 5 discharge 13 down 12 ectopic 6 felt 31 fetu 9 "
        "fist 11 fluid 12 heavily 6 hemorrhag 31 im 22 iud 4 nst 4 orange 9 parto 2 placenta 10 pregnancy 4 puffy 11 "
        "quiet 2 sangrando 16 section 23 semana 3 sin 3 someth 3 stink 11 tengo 20 tissue 7 top 3 traffic 4 water 18 "
        "wks 14 ~bebe 18 ~but 4 ~contraccion 6 ~eclampsia 2 ~ended 2 ~kick 8 ~monday 23 ~moved 11 ~moverse 13 ~que 2 "
        "~se 2 ~sentido 9 ~spott 9 "
    ),
    "seizure": (
        "anti 7 blank 3 convuls 36 convulsion 14 convulsionando 14 diastat 3 eyes 33 fit 25 fits 12 foam 12 had 5 "
        "hijo 24 hoy 26 jerk 9 keppra 6 med 3 min 28 mins 9 minut 25 morn 10 muscl 11 nina 8 roll 3 row 25 seiz 23 "
        "seizur 12 seizure 51 star 18 toda 6 tuvo 4 twitch 11 una 19 xanax 4 ~grand 2 ~happen 14 ~he 3 ~mal 2 "
        "~quarter 5 ~rescue 10 ~way 2 "
    ),
    "self-harm": (
        "aguanto 32 alive 19 already 12 anymore 32 be 5 been 9 bought 26 bridge 7 carta 13 closet 8 currently 10 cutt "
        "21 deeper 17 die 35 dont 45 easier 7 end 31 ending 18 everybody 11 everyone 26 forever 3 forgive 12 garage "
        "39 girlfriend 5 gonna 10 goodbye 5 gun 56 hate 3 have 5 here 22 himself 5 honestly 19 i 4 ive 16 jump 19 "
        "kill 30 least 19 load 6 longer 42 matarme 25 muerta 11 nobody 2 past 10 pastilla 16 pensado 7 pillow 11 "
        "pistol 7 promise 5 psych 3 purpose 15 quiero 19 quitarme 10 reason 22 rifle 8 seal 3 settl 10 soon 4 "
        "suicidal 28 suicide 42 teenager 19 tell 39 text 12 think 52 thought 33 tonight 30 train 17 tree 14 u 8 upped "
        "3 vivir 7 voy 2 wish 2 wrist 6 written 20 wrote 5 ~around 2 ~bottle 10 ~care 10 ~enough 7 ~find 18 ~glitch 5 "
        "~have 2 ~hotline 7 ~if 9 ~insurance 3 ~life 10 ~living 26 ~lost 7 ~more 2 ~point 26 ~psych 7 ~safe 2 ~sister "
        "15 ~stay 8 ~these 10 ~tonight 4 ~u 19 ~unit 7 ~will 16 ~with 10 ~would 17 "
    ),
    "sepsis": (
        "bag 8 blotchy 2 cell 8 chatter 7 chemo 32 chill 47 clench 3 dreadful 7 fever 26 flush 11 foul 8 infection 2 "
        "junior 2 mad 6 neutropenic 20 patient 11 port 18 remov 13 scope 5 shak 42 shiver 22 sickle 9 spleen 2 spread "
        "6 stand 26 sunburn 4 than 17 transplant 12 ulcer 5 wound 12 ~anti 7 ~by 10 ~dog 11 ~got 3 ~rejection 10 "
        "~spleen 18 "
    ),
    "spine": (
        "area 5 between 4 bowel 8 cancer 5 control 3 disc 11 hold 2 legs 42 myself 45 numb 35 numbnes 10 onto 18 plus "
        "14 properly 5 prostate 5 roof 14 saddle 8 wipe 13 without 23 ~know 7 ~las 4 ~puedo 10 ~siento 32 ~th 2 ~till "
        "25 ~y 7 "
    ),
    "stroke": (
        "ahorita 2 arm 35 bluish 3 boca 18 breakfast 26 cant 42 couldnt 26 crook 2 cuerpo 21 cup 13 derecho 10 double "
        "15 dragg 12 drift 9 droop 36 dropp 28 face 41 feel 13 garbl 6 gibberish 12 hablar 15 hand 12 hang 13 heavy "
        "11 his 18 hubby 4 lado 19 left 17 lip 25 lopsid 11 lose 3 lunch 9 mention 6 mover 7 pick 7 puffer 4 right 19 "
        "sagg 3 say 4 sentenc 16 side 27 slurr 44 smile 12 speak 15 speech 40 suddenly 16 talk 22 ten 3 thick 12 tia "
        "13 torcio 10 voicemail 5 weaknes 13 word 44 ~cva 8 ~hx 2 ~p 8 ~plavix 4 ~s 7 ~sense 2 "
    ),
    "testicle": (
        "ball 17 barely 7 boy 17 coach 11 dos 5 erection 25 hell 4 high 21 hora 15 hrs 10 nauseou 12 noon 8 nowhere 6 "
        "nut 4 nuts 4 privat 6 severe 14 son 18 swear 8 testicle 3 trazodone 18 tv 18 vomitando 24 ~epi 7 ~fixed 3 "
        "~tell 8 "
    ),
    "urinary": ("awful 5 bladder 12 burst 29 huge 19 midnight 18 totally 9 "),
    "violence": (
        "aide 4 am 6 angry 16 beat 16 bed 6 belt 13 boss 12 boyfriend 34 bullet 12 cousin 2 coworker 10 crie 6 drunk "
        "6 embarazada 11 esposo 6 ex 10 game 4 girl 19 grandson 6 he 47 held 3 hiding 4 hits 9 hitt 12 husband 25 "
        "kids 12 knife 28 lock 24 machete 11 me 11 money 12 nephew 28 outside 33 punch 8 questionnaire 16 quito 2 "
        "raped 35 rib 9 said 16 scar 7 shake 3 shook 5 starv 7 stepdad 21 strangl 6 threaten 20 tied 11 toca 15 us 7 "
        "will 10 with 8 yard 6 ~kids 3 ~leave 20 ~let 9 ~make 3 ~question 3 ~safety 5 ~sex 9 ~use 4 "
    ),
    "vision": (
        "acid 8 acros 13 afternoon 7 ammonia 13 below 11 cataract 2 coming 39 corner 16 curtain 18 del 9 dust 6 eye "
        "19 flash 9 floater 11 hace 5 half 29 halo 5 in 12 izquierdo 12 killer 15 loss 3 lost 11 nada 13 near 2 ojo "
        "20 ojos 7 part 16 picture 13 pronto 4 rato 6 scalp 6 see 17 shade 3 shadow 7 sight 25 soap 5 splash 19 then "
        "14 veo 15 vision 25 went 15 ~detach 2 ~eight 2 ~retina 2 "
    ),
    "wound": (
        "alarm 13 beep 23 bulge 9 came 25 catheter 7 central 2 flow 26 g 15 incision 2 inside 6 lvad 21 plug 3 plugg "
        "2 popp 9 site 2 stoma 8 surgery 2 theyre 7 trach 13 tube 21 vent 5 ~# 3 ~belly 11 ~gett 2 ~hard 4 ~hour 4 "
        "~hrs 14 ~swollen 11 "
    ),
}
