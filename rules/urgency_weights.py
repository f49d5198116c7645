"""What each word weighs, in tenths, by the family it speaks for. Data only, written by
tests/rules/fit_urgency.py: edit the lists it reads, not this.
"""

from __future__ import annotations

BASE = -12.6
WEIGHTS = {
    "": (
        "a -7 abara -2 abnormal -15 about -29 acabo -4 accept -5 account -6 achy -2 acne -15 add -4 addres -8 "
        "adelantar -4 advance -20 advice -23 advil -8 advise -5 affect -4 afford -7 afib -5 after -6 again -9 ages -2 "
        "agradezco -24 agua -14 aguja -3 aid -20 aids -7 al -28 albuterol -36 aleve -3 alguien -2 allergi -25 "
        "allergic -8 allergist -2 allergy -17 allopurinol -9 almost -19 aloe -7 alone -12 also -6 alternative -3 alto "
        "-6 alway -19 amable -10 amlodipine -5 amoxicilina -4 amoxicillin -7 analisi -8 andamo -5 ando -6 anemia -6 "
        "ankle -6 anniversary -3 anos -9 another -5 answer -5 ante -14 antemano -4 antibiotic -14 antibiotico -8 "
        "anxiou -15 any -35 anyone -16 anyth -24 anyway -13 apartment -3 apnea -11 apologiz -3 apothecary -5 app -32 "
        "appendix -8 appointment -30 appointmnet -5 appreciat -9 appreciate -24 appt -6 april -5 aqui -8 are -9 "
        "arthriti -28 as -14 asap -5 asi -4 ask -19 asks -12 asleep -9 aspirin -2 atorvastatin -25 atorvastatina -7 "
        "attach -31 attack -4 august -2 aunt -7 auto -4 autorizacion -5 ave -4 aviseme -4 avoid -9 away -9 ayer -18 "
        "ayuna -3 azucar -3 b -29 back -6 backorder -8 bactrim -6 badly -3 band -9 bean -5 bedroom -5 bedtime -8 beer "
        "-3 beet -7 before -16 behind -5 bell -6 benadryl -3 bendicion -10 bendiga -8 berg -21 berri -2 best -15 "
        "better -9 bid -3 bien -16 big -2 bike -4 bill -41 biopsy -3 birth -7 birthday -2 bit -4 bite -4 blah -3 "
        "blanca -4 bles -23 bloat -9 block -9 blow -3 blvd -9 bn -6 body -11 bonito -15 book -13 booster -2 boot -18 "
        "boredom -2 both -9 bother -8 bottl -5 bottle -2 box -25 boxe -5 brace -9 brain -5 brand -4 braxton -3 break "
        "-14 breast -21 brick -5 bring -10 broad -3 broken -17 bronchiti -8 bruis -6 bruise -26 buen -3 buena -17 "
        "bueno -5 bug -8 build -4 bullseye -10 burn -7 bus -14 buy -3 c -8 caffeine -4 calendar -12 call -13 calor -2 "
        "cambiar -11 cambie -5 caminar -5 camp -5 can -43 canal -17 cane -3 cannot -6 cansada -2 cansancio -5 cap -7 "
        "car -17 card -22 care -8 carro -5 casa -12 cash -4 casi -4 cast -6 cat -15 cause -17 celluliti -2 cerraron "
        "-3 cetirizina -3 cetirizine -14 cettirizine -2 chang -4 change -8 chapp -20 charg -2 cheaper -6 check -27 "
        "cheek -8 cheer -7 chew -7 chicago -4 chirp -15 choke -5 cholesterol -15 christma -7 cita -35 claritin -4 "
        "clas -15 claustrophobic -2 clean -12 clear -20 clearance -3 click -9 climb -6 clinic -11 clopidogrel -5 "
        "close -5 cloudy -7 club -15 code -6 coffee -9 coin -5 colesterol -11 college -9 colonoscopy -5 color -3 "
        "comadre -5 come -24 comezon -2 comfortable -2 common -10 company -3 complain -6 complaint -16 completely -26 "
        "compression -6 computer -3 concern -3 concussion -15 confirm -4 constipat -17 contact -17 continue -8 copay "
        "-38 corriendo -2 cost -17 costco -12 costochondriti -2 couch -20 could -17 counselor -8 count -15 couple -7 "
        "coupon -2 cover -7 cow -6 cpap -11 cpr -9 crack -6 cradle -10 cramp -10 crazy -19 creak -4 cream -34 "
        "creatinine -15 cried -9 cros -9 croup -7 cruise -3 crust -13 cry -4 crying -11 ct -19 cuando -5 cuanto -27 "
        "culture -5 current -3 cute -15 cvs -10 d -14 da -10 daily -2 dandruff -8 dar -10 date -40 day -35 daycare "
        "-11 days -26 de -8 dear -15 death -19 debo -8 december -4 decide -2 decir -8 deductible -2 degenerative -2 "
        "dehydrat -3 dejar -4 dementia -8 deni -7 dense -5 density -17 dental -5 dentist -20 denver -3 depression -23 "
        "dermatologist -5 detector -7 detergent -5 dia -22 diabet -8 diabetic -5 diaper -3 diarrhea -12 dias -24 diaz "
        "-22 did -25 died -19 diego -3 dieron -9 diet -4 difference -18 different -13 dijeron -11 dijo -2 dios -8 "
        "discharg -2 disculpe -13 discus -7 divorc -15 divorce -6 dizzines -12 do -26 doctor -22 does -37 doing -26 "
        "donate -19 donde -3 done -13 door -15 dose -11 dots -2 doy -3 dr -34 drain -2 draw -24 drawer -29 drew -12 "
        "drink -16 drive -11 drop -23 drug -8 dry -26 due -34 duty -4 dying -5 ear -45 early -31 ears -5 eat -4 "
        "eating -10 echo -2 edge -13 egfr -14 ekg -11 el -5 elevator -9 ella -5 elm -5 else -15 email -3 emergencia "
        "-3 emergency -18 empece -6 ended -5 english -2 enough -4 entrar -5 envelope -2 epinephrine -2 er -8 era -11 "
        "eran -4 es -31 escitalopram -6 escribi -8 escribo -5 escuela -7 escupio -3 eso -18 espanol -9 espera -2 "
        "esperando -13 espero -6 estan -10 este -7 esto -2 estuve -6 every -2 everyth -17 exam -18 excuse -6 exercis "
        "-10 expect -8 expir -18 expire -18 explain -8 explicar -5 expres -2 extraction -2 fading -7 failure -9 "
        "famili -6 far -8 farmacia -10 fast -20 father -2 favor -22 fax -8 february -8 feet -17 ferritin -10 fiebre "
        "-4 figur -6 file -17 final -8 finally -17 find -8 fine -63 finish -7 first -12 fix -8 fixed -16 flagg -2 "
        "flank -9 flar -2 flare -5 flight -15 flonase -11 florida -10 flu -4 fluticasona -3 fluticasone -4 flutter -9 "
        "flyer -12 fmla -9 foe -4 follow -24 food -7 for -21 forget -2 forgot -34 form -21 four -11 fraser -11 free "
        "-3 friday -9 friend -3 from -15 front -11 fue -12 fui -5 funeral -8 fungu -4 fyi -9 gabapentin -9 gain -14 "
        "galaxy -8 gallbladder -8 garden -12 garganta -12 gas -3 gatorade -7 gel -3 generic -24 genetic -2 gets -13 "
        "gett -12 gfr -15 gi -4 glargine -18 glass -17 glipizide -7 goal -3 goes -5 golf -3 gone -3 good -50 gorgeou "
        "-3 gracia -45 grandmother -3 grateful -6 grax -14 great -47 grief -5 gripa -8 gripe -16 group -2 growth -2 "
        "gues -11 gums -15 guys -10 gym -6 ha -7 hacen -5 had -5 hago -3 haha -16 hair -19 handicap -7 happy -34 "
        "harbor -9 has -17 hay -8 heal -19 health -6 hear -20 heartburn -11 heat -19 heel -22 height -9 hello -27 "
        "help -17 hemoglobin -4 hemorrhoid -6 hep -2 herida -13 hermana -7 hermanito -2 hernandez -16 herself -7 hey "
        "-8 heyy -5 hi -33 hiccup -13 hick -3 hii -5 hike -10 hillside -6 hip -10 hmm -11 hola -31 holiday -9 home "
        "-18 hope -17 hospital -13 hotel -2 how -10 hr -10 hung -10 hydrocortisone -11 iba -6 ibuprofen -11 "
        "ibuprofeno -12 id -2 idk -6 if -14 igual -15 inch -2 infect -3 information -5 ingl -9 inhaler -9 inr -17 "
        "instruction -9 insulin -13 insurance -14 insurence -2 intake -2 interact -3 interaction -2 interprete -2 "
        "iphone -7 ir -8 iron -15 is -7 it -16 itch -8 itchy -33 its -9 itts -10 ivy -6 j -2 jaja -6 jalon -6 january "
        "-15 jim -8 jose -15 juev -11 jugando -3 juice -5 june -2 jury -4 k -2 kept -14 keys -4 kiddo -6 kidney -17 "
        "kim -3 kind -3 kindly -6 kit -7 knee -10 kroger -11 l -8 la -20 labell -11 laboratorio -7 labs -19 lady -11 "
        "lakeside -5 lancet -4 lantu -6 laps -5 las -12 last -15 latch -2 late -21 lately -9 laugh -23 laundromat -4 "
        "law -13 lbs -14 ldl -8 leav -5 lee -6 les -2 less -3 let -20 lett -2 levothyroxine -9 lexapro -6 lice -12 "
        "license -3 lift -5 light -10 lily -25 linaza -5 lincoln -6 lindqvist -2 link -9 lipid -8 lipitor -3 liquid "
        "-20 lisinopril -14 list -23 little -42 living -23 llamar -20 llame -4 llamo -7 llego -16 llena -7 llevar -7 "
        "llevo -7 lmk -3 lo -9 lobby -15 log -18 logg -7 login -7 lol -55 long -15 loose -15 losartan -22 losing -3 "
        "lotion -4 loud -15 low -18 lower -21 lump -5 lune -13 lung -5 m -4 made -10 mail -23 main -6 make -6 man -16 "
        "mandan -4 mandar -15 mandaron -3 marathon -2 march -6 maria -24 marriage -21 mart -4 mask -5 mateo -29 "
        "matter -8 may -17 meal -16 mean -5 meant -3 medicare -18 medicin -3 meds -3 meeting -10 meijer -2 mejor -22 "
        "memory -3 meningiti -21 mensaje -2 menu -14 merry -7 message -15 metforman -3 metformin -36 metoprolol -42 "
        "mexico -3 mg -38 miercol -10 might -11 migraine -7 mil -5 mild -34 mile -9 mill -7 million -9 mind -8 misma "
        "-8 miss -2 mistak -2 mixup -4 modnay -4 mole -8 molestia -5 moment -2 mon -10 monday -38 monitor -8 monster "
        "-7 montelucast -4 montelukast -30 month -15 mood -2 moquito -2 more -24 morning -28 mosquito -4 most -4 "
        "mostly -17 movement -5 moving -10 mr -3 mri -13 ms -9 much -33 mucha -8 mucho -3 muscle -12 muscular -3 n -4 "
        "nadie -12 nail -7 nair -17 nap -11 naproxeno -2 naps -5 nariz -11 nasal -5 natural -3 nausea -4 necesito -31 "
        "need -43 needl -16 needle -2 neg -7 negative -2 nervio -2 nervou -21 never -5 new -28 news -11 next -12 nice "
        "-11 nieto -2 night -19 noch -8 noma -3 none -9 normal -43 noseble -5 note -24 noth -12 notic -17 nuevo -8 "
        "number -17 numero -7 nurs -6 nurse -17 oak -4 oatmeal -3 ob -5 office -16 ohio -3 ok -54 okay -7 olvido -7 "
        "omeprazol -7 omeprazole -10 on -6 once -7 one -2 ones -37 online -6 only -13 oops -6 oozing -6 opinion -4 "
        "option -2 or -21 orchard -8 order -7 ortopedia -4 other -12 otherwise -15 otro -13 overnight -7 own -17 "
        "ozempic -4 paciente -2 pagaba -5 pagar -6 page -4 pan -2 panic -23 pap -6 paper -3 paperwork -25 para -14 "
        "parar -4 parent -6 park -13 partner -3 paso -10 password -4 patch -23 patel -22 paxlovid -14 pay -9 pcp -2 "
        "peed -25 peeing -18 pego -8 pena -7 pendiente -4 penny -7 pens -12 pepcid -4 per -5 perdon -3 perfect -13 "
        "pero -2 pharm -2 pharmacist -16 pharmacsit -2 pharmacy -38 phone -47 photo -9 physical -29 pic -3 picc -2 "
        "pide -6 pillbox -7 pinehurst -2 pink -27 piso -2 pizza -14 placard -7 place -17 plain -2 plann -12 plant -13 "
        "platelet -9 play -30 please -41 plenty -3 pls -24 pluma -4 pm -16 poco -10 poison -4 pollen -11 pool -11 pop "
        "-4 por -36 porfa -2 porque -2 portal -48 positive -2 possible -17 potassium -9 powder -6 pp -13 pre -3 "
        "precio -2 prednisone -5 pregnant -25 preguntar -6 preguntita -6 prep -4 prepare -2 prescription -8 presion "
        "-13 pressure -9 pretty -12 pric -13 price -6 prilosec -9 print -2 probably -16 program -6 proof -13 protein "
        "-4 proxy -4 psa -16 pt -12 puede -3 pueden -19 puedo -5 puerto -4 puking -6 punctur -5 pus -18 puso -2 q -11 "
        "qty -4 quarry -2 que -21 quedan -18 quedaron -4 quedo -4 queria -8 question -25 quick -22 r -6 rahman -13 "
        "rain -12 rainbow -17 ramirez -6 ramp -4 ran -21 range -3 rash -19 rate -19 rather -7 ray -11 rd -12 reach -2 "
        "reaction -3 reading -6 ready -6 recall -6 receipt -4 receptionist -12 receta -3 recheck -2 recommend -4 "
        "record -15 recover -6 red -15 rednes -4 redo -7 reed -13 refer -4 referencia -8 referido -2 referral -29 "
        "refill -46 regard -7 release -7 remain -4 reminder -9 remove -2 renew -25 renewal -12 repeat -5 replac -13 "
        "replacement -5 reply -8 report -11 request -2 reschedul -5 reschedule -4 rescue -9 respuesta -4 result -33 "
        "resultado -10 resurtir -4 return -7 reuslt -2 rheumatology -2 rico -4 ride -4 ring -2 risk -9 rite -17 road "
        "-8 roosa -2 rosa -33 route -9 routine -14 rsv -2 runn -10 runny -23 ruptur -8 rusty -10 rx -12 saber -4 sad "
        "-3 safe -10 safeway -12 sale -9 salieron -6 salio -15 salt -14 saludo -10 salvador -2 same -18 san -3 "
        "saturday -3 save -3 scan -17 schedule -21 school -19 score -10 scrap -29 scratch -8 scratchy -12 screen -8 "
        "script -4 season -16 segunda -2 seguro -10 send -22 senior -2 senorita -16 sent -22 sera -6 sertralene -2 "
        "sertralina -5 sertraline -30 set -8 shampoo -2 share -3 shav -7 shift -7 shingl -18 shoe -20 shop -3 "
        "shortnes -7 shot -24 should -33 shovel -11 show -9 shut -2 si -35 siente -4 sigo -6 sigue -5 silly -9 since "
        "-11 singulair -18 sink -3 sister -6 skip -26 skipp -15 sleep -8 slight -3 small -24 smok -26 smoke -6 smth "
        "-3 sneez -17 snor -19 so -12 soccer -2 sofa -9 soft -7 softball -12 solo -26 some -3 somebody -7 somehow -2 "
        "someone -6 somewhere -2 sooner -3 sore -39 sorrel -2 sorry -21 soup -18 soy -13 spac -4 spell -4 spinn -13 "
        "spironolactone -3 spott -9 sprain -7 spring -19 st -5 stable -2 staff -8 start -7 statin -9 step -9 steroid "
        "-3 sticker -3 still -12 stitch -23 stock -2 stocking -3 stone -22 store -6 story -11 strangle -9 streak -6 "
        "stregth -2 strep -13 stres -14 stress -5 stretch -6 strip -8 stronger -3 student -2 study -4 stuffy -16 stye "
        "-6 su -14 sugar -3 summer -6 sunday -14 sunshine -3 supply -2 suppos -8 sure -11 surgeon -8 survey -4 surviv "
        "-2 sweet -7 swim -3 switch -6 synthroid -6 tabl -12 tabs -17 take -20 taking -8 tambien -7 tampa -3 taper -2 "
        "tard -5 tarda -16 tarde -7 taste -8 tax -9 taxe -4 tea -12 teacher -9 team -21 teen -5 teeth -13 telefono -4 "
        "telephone -5 tender -15 tenga -8 test -42 tetanu -19 th -31 thak -5 thank -45 that -12 therapy -18 there -2 "
        "these -23 they -26 third -9 this -9 thnak -10 though -3 throbb -8 thursday -27 thx -29 thyroid -2 tick -21 "
        "tienen -4 till -6 tilt -4 time -7 tingl -15 tiny -20 tips -25 tired -10 tiro -4 titer -2 todavia -15 toe -34 "
        "toenail -24 together -5 told -17 tom -37 toma -21 tomado -5 tomar -16 tomato -4 tomorrow -25 ton -8 too -9 "
        "tooth -6 toprol -9 tos -10 town -7 trabajar -3 trabajo -14 trace -4 traducir -2 traen -2 travel -7 treat -11 "
        "tricoast -3 trie -2 tried -4 triglycerid -6 trip -2 troponin -8 try -12 tsh -10 tue -10 tuesday -16 turmeric "
        "-8 turno -5 twin -10 twist -11 ty -16 type -2 typing -4 ugh -3 ultrasound -14 um -2 unas -6 under -8 "
        "understand -5 union -3 unpack -2 until -25 untill -2 updat -22 update -5 upper -4 upside -2 urgencia -6 "
        "urgent -17 urine -27 urologia -5 using -13 usted -11 usual -21 uti -11 vaccin -31 vaccine -15 vacuna -15 "
        "valium -6 van -9 varicose -5 vario -6 vasectomy -12 vecina -5 vein -4 version -2 vertigo -11 vet -6 video "
        "-13 viern -8 view -5 viniera -3 vino -7 visit -31 visita -7 vitamin -28 volteo -2 vomito -8 w -5 wait -6 "
        "walgreen -17 walk -15 walker -8 walmart -10 want -10 warfarina -15 warm -7 wart -10 was -3 wash -14 watch -4 "
        "we -16 wear -6 website -5 wed -12 wedd -7 wednesday -29 weekend -6 weight -28 well -24 wellnes -9 were -15 "
        "wet -5 what -11 wheelchair -26 when -32 whenever -8 where -30 whether -5 which -32 who -5 whom -3 why -18 "
        "wine -18 winter -9 within -3 wonder -21 wonderful -13 woozy -6 work -15 worri -3 worry -15 worth -4 wreck -4 "
        "writ -8 write -11 wrong -4 xray -20 ya -6 year -17 yearly -3 yellow -17 yes -10 yesterday -7 yet -26 yogurt "
        "-5 you -37 young -2 your -23 youre -14 zero -13 zestril -8 zofran -5 zoloft -2 zyrtec -7 ~a -9 ~about -18 "
        "~accident -3 ~action -5 ~adhd -5 ~after -8 ~again -3 ~ago -4 ~al -3 ~albuterol -4 ~allergic -3 ~allergy -11 "
        "~altitude -9 ~amoxicillin -4 ~an -12 ~anaphylaxi -5 ~anatomy -6 ~aneurysm -9 ~ankle -2 ~another -5 ~answer "
        "-2 ~antibiotic -5 ~any -28 ~anyth -7 ~anywhere -4 ~aplicacion -3 ~app -3 ~appointment -6 ~as -15 ~ask -4 "
        "~asked -4 ~aspirin -6 ~assistance -3 ~asthma -3 ~at -16 ~atorvastatina -2 ~attack -19 ~attempt -4 ~auth -5 "
        "~autorizar -2 ~away -4 ~b -3 ~battery -7 ~be -10 ~bee -2 ~before -3 ~bien -10 ~big -5 ~bill -6 ~birth -7 "
        "~bite -12 ~black -4 ~bled -6 ~bleed -14 ~blister -11 ~blood -7 ~blue -9 ~both -4 ~box -6 ~bp -7 ~brain -2 "
        "~breath -19 ~breathe -2 ~broad -6 ~broke -5 ~brother -3 ~bueno -2 ~burn -2 ~c -6 ~cai -4 ~call -4 ~came -3 "
        "~camp -5 ~can -22 ~cancel -6 ~car -2 ~cardiac -3 ~carta -3 ~case -11 ~catch -2 ~caus -2 ~chang -17 ~change "
        "-10 ~chart -12 ~chest -28 ~child -3 ~chocolate -5 ~chok -14 ~cholesterol -7 ~clinic -3 ~clot -19 ~collaps -6 "
        "~come -6 ~concussion -3 ~confus -21 ~confusion -3 ~consciousnes -6 ~contact -2 ~contesta -11 ~contestan -2 "
        "~contraction -4 ~control -5 ~convulsion -5 ~corner -5 ~costco -4 ~cough -6 ~couldnt -3 ~covid -8 ~cpr -5 "
        "~crash -3 ~cream -3 ~cut -2 ~d -3 ~dad -6 ~daily -7 ~danger -19 ~daughter -6 ~day -4 ~de -15 ~dear -5 ~death "
        "-5 ~deni -2 ~dental -5 ~depress -3 ~derrame -5 ~desmayado -2 ~dia -4 ~diagnosi -2 ~did -5 ~died -13 ~dieron "
        "-2 ~different -5 ~disability -2 ~discomfort -6 ~disculpe -2 ~dissection -3 ~dizzines -13 ~dizzy -9 ~do -15 "
        "~doctor -3 ~does -9 ~doing -6 ~dolor -13 ~dont -2 ~dose -19 ~down -8 ~dr -3 ~drain -4 ~drainage -12 ~draw -2 "
        "~drink -11 ~driv -9 ~drive -6 ~droop -7 ~drown -10 ~duele -11 ~dvt -6 ~eating -7 ~ectopic -10 ~effect -6 ~el "
        "-17 ~eliqui -2 ~en -11 ~encuentro -2 ~entendi -3 ~entiendo -3 ~epipen -2 ~er -3 ~es -6 ~esta -5 ~even -2 "
        "~event -4 ~eye -7 ~face -3 ~faint -4 ~fall -4 ~falta -4 ~family -3 ~far -4 ~fax -2 ~febrile -2 ~fee -8 ~fell "
        "-4 ~felt -2 ~female -7 ~fever -33 ~fiebre -23 ~fill -22 ~fine -21 ~first -11 ~flight -2 ~flu -26 ~fly -2 "
        "~fmla -2 ~for -17 ~form -14 ~friday -3 ~friend -7 ~gave -10 ~general -2 ~get -20 ~give -7 ~giving -5 "
        "~glucagon -9 ~glucose -7 ~go -5 ~going -3 ~good -2 ~gracia -6 ~great -5 ~grief -5 ~gun -14 ~had -19 ~haha -6 "
        "~harbor -2 ~has -11 ~having -7 ~head -6 ~hear -4 ~her -8 ~here -4 ~heyy -5 ~high -9 ~himself -6 ~hit -7 "
        "~hive -2 ~hold -3 ~hot -2 ~how -4 ~hurt -27 ~i -35 ~im -4 ~in -5 ~infarto -17 ~inhaler -4 ~ir -9 ~iron -3 "
        "~is -5 ~it -27 ~itch -2 ~itchy -11 ~job -2 ~juega -2 ~just -12 ~keep -8 ~kid -3 ~kidney -2 ~kill -16 ~kit -2 "
        "~la -17 ~label -5 ~last -6 ~laugh -6 ~le -8 ~leaflet -2 ~leak -3 ~left -17 ~legs -3 ~letter -5 ~lily -8 "
        "~lips -6 ~list -9 ~llaman -15 ~lol -2 ~long -14 ~longer -4 ~losartan -3 ~loss -20 ~low -5 ~lows -8 ~lung -2 "
        "~malaria -4 ~mammogram -6 ~mareo -8 ~may -6 ~me -14 ~mean -3 ~med -2 ~meds -3 ~meningiti -3 ~mention -7 "
        "~metformin -18 ~miss -2 ~mom -3 ~move -8 ~moving -4 ~much -14 ~mucha -5 ~murio -4 ~muscle -2 ~music -3 ~muy "
        "-2 ~my -24 ~myself -4 ~nada -16 ~naloxone -2 ~neck -10 ~need -34 ~next -2 ~ni -23 ~no -28 ~nor -3 ~normal "
        "-10 ~not -22 ~notic -8 ~numb -6 ~number -2 ~numbnes -10 ~o -4 ~of -13 ~off -13 ~ok -13 ~old -14 ~once -3 "
        "~one -14 ~online -3 ~open -3 ~or -50 ~orden -5 ~order -20 ~other -14 ~our -9 ~out -16 ~over -9 ~overdos -10 "
        "~overdose -11 ~override -5 ~oxygen -5 ~page -2 ~pain -5 ~palpitation -9 ~papel -2 ~paper -3 ~para -4 ~pass "
        "-8 ~payment -4 ~pecho -6 ~pediatric -2 ~penicillin -2 ~people -2 ~per -4 ~pharmacy -5 ~phone -16 ~physical "
        "-2 ~pick -3 ~plan -13 ~play -12 ~please -18 ~pls -4 ~poison -4 ~por -4 ~portal -5 ~poster -2 ~preeclampsia "
        "-7 ~pregnant -4 ~prescription -2 ~prevention -5 ~prior -6 ~problem -13 ~prun -3 ~pt -3 ~quick -7 ~quiero -7 "
        "~rash -7 ~read -8 ~ready -2 ~record -2 ~red -7 ~referencia -4 ~refill -25 ~rehab -3 ~remove -7 ~renew -2 "
        "~report -2 ~reschedule -5 ~result -5 ~risk -2 ~ruled -3 ~ruptur -4 ~rush -27 ~rx -5 ~sabe -3 ~saber -4 "
        "~sangrado -5 ~say -2 ~says -10 ~scar -2 ~school -9 ~screen -3 ~scuba -3 ~section -6 ~seizur -19 ~seizure -13 "
        "~send -6 ~set -3 ~severe -2 ~shingl -2 ~shoot -2 ~short -12 ~shot -17 ~should -10 ~show -18 ~si -5 ~side -6 "
        "~sign -12 ~sin -9 ~skipp -3 ~slurr -9 ~snake -2 ~so -9 ~sob -3 ~some -3 ~someth -3 ~sore -2 ~sorry -7 "
        "~speech -2 ~sport -4 ~st -8 ~start -11 ~state -3 ~steroid -6 ~stiff -9 ~sting -2 ~stomach -2 ~stool -2 ~stop "
        "-2 ~strain -3 ~strep -3 ~stres -5 ~strok -2 ~stroke -9 ~study -11 ~sugar -7 ~suicidal -19 ~suicide -13 "
        "~suppos -13 ~surgery -9 ~swallow -17 ~swell -17 ~symptom -22 ~taken -4 ~teach -6 ~teenager -3 ~telefono -2 "
        "~tengo -20 ~terrible -6 ~test -12 ~tetanu -8 ~than -2 ~thank -13 ~that -18 ~the -16 ~their -5 ~there -14 "
        "~think -8 ~thought -26 ~thursday -2 ~tia -5 ~tienen -6 ~to -24 ~toddler -6 ~too -3 ~tos -2 ~town -3 ~train "
        "-2 ~travel -3 ~tried -5 ~trip -2 ~trouble -27 ~trying -5 ~tuesday -2 ~turn -4 ~tv -4 ~two -8 ~tylenol -3 ~un "
        "-9 ~update -5 ~us -8 ~usar -3 ~used -12 ~usted -2 ~va -2 ~vacation -5 ~vaccine -2 ~vision -5 ~visit -10 "
        "~vitamin -3 ~vomit -22 ~wait -3 ~walgreen -2 ~walk -5 ~want -10 ~warfarin -3 ~was -2 ~watch -4 ~we -14 "
        "~weaknes -14 ~weight -19 ~well -7 ~what -12 ~wheeze -7 ~which -4 ~whole -4 ~why -7 ~wife -3 ~word -5 ~work "
        "-3 ~worry -2 ~wrong -11 ~x -2 ~ya -8 ~year -13 ~yes -3 ~you -9 ~your -9 ~yrs -3 ~zone -2 "
    ),
    "abdominal-pain": (
        "abdomen 11 agony 21 aneurysm 8 belly 24 blown 12 board 10 brown 6 button 11 cm 5 como 20 cyst 2 dura 7 "
        "estomago 20 fuerte 23 green 6 groin 19 gut 18 hard 35 havent 21 hernia 6 horrible 14 jelly 11 ni 9 pain 39 "
        "poo 13 puls 4 ripp 6 rock 7 stabb 17 stomach 12 straight 21 strong 11 stuff 10 sudden 40 sunk 5 terrible 16 "
        "tummy 8 verde 8 vomit 50 ~appendix 2 ~con 3 ~cramp 19 ~gas 10 ~lie 10 ~sudden 7 "
    ),
    "allergy": (
        "anaphylaxi 2 cara 10 cashew 9 clos 17 comer 7 contrast 2 cuesta 6 di 6 dizzy 34 epi 16 epipen 10 fat 22 "
        "hinchada 15 hincho 6 hive 17 hoarse 2 lengua 24 marisco 8 peanut 17 pen 24 pico 10 roncha 6 se 19 seen 7 "
        "shrimp 4 sticky 7 sting 5 stung 8 swell 28 throat 42 todo 9 tongue 45 tragar 12 used 39 walnut 9 wasp 6 welt "
        "2 wheez 17 ~cashew 6 ~epinephrine 10 ~reaction 3 ~treat 6 ~were 2 ~where 8 "
    ),
    "bleeding": (
        "amount 3 bleed 36 blood 36 bloody 11 bright 35 cauteriz 2 cirrhosi 9 clot 27 cough 4 disorder 5 dress 9 each "
        "18 eaten 5 estoy 15 full 14 graft 20 ground 7 gush 15 hour 28 large 7 lighthead 5 lot 10 lots 10 pad 17 pads "
        "10 pour 25 puddle 6 razor 17 sangre 38 soak 40 squirt 5 stool 9 stop 2 tar 22 tarry 19 through 18 thru 13 "
        "toilet 21 tonsil 13 towel 28 warfarin 3 ~expir 3 ~gi 4 ~history 9 ~mine 5 ~questionnaire 2 "
    ),
    "blood-pressure": ("blurry 9 bp 16 cuff 19 mine 8 over 19 pound 7 thump 12 ~home 16 ~took 10 ~top 17 "),
    "breathing": (
        "air 41 aire 13 and 33 asthma 9 bathroom 24 breath 58 breathe 42 breathles 22 chair 13 copd 2 dusky 7 falta 7 "
        "flat 22 gasp 33 grey 8 increase 7 isnt 9 lay 27 lie 20 los 5 muero 4 nebulizer 13 nino 4 noisy 3 nostril 7 "
        "peak 11 pneumonia 7 rapido 6 really 11 respira 10 respirar 33 ribs 10 sob 23 struggl 15 suck 13 suffocat 7 "
        "treatment 3 whistl 6 ~aire 19 "
    ),
    "chest-pain": (
        "ache 4 ambulance 5 an 9 angina 10 anoche 23 anxiety 2 aprieta 17 blad 7 brazo 15 breastbone 38 but 27 center "
        "2 chest 50 clammy 21 clutch 2 creo 15 crush 27 dio 10 discomfort 12 dolor 36 duele 21 elephant 9 en 14 frio "
        "7 going 3 gray 25 having 36 hurt 33 infarto 13 jaw 38 mammogram 8 middle 2 nite 6 nitro 7 pecho 41 person 2 "
        "rehab 5 relief 7 rubb 2 shoulder 3 sitt 34 squeez 16 stair 2 sudando 8 sweat 43 tear 10 tight 17 tightnes 18 "
        "tingly 6 today 13 tums 3 two 2 viagra 7 woman 2 wouldnt 5 y 41 ~bypas 22 ~panic 2 ~shortnes 7 ~stent 8 "
        "~three 6 "
    ),
    "child": (
        "baby 29 bear 9 blue 29 doll 2 feed 2 few 16 floppy 28 grunt 4 hungry 9 infant 10 kid 22 labio 9 limp 19 lips "
        "34 lunchtime 7 rag 2 raro 10 rouse 15 sleepy 35 sunken 11 toddler 25 weird 3 ~constipat 6 ~diaper 7 ~poop 2 "
        "~pulse 21 ~tear 14 ~tired 9 ~wet 18 "
    ),
    "choking": (
        "batteri 5 battery 28 caught 9 chicken 2 chok 27 drool 11 fish 6 fridge 5 gagg 3 grandad 13 grape 6 lean 2 "
        "live 4 lodg 3 magnet 21 making 14 meat 20 mouth 21 noise 11 open 20 ours 6 piece 4 puppy 5 remote 5 seem 2 "
        "solid 2 sound 9 spitt 18 steak 7 stuck 20 swallow 44 those 9 toy 10 voice 20 "
    ),
    "clot": (
        "because 4 calf 20 catch 15 deep 25 flew 6 just 8 leg 24 lovenox 6 mailbox 5 now 38 post 5 puff 14 sharp 20 "
        "sit 22 swollen 8 wind 17 ~on 2 ~pill 5 ~pus 3 ~thinner 20 "
    ),
    "confusion": (
        "admitt 2 awake 12 calcium 10 cats 26 confus 31 confusion 2 dad 28 despierta 10 doesnt 50 drowsy 24 esta 17 "
        "grandpa 19 hers 2 hiking 15 him 21 know 11 mi 21 mother 20 muy 4 nonsense 12 not 18 papa 20 respond 26 sense "
        "15 she 44 sheet 8 stay 7 thing 24 up 15 very 8 wake 48 waking 24 wife 17 wont 52 ~heat 16 ~new 4 ~recognise "
        "24 ~who 6 "
    ),
    "dehydration": ("hardly 15 no 9 rotaviru 11 runs 10 yo 21 yr 13 ~urine 26 "),
    "diabetes": (
        "fail 7 fruity 5 glucagon 3 glucose 25 keton 18 meter 12 nonstop 10 plane 4 polish 11 pump 3 read 17 remover "
        "11 shaky 15 sweaty 25 t 7 thirsty 10 throw 20 "
    ),
    "fainting": (
        "at 3 black 47 challenge 4 church 14 collaps 27 consciousnes 20 decid 40 desmaye 15 driv 3 faint 57 floor 39 "
        "grade 16 hall 11 keep 5 kitchen 21 knew 9 knock 2 loc 18 manana 19 mid 11 minute 23 out 6 pack 7 pass 38 run "
        "2 second 13 shower 6 sixth 9 smoker 4 stood 2 tile 12 treadmill 14 unconsciou 29 v 8 vece 22 warn 21 woke 28 "
        "~hcp 20 ~recall 3 ~they 22 ~uncle 8 "
    ),
    "fever": (
        "con 7 desmayo 16 grandma 8 hes 11 hot 12 house 8 lawn 5 mowing 9 mumbl 5 practice 6 sun 5 ~sweat 23 ~talk 7 "
    ),
    "head-injury": (
        "abuelo 17 asking 6 bang 9 bigger 10 bump 8 cayo 5 coumadin 18 curb 2 dinner 3 dormido 4 egg 11 eliqui 16 "
        "fell 6 forehead 14 goose 3 head 36 hemophilia 5 her 27 hit 12 hockey 3 ladder 21 lap 8 later 2 mese 7 mom 12 "
        "pupil 17 slipp 15 smack 10 squishy 3 table 17 temple 14 threw 3 thrown 9 tripp 8 tub 11 worse 28 xarelto 21 "
        "~second 9 "
    ),
    "headache": (
        "age 11 bad 19 bat 13 being 41 cabeza 21 during 5 empezo 7 ever 27 explod 8 headach 3 headache 42 life 12 "
        "like 29 migrain 3 name 3 peor 10 repente 12 sex 7 sumatriptan 2 vida 21 while 26 worst 15 ~headach 3 "
        "~headache 12 ~his 6 ~like 15 ~this 9 "
    ),
    "infant-fever": (
        "bebe 45 born 12 bottom 22 f 9 fussy 22 give 27 mes 6 nd 18 newborn 24 old 51 our 16 recien 21 rectal 29 temp "
        "9 temperature 17 thermometer 23 tiene 22 tylenol 18 wk 9 ~are 4 ~hemo 6 ~really 8 ~tenido 5 ~those 10 "
        "~vomito 2 ~week 12 "
    ),
    "infection": ("around 18 bulg 22 eyeball 8 eyelid 13 forward 5 move 4 push 13 scrotum 4 "),
    "injury": (
        "arms 13 arrow 11 bent 18 blind 8 boil 4 bolt 14 bone 18 copperhead 14 cord 20 crash 2 cut 5 dark 27 didnt 14 "
        "dog 5 drown 7 fire 20 forearm 9 fork 9 got 15 hole 24 horse 11 inhal 8 lightn 8 mark 18 off 9 oil 9 outlet 5 "
        "palm 8 panel 10 peel 12 poking 19 pot 7 power 2 reflux 5 saw 14 scald 11 shallow 2 shin 2 skin 32 snake 22 "
        "spider 7 spill 5 spurt 12 stick 3 tip 15 truck 2 visible 4 weve 2 widow 6 window 18 wood 2 ~pull 9 "
    ),
    "limb": (
        "chemical 10 cold 8 drum 2 finger 21 fistula 3 foot 17 painful 6 pale 20 scream 8 shap 2 shiny 14 stent 22 "
        "them 32 thigh 26 toes 12 turn 12 unreal 12 washer 10 way 27 white 33 ~and 13 ~below 4 ~check 8 ~cold 9 ~feel "
        "19 ~foot 10 ~fracture 3 ~leg 9 ~neighbor 8 ~nurse 8 ~put 6 "
    ),
    "meningitis": (
        "alta 3 ankl 3 bend 6 daughter 14 feverish 8 glas 2 go 8 look 16 neck 44 pres 2 purple 24 roommate 23 splitt "
        "3 spot 11 stiff 7 touch 17 unbearable 12 ~fade 4 ~when 18 "
    ),
    "mental-health": (
        "ago 29 alcohol 6 arent 7 brother 26 bugs 2 carry 3 chip 6 dice 18 dicen 5 drove 2 five 10 fly 4 giving 5 god "
        "22 h 2 habla 9 hammer 14 harder 2 hasnt 34 ignore 4 le 15 matar 14 must 2 people 29 put 7 quit 6 saved 18 "
        "says 17 seeing 14 slept 6 stab 18 stopp 5 stranger 5 trying 10 turkey 3 uncontrollably 3 voic 9 yrs 6 ~him 6 "
        "~isnt 8 ~she 2 ~told 6 ~water 3 "
    ),
    "metabolic": ("addison 17 crisi 3 dialysi 19 lab 9 lying 5 saying 36 session 5 sodium 11 weak 20 ~all 13 ~up 6 "),
    "oxygen": (
        "above 4 actually 13 covid 13 kinda 14 liter 21 mama 8 o 19 ox 2 oxygen 3 percent 11 rest 14 room 19 s 18 sat "
        "15 sats 29 usually 22 ~bad 17 "
    ),
    "palpitations": (
        "bpm 13 defibrillator 10 desk 2 exhaust 12 heart 11 holter 11 icd 10 implant 4 jackhammer 2 kick 11 messag 5 "
        "pacemaker 5 palpitation 14 pulse 13 racing 24 shock 21 siento 9 twice 23 ~ablation 9 ~cause 6 ~night 15 ~wpw "
        "10 "
    ),
    "poisoning": (
        "accident 17 accidentally 9 adult 8 all 13 antidepressant 3 antifreeze 12 ate 44 bleach 11 bunch 10 by 6 "
        "cabinet 4 carbon 8 chewable 8 child 4 chlorine 3 cleaner 27 clonidine 3 co 6 dads 3 drank 31 empty 17 error "
        "5 extra 9 family 2 fight 12 frasco 12 furnace 10 gave 11 granddaughter 4 grandkid 17 gummy 11 guy 4 heater 5 "
        "humalog 2 includ 9 inject 8 into 38 jarabe 8 lamp 8 laundry 8 lithium 6 many 3 maybe 4 medicine 8 melatonin "
        "4 mis 6 mistake 18 mixed 23 ml 5 monoxide 8 morphine 8 naloxone 4 of 16 oven 12 overdos 15 oxycodone 8 pill "
        "6 pod 12 prenatal 12 sick 11 slow 6 spray 7 syrup 5 tablet 17 tiki 8 tomo 19 took 57 torch 8 unit 4 vape 6 "
        "whole 37 ~drunk 3 ~glipizide 5 ~pressure 9 "
    ),
    "pregnancy": (
        "# 14 babi 2 broke 15 contraction 32 decreas 6 deliver 10 delivery 4 discharge 13 down 13 ectopic 6 felt 35 "
        "fetu 10 fist 11 fluid 11 heavily 6 hemorrhag 28 im 23 iud 5 nst 6 orange 8 parto 3 placenta 9 pregnancy 4 "
        "puffy 8 quiet 6 sangrando 15 section 22 semana 3 sin 3 someth 2 stink 11 tap 2 tengo 22 tissue 7 top 3 "
        "traffic 3 water 19 wks 13 ~bebe 18 ~but 4 ~contraccion 6 ~kick 7 ~monday 24 ~moved 12 ~moverse 13 ~que 2 ~se "
        "2 ~sentido 9 ~spott 10 "
    ),
    "seizure": (
        "anti 8 blank 2 convuls 34 convulsion 14 convulsionando 15 diastat 3 eyes 33 fit 28 fits 14 foam 12 hijo 25 "
        "hoy 28 jerk 7 keppra 7 med 2 min 29 mins 9 minut 27 morn 8 muscl 12 nina 7 roll 5 row 26 seiz 25 seizur 20 "
        "seizure 57 star 18 toda 7 tuvo 3 twitch 11 una 18 xanax 3 ~grand 2 ~happen 15 ~he 3 ~mal 2 ~quarter 4 "
        "~rescue 9 ~son 2 ~way 2 "
    ),
    "self-harm": (
        "aguanto 32 alive 21 already 12 anymore 31 be 5 been 9 bought 25 bridge 6 carta 12 closet 9 currently 9 cutt "
        "24 deeper 17 die 37 dont 48 easier 6 end 30 ending 18 everybody 11 everyone 26 forever 3 forgive 11 garage "
        "39 girlfriend 4 gonna 10 goodbye 7 gun 56 hate 4 have 2 here 18 himself 5 honestly 19 i 5 ive 17 jump 18 "
        "kill 35 least 17 load 6 longer 42 matarme 25 muerta 10 nobody 2 past 10 pastilla 16 pensado 8 pillow 11 "
        "pistol 7 promise 6 psych 3 purpose 20 quiero 21 quitarme 11 reason 23 rifle 8 seal 3 settl 11 slit 2 soon 4 "
        "suicidal 33 suicide 45 teenager 21 tell 40 text 13 think 50 thought 34 to 2 tonight 36 train 17 tree 15 u 7 "
        "upped 2 vivir 8 voy 2 wrist 8 written 20 wrote 5 ~around 2 ~bottle 10 ~care 11 ~enough 6 ~find 18 ~glitch 4 "
        "~have 2 ~hotline 7 ~if 10 ~insurance 3 ~life 11 ~living 27 ~lost 6 ~point 26 ~psych 6 ~safe 3 ~see 2 ~sister "
        "15 ~stay 8 ~these 8 ~tonight 4 ~u 19 ~unit 6 ~will 16 ~with 12 ~would 18 "
    ),
    "sepsis": (
        "bag 9 cell 9 chatter 10 chemo 34 chill 48 clench 3 dreadful 7 fever 25 flush 11 foul 8 junior 2 mad 6 "
        "neutropenic 20 patient 15 port 17 remov 15 scope 7 shak 45 shiver 21 sickle 9 spleen 3 spread 5 stand 27 "
        "sunburn 5 than 22 transplant 12 ulcer 5 wound 14 ~anti 6 ~by 12 ~dog 12 ~got 3 ~rejection 8 ~spleen 19 "
    ),
    "spine": (
        "area 6 between 3 bowel 9 cancer 7 control 3 disc 13 hold 3 jello 2 legs 40 myself 49 numb 37 numbnes 9 onto "
        "19 plus 13 properly 4 prostate 5 roof 15 saddle 8 wipe 12 without 24 ~know 8 ~las 5 ~puedo 10 ~siento 31 ~th "
        "3 ~till 27 ~y 7 "
    ),
    "stroke": (
        "arm 34 bluish 3 boca 18 breakfast 28 cant 45 couldnt 26 crook 2 cuerpo 22 cup 12 derecho 10 double 17 dragg "
        "13 drift 8 droop 41 dropp 30 face 41 feel 13 garbl 6 gibberish 14 hablar 15 hand 16 hang 12 heavy 12 his 15 "
        "hubby 5 lado 19 left 18 lip 25 lopsid 11 lose 3 lunch 9 mention 7 mover 7 pick 8 puffer 5 right 20 sagg 3 "
        "say 3 sentenc 14 side 28 slurr 45 smile 12 speak 14 speech 41 stroke 4 suddenly 16 talk 25 ten 9 thick 11 "
        "tia 13 torcio 11 voicemail 5 weaknes 13 word 36 ~cva 9 ~hx 2 ~p 9 ~plavix 5 ~s 8 "
    ),
    "testicle": (
        "ball 17 barely 8 boy 17 coach 12 dos 7 erection 24 hell 3 high 22 hora 16 hrs 9 nauseou 13 noon 8 nowhere 5 "
        "nut 4 nuts 3 privat 6 severe 16 son 17 swear 8 teenage 3 testicle 5 trazodone 18 tv 18 vomitando 27 ~epi 7 "
        "~fixed 2 ~tell 9 "
    ),
    "urinary": ("awful 4 bladder 16 burst 31 huge 20 midnight 18 pee 2 totally 11 "),
    "violence": (
        "aide 5 am 6 angry 16 beat 21 bed 5 belt 13 boss 10 boyfriend 37 bullet 13 cousin 3 coworker 10 crie 6 drunk "
        "6 embarazada 10 esposo 5 ex 10 game 4 girl 18 grandson 7 he 37 held 6 hiding 8 hits 10 hitt 12 husband 26 "
        "kids 10 knife 33 lock 23 machete 11 me 13 money 12 nephew 28 outside 33 punch 7 questionnaire 19 quito 2 "
        "raped 43 rib 11 said 19 scar 7 shake 3 shook 5 starv 7 stepdad 23 strangl 7 threaten 19 tied 11 toca 14 "
        "uncle 2 us 7 will 10 with 4 yard 6 ~kids 3 ~leave 19 ~let 9 ~make 3 ~question 4 ~safety 5 ~sex 9 ~use 3 "
    ),
    "vision": (
        "acid 7 acros 12 afternoon 6 ammonia 15 below 11 coming 39 corner 15 curtain 19 del 7 dust 6 eye 22 flash 13 "
        "floater 12 hace 5 half 32 halo 5 in 13 izquierdo 12 killer 13 loss 2 lost 10 nada 12 near 2 ojo 20 ojos 7 "
        "part 17 picture 13 pronto 4 rato 6 scalp 6 see 16 shade 2 shadow 7 sight 26 soap 5 splash 20 then 14 veo 15 "
        "vision 25 went 16 "
    ),
    "wound": (
        "alarm 13 balloon 2 beep 25 bulge 10 came 24 catheter 7 central 2 flow 26 g 16 inside 6 lvad 23 plug 3 plugg "
        "3 popp 10 shunt 2 site 3 stoma 12 surgery 3 theyre 8 trach 14 tube 24 vent 4 ~# 3 ~belly 11 ~gett 2 ~hard 5 "
        "~hour 4 ~hrs 13 ~swollen 11 "
    ),
}
