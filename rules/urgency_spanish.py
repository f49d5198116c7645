"""Spanish for the concepts of the English word lists, with phrases of its own. Without accents. Data only."""

from __future__ import annotations

SPANISH = {
    "chest": "pecho, torax",
    "arm": "brazo, brazos, hombro",
    "jaw": "mandibula, quijada",
    "heart": "corazon",
    "chest_feel": (
        "duele, dolor*, presion, aprieta, apreta*, opresion, punzada*, oprime, ardor, pesad*, me aprieta, doler, "
        "doliendo, dolio, oprimido, apretado, apretada, dolorcito, molestia"
    ),
    "pain": "duele*, dolor*, doler, doliendo, punzada*, colico*, retorcij*, calambre*, ardor, adolorid*, dolio",
    "severe": (
        "fuerte, fuertes, muy fuerte, fuertisimo, insoportable*, horrible, terrible, peor, intenso, intensa, no "
        "aguanto, no soporto, severo, no me puedo (mover|parar|enderezar), no puedo (pararme|enderezarme|caminar), "
        "camina doblando, doblad*, mucho mucho, muchisimo, de mi vida"
    ),
    "sudden": (
        "de repente, subit*, de pronto, de golpe, hace (una|media|dos|un) (hora|horas|rato), esta manana, desde "
        "(la manana|anoche|ayer|hoy), hoy, amaneci, amanecio, repentin*, ahorita, desperte"
    ),
    "sweat": "sudor, sudando, sudor frio, sudo, palid*",
    "belly": "estomago, panza, barriga, abdomen, vientre, tripa, abdominal*, apendice",
    "low_right": "lado derecho, derecho abajo, derecha abajo",
    "head": "cabeza",
    "headache": "dolor de cabeza, duele la cabeza, migrana, jaqueca, dolor fuerte de cabeza, duele mucho la cabeza",
    "worst_head": "peor, de repente, mas fuerte, de golpe, de mi vida, explota*, nunca, fuertisimo, insoportable",
    "stiff_neck": (
        "cuello rigido, cuello duro, cuello tieso, rigidez, nuca rigida, no puedo doblar el cuello, cuello muy tieso"
    ),
    "light_hurts": "molesta la luz, luz me molesta, la luz me lastima",
    "sob": (
        "falta el aire, falta de aire, falta aire, falta de aliento, sin aire, ahog*, asfixi*, no puedo respirar, "
        "no puede respirar, no puedo ni respirar, cuesta respirar, cuesta mucho respirar, dificultad para "
        "respirar, trabajo respirar, trabajo para respirar, me ahogo, respirar bien, casi no puedo respirar, casi "
        "no puede respirar, respira con dificultad, agitad* al respirar, faltando el aire, le falta el aire, no "
        "agarro aire, no alcanzo a respirar, no jalo aire, falta la respiracion, me falta la respiracion, respirar "
        "me cuesta, mucha dificultad para respirar, no respiro bien, no respira bien, puede respirar bien"
    ),
    "breathe": "respirar, respira, respiracion, respirando",
    "breath_bad": "rapido, feo, agitado, muy rapido, fuerte, mal, cansad*, muy feo, trabajo",
    "cant": (
        "no puedo, no puede, cuesta, dificultad, no logra, trabajo, casi no puede, casi no puedo, batalla para, "
        "batallo para, no podia, apenas"
    ),
    "retraction": "hunden las costillas, marcan las costillas, hunde el pecho, costillas, quejido",
    "wheeze": "silba, silbido, chifla*, pitido, silba el pecho, chilla el pecho, ataque de asma",
    "inhaler": "inhalador, nebulizacion*, nebulizador, salbutamol",
    "inhaler_fails": "no me hace, no le hace, no funciona, no ayuda, sigue igual, no sirve, no me ayuda",
    "apnea": (
        "labios morados, labios azules, se puso morad*, se puso azul, dejo de respirar, no respira, labios "
        "moraditos, se pone morad*"
    ),
    "face": "cara, boca, rostro, labio, ojo",
    "droop": "torcio, torcid*, chueca, chueco, cae, caida, caido, desviada, colgad*, enchuec*, de lado, se le cayo",
    "stroke_es": (
        "se va de lado, no me salen las palabras, no le salen las palabras, no habla bien, habla raro, no puede "
        "hablar, no puedo hablar, no podia hablar, arrastra la lengua, arrastra las palabras, habla enredado, "
        "lengua trabada, traba la lengua, se me traba la lengua, se le traba la lengua, no se le entiende, hablar "
        "bien, habla como borracho, boca chueca, boca torcida, cara torcida, cara caida, boca de lado, un derrame "
        "cerebral ahora, embolia ahorita, media cara dormida, no puede mover un lado, no puede mover medio, perdio "
        "el habla, perdi el habla, no coordina, se le durmio (medio|la mitad), se le fue la boca, habla "
        "arrastrado, no se le entiende lo que"
    ),
    "side": (
        "lado izquierdo, lado derecho, un lado, mitad de la cara, mitad del cuerpo, medio cuerpo, un brazo, brazo "
        "izquierdo, brazo derecho, una pierna, pierna izquierda, pierna derecha, la mano, mano derecha, mano "
        "izquierda, media cara, el brazo"
    ),
    "numb": "durmio, dormid*, entumid*, adormecid*, hormigueo, no siento, entumec*, se me duerme, duerme, no siente",
    "weak": (
        "debil, debilidad, sin fuerza*, no tengo fuerza*, no tiene fuerza*, flojo, no responde, no puede mover, no "
        "puedo mover, no mueve, no puedo levantar"
    ),
    "stroke": "derrame, embolia, infarto cerebral, derrame cerebral",
    "seizure": "convulsion*, convulsiona*, ataque epileptico, epilep*, convulsiono",
    "confused": (
        "confundid*, confusion, desorientad*, no reconoce, no sabe donde, delira*, hablando incoherencias, "
        "incoherenc*, anda perdid*, diciendo cosas sin sentido, no me reconoce, habla incoherencias, dice "
        "incoherencias, no sabe quien"
    ),
    "hard_to_wake": (
        "no despierta*, no reacciona, no responde, inconsciente, no se despierta, no la puedo despertar, no lo "
        "puedo despertar, muy dormid*, no puedo despertar*, cuesta despertar*, no quiere despertar"
    ),
    "faint": (
        "desmay*, me desvaneci, se desvanecio, desvanec*, perdi el conocimiento, perdio el conocimiento, desmall*, "
        "perdi el sentido, desplom*, se cayo desmay*"
    ),
    "near_faint": (
        "casi me desmayo, casi se desmaya, siento que me desmayo, siento que me voy a desmayar, a punto de "
        "desmayar*, por desmayarme"
    ),
    "suicide": (
        "suicid*, quiero morir*, quisiera morir*, matarme, quitarme la vida, quitarse la vida, ya no quiero vivir, "
        "no quiero vivir, acabar con mi vida, no quiero seguir viviendo, ya no quiero estar aqui, no quiero estar "
        "aqui, mejor sin mi, hacerme dano, lastimarme, cortarme, me quiero morir, se quiere morir, quiere morir*, "
        "quitado la vida, tomarmelas todas, tomarme todas, no vale la pena vivir, deseo morir*, ganas de morir*, "
        "ganas de vivir, terminar con todo, acabar con todo, se corta, cortandome, se esta cortando, hacerse dano, "
        "quiero matarme, quiere matarse, no quiere vivir, estar muert*, quisiera estar muert*, ganas de matarme, "
        "me quiero matar, me voy a matar, pensado en matarme, quisiera no existir, no deberia existir, ya no puedo "
        "vivir, mejor muert*, pensando en morir, pienso en morir, pienso en la muerte, quiero desaparecer"
    ),
    "passive": (
        "no despertar, ya no despertar, no encuentro sentido, sin sentido la vida, encuentro sentido a nada, nada "
        "tiene sentido"
    ),
    "abuse": (
        "me golpeo, me pega, me golpea, me pego mi, mi esposo me (pego|golpeo|ahorco|amenazo), me ahorco, me "
        "violo, me violaron, violacion, me amenazo con matar, tengo miedo de ir a casa, miedo a mi esposo, me "
        "quiso ahorcar, mi pareja me (pega|pego|golpea|golpeo)"
    ),
    "voices": "oigo voces, escucho voces, oye voces, escucha voces, me persiguen, voces que",
    "hurt_other": "hacerle dano a, lastimar a mi bebe, matar a, lastimar a mis hijos, dano a mi bebe",
    "anaphylaxis": (
        "se me cierra la garganta, cierra la garganta, garganta cerrada, hincha* la lengua, lengua hinchada, "
        "hinchando la lengua, hinchada la lengua, garganta hinchada, cerrando la garganta, anafila*, hinchando la "
        "garganta, hincho la lengua, hincha la garganta"
    ),
    "swell": "hincha*, hinchad*, hincho, inflamad*, hinchando",
    "mouth_parts": "lengua, labios, garganta, cara, ojos, boca",
    "hives": "ronchas, ronchitas, urticaria, sarpullido, salpullido, comezon, ronchas por",
    "hives_only": "ronchas, urticaria",
    "allergen": (
        "camaron*, cacahuate*, mani, mariscos, nuez, nueces, abeja, avispa, amoxicilina, penicilina, inyeccion, "
        "vacuna, comer, alerg*, pico, medicina nueva, antibiotico, piquete, picadura"
    ),
    "allergic_reaction": "reaccion alergica",
    "pregnant": "embaraz*, semanas de embarazo, encinta, aborto",
    "bleed": "sangr*, hemorragia, sangrad*, bajo sangre, manchas de sangre",
    "bleed_heavy": (
        "mucho, mucha, no para, no se detiene, coagulo*, bastante, no deja de, a chorros, demasiad*, muchisim*, "
        "empap*, no paraba"
    ),
    "spotting": "mancha*, manchando, sangr*, sangrado, sangre",
    "baby_moves": (
        "mueva mi bebe, mueve mi bebe, se mueve mi bebe, se mueva el bebe, mover al bebe, mueve el bebe, se mueve "
        "la bebe, patadas, patadita*, se mueva mi bebe, moverse a mi bebe, moverse al bebe, movimientos del bebe, "
        "siento al bebe, siento a mi bebe, se ha movido, bebe moverse, moverse el bebe, moverse la bebe, se mueva, "
        "moverse, patear"
    ),
    "less": (
        "no siento, no se mueve, no, menos, ya no, casi no, no he sentido, no se ha movido, no la siento, no lo siento"
    ),
    "water_broke": "se me rompio la fuente, rompio la fuente, rompi fuente, saliendo liquido",
    "contractions": "contracciones",
    "preterm": "cada, minutos, seguidas",
    "preeclampsia": (
        "veo luces, veo manchas, vision borrosa, cara hinchada, manos hinchadas, dolor de cabeza, lucecitas"
    ),
    "vomit": "vomit*, vomito, devolv*, basca, gomit*",
    "vomit_blood": (
        "vomit* sangre, vomito con sangre, vomito sangre, vomitando sangre, sangre en el vomito, vomite sangre, "
        "vomita sangre, vomitando con sangre, vomitar sangre"
    ),
    "cough_blood": "tosiendo sangre, tos con sangre, escupo sangre, escupiendo sangre, flema con sangre, toso sangre",
    "stool": "popo, heces, excremento, caca, evacuacion*, materia fecal",
    "melena": (
        "popo negr*, heces negras, excremento negro, evacuaciones negras, caca negra, popo como alquitran, heces "
        "como alquitran"
    ),
    "rectal": (
        "sangre en (el|la|las) (popo|excremento|heces|caca), sangrado rectal, sangre por el recto, sangre al "
        "obrar, sangre al evacuar, sangre cuando obro"
    ),
    "nosebleed": (
        "sangra la nariz, sangrado de nariz, sangrando de la nariz, sangre de la nariz, sangre por la nariz, nariz "
        "sangra*, sangrado nasal"
    ),
    "thinner": "anticoagulante*, warfarina, warfarin, para la coagulacion, adelgazar la sangre",
    "hurt_head": (
        "pego en la cabeza, golpeo la cabeza, golpe en la cabeza, pegue en la cabeza, golpee la cabeza, pego la "
        "cabeza, golpeo en la cabeza, golpeo fuerte la cabeza, se golpeo la cabeza, me golpee la cabeza, pegado en "
        "la cabeza"
    ),
    "fall": "cayo, se cayo, me cai, caida, cai",
    "infant": "recien nacid*, bebe de (1|un) mes, de nacid*",
    "baby": "bebe, hijo, hija, nina, nino, nene, nena, mi beba",
    "hot": "fiebre, calentura, temperatura, caliente, calenturita",
    "fever": "fiebre, calentura, temperatura de, escalofrios, escalofrio, febril, calenturas",
    "high_fever": "mucha fiebre, fiebre alta, fiebre muy alta, mucha calentura, calentura alta",
    "no_feed": (
        "no quiere (comer|el pecho|mamar|tomar*|la leche|nada), no come, no toma nada, no agarra el pecho, no "
        "quiere tomar nada, no ha comido"
    ),
    "no_urine": (
        "no ha mojado, no moja el panal, no orina, no ha orinado, panal seco, casi no orin*, sin lagrimas, no hace "
        "pipi, no ha hecho pipi"
    ),
    "dehydrated": (
        "no me para nada, no le para nada, no retiene, ni el agua, vomito todo, vomita todo, deshidrat*, no toma "
        "agua, casi no toma, no tolera, no quiere tomar nada, casi no toma agua, todo lo vomit*, devuelve todo"
    ),
    "limp": "flojito, aguado, aguadito, guango",
    "choking": (
        "atragant*, atorad*, se atoro, atorado en la garganta, se trago una (moneda|pila|bateria), no puede tragar"
    ),
    "choke_red": "garganta, ahora, pila, moneda, bateria, saliva, respira, respirar, carne, comida",
    "took": "tomo, se tomo, trago, comio, tome, bebio, tomaron, tragado, tomado",
    "pills": "pastilla*, medicina*, medicamento*, capsula*, pildora*, tableta*",
    "kid": "hijo, hija, nino, nina, bebe, nieto, nieta, ninito",
    "overdose": (
        "sobredosis, me tome todas, tome muchas, demasiadas pastillas, todas las pastillas, doble dosis, tome de "
        "mas, muchas pastillas, tome dos veces la insulina, mucha insulina"
    ),
    "poison": "cloro, veneno, raticida, blanqueador, gasolina, detergente, aceite de motor, pila, lejia",
    "co": "monoxido",
    "no_sight": (
        "no veo, no puedo ver, perdi la vista, perdio la vista, se me nublo, no veo de un ojo, no ve de un ojo, "
        "cortina en el ojo, quede ciego"
    ),
    "eye": "ojo, ojos, vista",
    "testicle": "testiculo*, huevos",
    "palpitations": (
        "corazon se me acelera, palpitacion*, taquicardia, corazon me brinca, corazon acelerado, se me acelera el "
        "corazon, corazon me late, corazon late rapido, se me sale el corazon, latidos"
    ),
    "dizzy": "mareo*, maread*, marea, me mareo, mareandome, vertigo",
    "uti": (
        "arde al orinar, ardor al orinar, mal de orin, infeccion de orina, duele al orinar, arde cuando orino, "
        "infeccion urinaria, duele orinar, ardor cuando orino"
    ),
    "uti_now": "ahora, duele, desde, tengo, arde, calentura, fiebre, otra vez",
    "flank": "espalda, rinon, rinones, cintura",
    "wound": "herida, cirugia, puntos, incision, cesarea, operacion",
    "infected": (
        "pus, roja, rojo, hinchad*, huele, infectad*, caliente, drena*, supura*, abierta, abrio, enrojecid*, inflamad*"
    ),
    "diarrhea": "diarrea, chorro, soltura",
    "bug_bad": "dias, desde, mucha, veces, noche, ayer",
    "blood_urine": "sangre en la orina, orina con sangre, orino sangre, orinando sangre",
    "cant_pee": "no puedo orinar, no puede orinar, no he podido orinar",
    "distress": (
        "deprimid*, depresion, desesperad*, ataque de panico, ataques de panico, sin ganas de nada, angustia*, muy "
        "triste, crisis de ansiedad"
    ),
    "distress_now": "muy, mucho, siento, estoy, me, tengo, cada",
    "sleepy": "dormid*, sonolient*, decaid*, aguadit*",
    "leg": "pierna, piernas, pantorrilla, tobillo",
    "leg_swollen": "hinchad*, inflamad*, roja, caliente",
    "leg_risk": "duele, dolor, roja, vuelo, viaje, cirugia, caliente",
    "heart_attack": (
        "me esta dando un infarto, estoy teniendo un infarto, ataque al corazon, ataque cardiaco, creo que es un "
        "infarto, infarto"
    ),
    "sugar": "azucar, glucosa",
    "hypo": "azucar baja, azucar muy baja, baja de azucar",
    "hyper": "azucar alta, azucar muy alta",
    "fracture": "se rompio, quebr*, fractur*, rompi",
    "bodypart": "pierna, brazo, tobillo, muneca, dedo, pie, mano",
    "burn": "queme, quemo, quemad*, quemadura*",
    "burn_some": "mano, brazo, ampolla*, aceite, agua",
    "bite": "mordio, mordida, piquete de alacran, alacran, garrapata",
    "bite_now": "perro, gato, mano, pierna, brazo, nino, hijo",
    "ear_throat": "dolor de oido, duele el oido, dolor de garganta, duele la garganta",
}
